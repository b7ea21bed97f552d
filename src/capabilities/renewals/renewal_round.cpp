#include "capabilities/renewals/renewal_round.hpp"

#include <algorithm>

#include "capabilities/cases/cases_dossier.hpp"
#include "capabilities/cases/cases_store.hpp"
#include "capabilities/directory/directory.hpp"
#include "capabilities/messages/messages.hpp"
#include "capabilities/organisations/organisations.hpp"
#include "capabilities/renewals/sql.hpp"
#include "capabilities/windows/windows.hpp"
#include "jobs/timers.hpp"

namespace zhidian::renewals {

/// A line whose last day has passed.
struct DueLine {
  std::string outlet_id, organisation_id, act_id, status, renewal, granted_by;
  base::Date valid_until{};
  bool was_expired = false;  // before it was taken over from an earlier register
};

namespace {

/// A line takes a case, its event, that of the line and some messages at most.
constexpr std::int64_t lines_at_once = jobs::effects_per_transaction / 10;

DueLine read_line(const storage::Row& row) {
  DueLine line{row.text("outlet_id"), row.text("organisation_id"), row.text("act_id"),     row.text("status"),
               row.text("renewal"),   row.text("granted_by"),      row.date("valid_until")};
  const base::Date entered_on = base::civil_date(base::parse_instant(row.text("created_at")).value());
  line.was_expired = row.integer("is_taken_over") != 0 && line.valid_until < entered_on;
  return line;
}

messages::Message message_of(storage::Connection& connection, std::string kind, const DueLine& line, const rules::Procedure& procedure,
                             const std::string& case_id) {
  const auto organisation = organisations::find_organisation(connection, line.organisation_id);
  messages::Message message;
  message.kind = "renewals." + std::move(kind);
  message.params = {{"organisation", organisation ? organisation->name : ""},
                    {"procedure_zh", procedure.label.zh},
                    {"procedure_en", procedure.label.en},
                    {"valid_until", base::print_date(line.valid_until)}};
  message.subject_kind = case_id.empty() ? "outlet" : "case";
  message.subject_id = case_id.empty() ? line.outlet_id : case_id;
  message.link = case_id.empty() ? "/duties" : "/cases/" + case_id;
  return message;
}

/// Whether the case that decides the next term still runs.
bool is_under_way(storage::Connection& connection, const DueLine& line, const rules::Procedure& procedure) {
  return cases::find_running_case(connection, line.organisation_id, line.act_id, {procedure.id}, "").has_value();
}

}  // namespace

void RenewalRound::step(storage::Connection& connection, const DueLine& line, std::string word, std::optional<base::Date> listed_until,
                        base::Instant now) {
  directory::take_term_step(connection, cases_.registry(), {line.outlet_id, std::move(word), "", "", "", now, {}, listed_until}, random_);
}

void RenewalRound::reexamine(storage::Connection& connection, const DueLine& line, const rules::Procedure& procedure, base::Instant now) {
  const auto opened = cases_.open(connection, {line.act_id, procedure.id, line.organisation_id, "", ""}, {"", {}, now, true});
  if (!opened) {
    // Such as where the act's authority has no office here: it stays listed and is tried again every day.
    if (line.renewal != "awaiting") step(connection, line, "awaiting", {}, now);
    return;
  }
  directory::take_term_step(connection, cases_.registry(), {line.outlet_id, "renewing", opened->id, "", "", now}, random_);
  messages::tell_organisation(connection, line.organisation_id, message_of(connection, "opened", line, procedure, opened->id), now, random_);
  messages::tell_authority(connection, opened->filing_body_id, message_of(connection, "opened_for_office", line, procedure, opened->id), now,
                           random_);
}

void RenewalRound::deal_with(storage::Connection& connection, const DueLine& line, base::Instant now) {
  // An application that is handed in at this moment comes first, or waits.
  const auto held = directory::hold_outlet(connection, line.outlet_id);
  if (!held || held->ended_on || held->renewal != line.renewal || held->valid_until != line.valid_until) return;
  const rules::Procedure* procedure = rules::find_renewal(cases_.registry().law, line.act_id, line.status, line.granted_by);
  if (line.renewal == "renewing" && procedure && is_under_way(connection, line, *procedure)) return;
  if (!procedure || line.was_expired) return step(connection, line, "expired", line.valid_until, now);
  if (procedure->renewal->is_at_expiry) return reexamine(connection, line, *procedure, now);
  const auto offers = windows::list_offers(connection, line.act_id, procedure->id);
  const rules::Offer* late = rules::late_offer(*procedure->renewal, line.valid_until, offers);
  if (rules::renewal_state(*procedure->renewal, line.valid_until, offers, base::civil_date(now)) == "over") {
    step(connection, line, "expired", late ? late->closes_on : line.valid_until, now);
    messages::tell_organisation(connection, line.organisation_id, message_of(connection, "expired", line, *procedure, ""), now, random_);
  } else if (line.renewal != "awaiting") {
    step(connection, line, "awaiting", {}, now);
    messages::tell_organisation(connection, line.organisation_id, message_of(connection, "awaiting", line, *procedure, ""), now, random_);
  }
}

std::int64_t RenewalRound::work(const jobs::Fence& fence, base::Instant now) {
  const std::string today = base::print_date(base::civil_date(now));
  if (!pages_.begin(today)) return 0;
  const auto transaction = database_.write();
  storage::Connection& connection = transaction->connection();
  if (!fence.holds(connection)) {
    pages_.forget();
    return 0;
  }
  const auto lines = connection.list(sql::renewals::list_due_lines, {pages_.after(), today, lines_at_once}, read_line);
  for (const DueLine& line : lines) deal_with(connection, line, now);
  transaction->commit();
  pages_.pass(lines.empty() ? "" : lines.back().outlet_id);
  return std::ssize(lines);
}

}  // namespace zhidian::renewals
