#include "capabilities/notices/notices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "capabilities/accounts/accounts.hpp"
#include "capabilities/notices/notices_store.hpp"
#include "http/http.hpp"
#include "rules/limits.hpp"

namespace zhidian::notices {
namespace {

using base::ErrorCode;
using base::Value;

/// The one list of what may stand on a notice: path in the procedure's `publish.notice` → key of the entry.
constexpr std::pair<std::string_view, std::string_view> entry_keys[] = {
    {"organisation.name", "organisation_name"},       {"organisation.kind", "organisation_kind"},       {"organisation.division", "division_name"},
    {"organisation.address", "organisation_address"}, {"organisation.website", "organisation_website"}, {"recommender.name", "recommender_name"}};

/// What the procedure lets out about a case, and nothing else.
Value entry_of(storage::Connection& connection, const rules::Procedure& procedure, std::string_view case_id) {
  const auto facts = find_published_facts(connection, case_id);
  const auto listed = procedure.publish.find("notice");
  Value entry(Value::Map{{"organisation_name", ""}});
  if (listed == procedure.publish.end()) return entry;
  for (const auto& [path, key] : entry_keys) {
    const auto fact = facts.find(std::string(key));
    if (fact != facts.end() && std::ranges::find(listed->second, path) != listed->second.end()) entry.set(std::string(key), fact->second);
  }
  return entry;
}

/// 沈阳市知识产权局公示〔2024〕第3号: stable, by authority, kind and year.
std::string make_number(storage::Connection& connection, const accounts::Authority& authority, std::string_view kind, base::Date day) {
  const int year = base::year_of(day);
  const std::int64_t serial = count_notices(connection, authority.id, kind, year) + 1;
  return fmt::format("{}{}〔{}〕第{}号", authority.name, kind == "filed_list" ? "公告" : "公示", year, serial);
}

/// The cases a notice is to name, all of one act, procedure and filing body, each in the officer's scope.
struct Named {
  std::vector<std::pair<cases::Case, std::int64_t>> cases;  // with the version the officer saw
  const rules::Procedure* procedure = nullptr;
};

base::Result<cases::Case> read_case(storage::Connection& connection, const cases::Service& service, const std::string& id,
                                    const cases::Doer& officer) {
  auto visible = service.find_visible(connection, officer.account_id, id);
  if (!visible) return base::refuse(ErrorCode::not_found, "notices.case_not_found", {{"case", id}});
  if (!visible->stands_for("filing_body") ||
      !accounts::is_officer(connection, officer.account_id, visible->target.filing_body_id, "authority_officer")) {
    return base::refuse(ErrorCode::forbidden, "notices.not_filing_body", {{"number", visible->target.number}});
  }
  return std::move(visible->target);
}

bool is_same_kind(const cases::Case& one, const cases::Case& other) {
  return one.act_id == other.act_id && one.act_version == other.act_version && one.procedure_id == other.procedure_id &&
         one.filing_body_id == other.filing_body_id;
}

base::Result<Named> read_cases(storage::Connection& connection, const cases::Service& service, const NoticeInput& input, const cases::Doer& officer) {
  Named named;
  std::set<std::string> seen;
  if (input.cases.empty()) return base::refuse(ErrorCode::invalid, "notices.no_cases");
  for (const NamedCase& wanted : input.cases) {
    auto target = read_case(connection, service, wanted.case_id, officer);
    if (!target) return base::refuse(target.error());
    if (!seen.insert(target->id).second) return base::refuse(ErrorCode::invalid, "notices.case_twice", {{"number", target->number}});
    if (!named.cases.empty() && !is_same_kind(named.cases.front().first, *target)) {
      return base::refuse(ErrorCode::invalid, "notices.mixed_cases", {{"number", target->number}});
    }
    named.cases.emplace_back(std::move(*target), wanted.version);
  }
  for (const std::string& id : seen) service.hold(connection, id);  // in one order, so that two notices never wait for each other
  named.procedure = &service.procedure_of(named.cases.front().first);
  return named;
}

/// The refusal of one case, told as the refusal of the whole notice: which case it was stands in it.
base::Error name_case(base::Error error, const cases::Case& target) {
  if (error.code == ErrorCode::stale) error.id = "notices.case_stale";
  error.params["number"] = target.number;
  base::ErrorDetail detail;
  detail.field = "cases." + target.id;
  detail.id = "notices.case_refused";
  detail.params = {{"number", target.number}};
  error.details.insert(error.details.begin(), std::move(detail));
  return error;
}

Value case_ids(const Named& named) {
  Value::List ids;
  for (const auto& [target, version] : named.cases) ids.emplace_back(target.id);
  return ids;
}

void log_notice(storage::Connection& connection, const Notice& notice, std::string action, Value content, const cases::Doer& officer,
                base::Random& random) {
  audit::append(connection,
                {"notice",
                 notice.id,
                 notice.version,
                 std::move(action),
                 "account",
                 officer.account_id,
                 base::civil_date(officer.at),
                 officer.at,
                 notice.act_version,
                 notice.calendar_version,
                 std::move(content),
                 {}},
                random);
}

Notice make_notice(storage::Connection& connection, const accounts::Authority& authority, std::string_view kind, base::Instant at,
                   base::Random& random) {
  Notice notice;
  notice.id = base::make_id(at, random);
  notice.kind = kind;
  notice.authority_id = authority.id;
  notice.published_on = base::civil_date(at);
  notice.number = make_number(connection, authority, kind, notice.published_on);
  notice.authority_name = authority.name;
  notice.authority_telephone = authority.telephone;
  notice.authority_address = authority.address;
  return notice;
}

}  // namespace

Value publishing_value(const Notice& notice, Value named) {
  return Value::Map{{"number", notice.number},
                    {"kind", notice.kind},
                    {"authority_id", notice.authority_id},
                    {"title", notice.title},
                    {"body", notice.body},
                    {"published_on", base::print_date(notice.published_on)},
                    {"last_day", base::date_value(notice.last_day)},
                    {"cases", std::move(named)}};
}

std::optional<Publication> find_publication(const rules::Procedure& procedure) {
  for (const rules::Action& action : procedure.actions) {
    const rules::Term* term = action.effect == "open_notice" ? procedure.find_term(action.starts) : nullptr;
    if (term) return Publication{&action, term};
  }
  return std::nullopt;
}

base::Result<rules::Due> count_notice(const rules::Term& term, std::string_view length, base::Date start, const rules::Calendar& calendar) {
  if (length.empty() && term.is_entered) return base::refuse(ErrorCode::invalid, "notices.term_missing");
  const std::string_view used = length.empty() ? term.length : length;
  const std::string_view fault = rules::length_fault(term, used);
  if (fault == "term_not_entered") return base::refuse(ErrorCode::invalid, "notices.term_not_entered");
  if (fault == "term_too_short") return base::refuse(ErrorCode::invalid, "notices.term_too_short", {{"at_least", std::to_string(term.at_least)}});
  return rules::count_term(start, used, term.unit, term.last_day, calendar);
}

base::Result<Notice> publish(storage::Connection& connection, cases::Service& cases, const NoticeInput& input, const cases::Doer& officer,
                             base::Random& random) {
  auto named = read_cases(connection, cases, input, officer);
  if (!named) return base::refuse(named.error());
  const auto publication = find_publication(*named->procedure);
  if (!publication) return base::refuse(ErrorCode::invalid, "notices.no_notice_in_procedure");
  const cases::Case& first = named->cases.front().first;
  const auto authority = accounts::find_authority(connection, first.filing_body_id);
  if (!authority) return base::refuse(ErrorCode::forbidden, "notices.not_filing_body", {{"number", first.number}});
  const rules::Calendar& calendar = cases.registry().calendar;
  const base::Date today = base::civil_date(officer.at);
  const auto due = count_notice(*publication->term, input.term_length, today, calendar);
  if (!due) return base::refuse(due.error());

  Notice notice = make_notice(connection, *authority, "proposed_filing", officer.at, random);
  notice.title = input.title;
  notice.body = input.body;
  notice.last_day = due->last_day;
  notice.account = regulations::to_value(*due, today, calendar.version());
  notice.calendar_version = calendar.version();
  notice.act_version = regulations::version_name(first.act_id, first.act_version);
  notice.count = static_cast<std::int64_t>(named->cases.size());
  insert_notice(connection, notice, officer.at);

  const cases::Doer doer{officer.account_id, {"filing_body"}, officer.at, true};
  std::int64_t position = 0;
  for (const auto& [target, version] : named->cases) {
    insert_entry(connection, notice.id, target.id, ++position, entry_of(connection, *named->procedure, target.id));
    const cases::ActionRequest request{publication->action->id, Value(Value::Map{}), publication->action->signs, input.term_length, {}};
    const auto moved = cases.perform(connection, target, version, request, doer);
    if (!moved) return base::refuse(name_case(moved.error(), target));
  }
  raise_data_version(connection);
  log_notice(connection, notice, "publish", publishing_value(notice, case_ids(*named)), officer, random);
  return notice;
}

std::string publish_filed_list(storage::Connection& connection, const regulations::Registry& registry, const cases::Case& filed,
                               const cases::Doer& officer, base::Random& random) {
  const rules::Procedure* procedure = registry.find_procedure(filed.act_id, filed.act_version, filed.procedure_id);
  const auto authority = accounts::find_authority(connection, filed.filing_body_id);
  if (!procedure || !authority)
    throw storage::Failure(storage::Failure::Kind::broken, "notices: the procedure or filing body of a filed case is gone");
  const base::Date today = base::civil_date(officer.at);
  const std::string act_version = regulations::version_name(filed.act_id, filed.act_version);
  const Value entry = entry_of(connection, *procedure, filed.id);
  raise_data_version(connection);

  const rules::Procedure* granting = procedure->grants ? procedure : registry.law.find_granting(filed.act_id, procedure->concerns);
  const std::map<std::string, std::string> params{
      {"status", granting ? granting->grants->status_label.zh : procedure->label.zh},
      {"act_word", procedure->grants ? procedure->grants->act_word.zh : http::sentence(http::Language::zh, "notices.renewed", {})},
      {"date", base::print_chinese_date(today)},
      {"authority", authority->name}};
  const std::string title = http::sentence(http::Language::zh, "notices.filed_list_title", params);
  if (const auto id = find_list_of_day(connection, authority->id, act_version, today, title)) {
    Notice list = *find_notice(connection, *id);
    insert_entry(connection, list.id, filed.id, list.count + 1, entry);
    raise_notice_version(connection, list.id);
    list.version += 1;
    log_notice(connection, list, "append", Value::Map{{"case_id", filed.id}}, officer, random);
    return list.id;
  }
  Notice list = make_notice(connection, *authority, "filed_list", officer.at, random);
  list.title = title;
  list.body = http::sentence(http::Language::zh, "notices.filed_list_body", params);
  list.act_version = act_version;
  insert_notice(connection, list, officer.at);
  insert_entry(connection, list.id, filed.id, 1, entry);
  log_notice(connection, list, "publish", publishing_value(list, Value::List{filed.id}), officer, random);
  return list.id;
}

}  // namespace zhidian::notices
