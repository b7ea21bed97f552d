// Last days counted anew when the calendar changes.
#include "capabilities/cases/term_days.hpp"

#include "capabilities/cases/cases_dossier.hpp"
#include "capabilities/cases/sql.hpp"
#include "capabilities/messages/messages.hpp"
#include "capabilities/organisations/organisations.hpp"

namespace zhidian::cases {
namespace {

namespace sql = zhidian::sql::cases;
using base::Value;

CountedTerm read_term(const storage::Row& row) {
  CountedTerm term;
  term.case_id = row.text("case_id");
  term.case_number = row.text("number");
  term.act_id = row.text("act_id");
  term.procedure_id = row.text("procedure_id");
  term.filing_body_id = row.text("filing_body_id");
  term.term_id = row.text("term_id");
  term.act_version = row.integer("act_version");
  term.round = row.integer("round");
  term.starts_on = row.date("starts_on");
  term.last_day = row.date("last_day");
  term.is_running = row.integer("is_running") != 0 && row.integer("is_final") == 0;
  term.is_visible = row.integer("is_visible") != 0;
  return term;
}

const rules::Term* find_rule(const regulations::Registry& registry, const CountedTerm& term) {
  const rules::Procedure* procedure = registry.find_procedure(term.act_id, term.act_version, term.procedure_id);
  return procedure ? procedure->find_term(term.term_id) : nullptr;
}

/// What alone determines the term's row anew.
Value public_content(const Case& target, const CountedTerm& term, const rules::Due& due, const Reissue& reissue) {
  return Value::Map{{"from", target.state},
                    {"to", target.state},
                    {"holder", target.holder},
                    {"is_final", target.is_final},
                    {"round", target.round},
                    {"returned_by", target.returned_by},
                    {"reissued", Value::Map{{"id", term.term_id},
                                            {"round", term.round},
                                            {"from", base::print_date(term.last_day)},
                                            {"last_day", base::print_date(due.last_day)},
                                            {"change_id", reissue.change_id},
                                            {"notice", reissue.notice_number}}}};
}

messages::Message message_of(storage::Connection& connection, const rules::Procedure& procedure, const Case& target, const CountedTerm& term,
                             const rules::Due& due, const Reissue& reissue) {
  const auto organisation = organisations::find_organisation(connection, target.organisation_id);
  const rules::Text label = full_label(procedure, target.period);
  const rules::Term& rule = *procedure.find_term(term.term_id);
  messages::Message message;
  message.kind = "cases.term_reissued";
  message.subject_kind = "case";
  message.subject_id = target.id;
  message.link = "/cases/" + target.id;
  message.params = {{"number", target.number},
                    {"organisation", organisation ? organisation->name : ""},
                    {"procedure_zh", label.zh},
                    {"procedure_en", label.en},
                    {"term_zh", rule.label.zh},
                    {"term_en", rule.label.en},
                    {"from", base::print_date(term.last_day)},
                    {"last_day", base::print_date(due.last_day)},
                    {"notice", reissue.notice_number}};
  return message;
}

/// Whoever takes part and knows of the case: the date was told to all of them.
void tell_parties(storage::Connection& connection, const Case& target, const messages::Message& message, base::Instant at, base::Random& random) {
  if (!target.organisation_id.empty() && target.is_known_to(applicant))
    messages::tell_organisation(connection, target.organisation_id, message, at, random);
  if (!target.is_known_to("filing_body")) return;
  if (!target.filing_body_id.empty()) messages::tell_authority(connection, target.filing_body_id, message, at, random);
  if (!target.recommender_id.empty() && target.recommender_id != target.filing_body_id)
    messages::tell_authority(connection, target.recommender_id, message, at, random);
}

}  // namespace

std::vector<CountedTerm> list_counted_terms(storage::Connection& connection, const TermQuestion& question) {
  return connection.list(sql::list_counted_terms,
                         {base::print_date(question.first), base::print_date(question.last), question.account_id, question.is_everybody,
                          question.change_id, question.after_case, question.after_term, question.after_round, question.limit},
                         read_term);
}

std::optional<std::string> find_term_length(storage::Connection& connection, std::string_view case_id, std::string_view term_id, std::int64_t round) {
  std::optional<std::string> length;
  for (const audit::StoredEvent& event : audit::list_events(connection, "case", case_id)) {
    const Value& started = event.content.at("term");
    if (started.is_map() && started.text_or("id") == term_id && event.content.integer_or("round", 0) == round) length = started.text_or("length");
  }
  return length;
}

std::optional<rules::Due> recount_term(storage::Connection& connection, const regulations::Registry& registry, const CountedTerm& term,
                                       const rules::Calendar& calendar) {
  const rules::Term* rule = find_rule(registry, term);
  if (!rule || rule->unit == "fixed_date") return std::nullopt;
  const auto length = find_term_length(connection, term.case_id, term.term_id, term.round);
  if (!length) return std::nullopt;
  auto due = rules::count_term(term.starts_on, *length, rule->unit, rule->last_day, calendar);
  return due ? std::optional(std::move(*due)) : std::nullopt;
}

Value reissued_account(const rules::Due& due, base::Date start, base::Date from, const rules::Calendar& calendar, const Reissue& reissue) {
  Value account = regulations::to_value(due, start, calendar.version());
  account.set("reissued", Value::Map{{"from", base::print_date(from)},
                                     {"number", reissue.notice_number},
                                     {"title", regulations::to_value(reissue.notice_title)},
                                     {"on", base::print_date(base::civil_date(reissue.at))}});
  return account;
}

base::Result<void> reissue_term(storage::Connection& connection, const regulations::Registry& registry, const CountedTerm& term,
                                const rules::Due& due, const Reissue& reissue, base::Random& random) {
  const auto target = find_case(connection, term.case_id);
  const rules::Procedure* procedure = registry.find_procedure(term.act_id, term.act_version, term.procedure_id);
  if (!target || !procedure || !procedure->find_term(term.term_id)) return base::refuse(base::ErrorCode::stale, "cases.stale");
  Case moved = *target;
  moved.ordinal = target->ordinal + 1;
  moved.version = target->version + 1;
  const std::string account = base::print_json(reissued_account(due, term.starts_on, term.last_day, registry.calendar, reissue));
  const bool is_written = update_case(connection, moved, target->version, reissue.at) &&
                          connection.execute(sql::reissue_term, {term.case_id, term.term_id, term.round, base::print_date(due.last_day), account,
                                                                 registry.calendar.version()}) == 1;
  if (!is_written) return base::refuse(base::ErrorCode::stale, "cases.stale");
  tell_parties(connection, moved, message_of(connection, *procedure, moved, term, due, reissue), reissue.at, random);
  audit::append(
      connection,
      case_event(moved, "reissue_term", Doer{"", {}, reissue.at, true}, registry.calendar.version(), public_content(*target, term, due, reissue)),
      random);
  return {};
}

}  // namespace zhidian::cases
