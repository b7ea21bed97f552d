#include "capabilities/cases/cases.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "capabilities/accounts/accounts.hpp"
#include "capabilities/cases/cases_dossier.hpp"
#include "capabilities/cases/cases_store.hpp"
#include "capabilities/cases/performing.hpp"
#include "capabilities/cases/prefill.hpp"
#include "capabilities/organisations/organisations.hpp"
#include "capabilities/windows/windows.hpp"
#include "rules/network.hpp"

namespace zhidian::cases {
namespace {

using base::ErrorCode;

/// The authorities a procedure's body can mean: of a fixed division, or of the division a fact names.
std::vector<accounts::Authority> list_bodies(storage::Connection& connection, const rules::Body& body, const base::Value::Map& facts) {
  std::string division = body.division;
  if (division.empty()) {
    const auto fact = facts.find(body.at);
    if (fact == facts.end() || !fact->second.is_text()) return {};
    division = fact->second.as_text();
  }
  return accounts::list_authorities_for(connection, body.level, division);
}

base::Error recommender_error(const std::string& id, const std::vector<accounts::Authority>& candidates) {
  base::Error error{ErrorCode::invalid, id, {}, {}, {}};
  for (const accounts::Authority& each : candidates) error.params["names"] += (error.params["names"].empty() ? "" : "、") + each.name;
  base::ErrorDetail detail;
  detail.field = "recommender_id";
  detail.id = id;
  detail.params = error.params;
  error.details.push_back(std::move(detail));
  return error;
}

/// The one candidate, or the one the applicant named.
base::Result<std::string> choose_recommender(const std::vector<accounts::Authority>& candidates, std::string_view wanted) {
  if (wanted.empty() && candidates.size() == 1) return candidates.front().id;
  if (wanted.empty()) return base::refuse(recommender_error("cases.recommender_not_chosen", candidates));
  const auto named = std::ranges::find(candidates, wanted, &accounts::Authority::id);
  if (named == candidates.end()) return base::refuse(recommender_error("cases.unknown_recommender", candidates));
  return named->id;
}

/// Sets recommender and filing body; a body the procedure does not name stays empty. `former` recommended the outlet the case is about, if any.
base::Result<void> assign_bodies(storage::Connection& connection, const rules::Procedure& procedure, std::string_view recommender_id,
                                 std::string_view former, Case& target) {
  const base::Value::Map facts = organisations::collect_facts(connection, target.organisation_id);
  for (const rules::Body& body : procedure.bodies) {
    const auto candidates = list_bodies(connection, body, facts);
    if (candidates.empty())
      return base::refuse(ErrorCode::conflict, "cases.no_" + body.party, {{"division", division_name(connection, target.division_code)}});
    if (body.party != "recommender") {
      target.filing_body_id = candidates.front().id;
      // An institution registered elsewhere: the case belongs where it is decided, or its own filing body would not see it.
      if (!is_within(connection, target.division_code, candidates.front().division_code)) target.division_code = candidates.front().division_code;
      continue;
    }
    // One that is not found by a place is the one that recommended the outlet.
    const auto chosen = choose_recommender(candidates, body.at.empty() && !former.empty() ? former : recommender_id);
    if (!chosen) return base::refuse(chosen.error());
    target.recommender_id = *chosen;
  }
  if (target.filing_body_id.empty()) return base::refuse(ErrorCode::conflict, "cases.no_filing_body");
  return {};
}

/// The named window, which must belong to the procedure, or the one that is open today.
base::Result<std::string> choose_window(storage::Connection& connection, const rules::Procedure& procedure, std::string_view window_id,
                                        base::Date today) {
  if (!window_id.empty()) {
    const auto window = windows::find_window(connection, window_id);
    if (!window || window->act_id != procedure.act_id || window->procedure_id != procedure.id)
      return base::refuse(ErrorCode::invalid, "cases.unknown_window");
    return window->id;
  }
  const auto window = windows::find_open_window(connection, procedure.act_id, procedure.id, today);
  return window ? window->id : std::string();
}

/// A case that opens by itself is known to every party from the first day.
constexpr std::string_view nobody = "system";

/// Digits of the year, the jurisdiction's division and the serial. Source: synthesis D5; never printed as 编号 on the form.
std::string make_number(storage::Connection& connection, const rules::Act& act, base::Date today) {
  const int year = base::year_of(today);
  return fmt::format("{}{}-{:04}", year, act.jurisdiction, take_serial(connection, act.jurisdiction, year));
}

void log_opening(storage::Connection& connection, const Case& target, const Doer& doer, const std::string& calendar, base::Random& random) {
  base::Value content(base::Value::Map{{"number", target.number},
                                       {"procedure_id", target.procedure_id},
                                       {"organisation_id", target.organisation_id},
                                       {"division_code", target.division_code},
                                       {"recommender_id", target.recommender_id},
                                       {"filing_body_id", target.filing_body_id},
                                       {"window_id", target.window_id},
                                       {"outlet_id", target.outlet_id},
                                       {"opened_by", target.opened_by},
                                       {"period", target.period},
                                       {"to", target.state},
                                       {"holder", target.holder},
                                       {"is_final", false},
                                       {"round", 0}});
  audit::append(connection, case_event(target, "open", doer, calendar, std::move(content)), random);
}

/// The line with which the institution holds the status a procedure is about, if it was granted by a way the procedure is for.
std::optional<StandingLine> find_line(storage::Connection& connection, const std::vector<Observer*>& observers, const rules::Library& library,
                                      const rules::Procedure& procedure, std::string_view organisation_id) {
  if (procedure.concerns.empty()) return std::nullopt;
  for (Observer* observer : observers) {
    auto line = observer->find_line(connection, organisation_id, procedure.act_id, procedure.concerns);
    if (line && rules::concerns_grant(procedure, line->holding.granted_by, library)) return line;
  }
  return std::nullopt;
}

/// Whether the institution is one the procedure is about. Errors: cases.no_outlet, cases.outlet_already, cases.no_application.
base::Result<void> check_concerned(storage::Connection& connection, const rules::Library& library, const rules::Procedure& procedure,
                                   const std::optional<StandingLine>& line, std::string_view organisation_id) {
  if (procedure.concerns.empty()) return {};
  if (!procedure.concerns_applicants) {
    if (!line) return base::refuse(ErrorCode::conflict, "cases.no_outlet");
    return {};
  }
  if (line) return base::refuse(ErrorCode::conflict, "cases.outlet_already");
  if (!is_applying(connection, library, procedure, organisation_id)) return base::refuse(ErrorCode::conflict, "cases.no_application");
  return {};
}

/// Whether the account may open the procedure about the institution: as its staff, or as an officer of the body that opens it.
bool is_opener(storage::Connection& connection, std::string_view account_id, const rules::Procedure& procedure, const Case& target) {
  if (procedure.opened_by == nobody) return false;
  if (procedure.opened_by == applicant) return is_member(connection, account_id, target.organisation_id);
  const auto acts_as = [&](std::string_view role) { return accounts::is_officer(connection, account_id, target.body_of(procedure.opened_by), role); };
  return acts_as("authority_officer") || (procedure.opened_by == "recommender" && acts_as("recommender_officer"));
}

/// Whether a report of the year can be begun. Errors: cases.period_not_owed, cases.period_not_open, cases.period_done.
base::Result<void> check_period(storage::Connection& connection, const rules::Procedure& procedure, const StandingLine& line, const Case& target,
                                base::Date today) {
  if (!procedure.duty && target.period.empty()) return {};
  const auto owed = rules::list_owed(procedure, line.holding, list_reports(connection, target), today);
  const auto year = std::ranges::find_if(owed, [&](const rules::Owed& each) { return std::to_string(each.year) == target.period; });
  if (year == owed.end()) return base::refuse(ErrorCode::invalid, "cases.period_not_owed", {{"period", target.period}});
  if (year->state == "done") return base::refuse(ErrorCode::conflict, "cases.period_done", {{"period", target.period}});
  if (year->state == "upcoming")
    return base::refuse(ErrorCode::conflict, "cases.period_not_open", {{"period", target.period}, {"opens_on", base::print_date(year->opens_on)}});
  return {};
}

/// Whether the next term can be asked for. Errors: cases.renewal_not_open, cases.renewal_over,
/// cases.renewal_of_included.
base::Result<void> check_renewal(storage::Connection& connection, const rules::Procedure& procedure, const StandingLine& line, base::Date today) {
  if (!procedure.renewal) return {};
  if (line.is_included) return base::refuse(ErrorCode::conflict, "cases.renewal_of_included");
  const std::string state = renewal_state(connection, procedure, line, today);
  if (state == "over" || !line.valid_until) return base::refuse(ErrorCode::conflict, "cases.renewal_over");
  const base::Date opens_on = rules::renewal_opens_on(*procedure.renewal, *line.valid_until);
  if (state == "upcoming") return base::refuse(ErrorCode::conflict, "cases.renewal_not_open", {{"opens_on", base::print_date(opens_on)}});
  return {};
}

/// A renewal begins with what was said the last time, when the status was granted or renewed.
base::Value earlier_answers(storage::Connection& connection, const rules::Procedure& procedure, const Case& target) {
  if (!procedure.renewal) return {};
  std::string procedures = "|" + procedure.id + "|";
  for (const std::string& granting : procedure.granted_by) procedures += granting + "|";
  return find_earlier_answers(connection, target.organisation_id, target.act_id, procedures);
}

/// What the act says an institution need not or may not apply for. Errors: cases.stopped_at_opening.
base::Result<void> check_stops(storage::Connection& connection, const std::vector<Observer*>& observers, const rules::Procedure& procedure,
                               const Case& target, base::Date today) {
  if (procedure.opened_by != applicant) return {};
  const auto within = [&](std::string_view division, std::string_view ancestor) { return is_within(connection, division, ancestor); };
  base::Error error{ErrorCode::not_allowed, "cases.stopped_at_opening", {}, {}, {}};
  for (const rules::Finding& stop : rules::list_stops(procedure, registry_facts(connection, target, observers, today), today, within))
    error.details.push_back(detail_of(stop, procedure.act_id));
  if (error.details.empty()) return {};
  return base::refuse(std::move(error));
}

/// A case in its first state with its parties. Only who may open it learns whether one is under way.
base::Result<Case> begin_case(storage::Connection& connection, const std::vector<Observer*>& observers, const rules::Library& library,
                              const rules::Procedure& procedure, const Opening& opening, const Doer& doer) {
  const auto is_in_reach = procedure.opened_by == applicant ? is_member : sees_organisation;
  if (!doer.is_system && !is_in_reach(connection, doer.account_id, opening.organisation_id))
    return base::refuse(ErrorCode::not_found, "cases.organisation_not_found");
  organisations::hold_organisation(connection, opening.organisation_id);
  const auto organisation = organisations::find_organisation(connection, opening.organisation_id);
  const rules::State* initial = procedure.find_state(procedure.initial);
  if (!organisation || !initial) return base::refuse(ErrorCode::not_found, "cases.organisation_not_found");
  Case target;
  target.act_id = procedure.act_id;
  target.act_version = procedure.act_version;
  target.procedure_id = procedure.id;
  target.organisation_id = organisation->id;
  target.division_code = organisation->registered_division;
  const auto line = find_line(connection, observers, library, procedure, organisation->id);
  target.outlet_id = line ? line->id : "";
  target.opened_by = procedure.opened_by;
  target.is_submitted = procedure.opened_by == nobody;
  target.period = opening.period;
  target.state = initial->id;
  target.holder = initial->holder;
  target.opened_on = target.state_since = base::print_date(base::civil_date(doer.at));
  target.ordinal = 1;
  auto assigned = assign_bodies(connection, procedure, opening.recommender_id, line ? line->recommender_id : "", target);
  if (!assigned && procedure.opened_by != applicant) return base::refuse(std::move(assigned.error()));
  if (assigned && !doer.is_system && !is_opener(connection, doer.account_id, procedure, target)) {
    const auto opener = accounts::find_authority(connection, target.body_of(procedure.opened_by));
    return base::refuse(ErrorCode::forbidden, "cases.not_your_procedure", {{"authority", opener ? opener->name : ""}});
  }
  if (const auto running = find_running_case(connection, organisation->id, procedure.act_id, library.list_routes(procedure), target.period))
    return base::refuse(ErrorCode::conflict, "cases.already_running", {{"number", running->number}});
  if (auto good = check_concerned(connection, library, procedure, line, organisation->id); !good) return base::refuse(std::move(good.error()));
  if (!assigned) return base::refuse(std::move(assigned.error()));
  if (auto good = check_stops(connection, observers, procedure, target, base::civil_date(doer.at)); !good)
    return base::refuse(std::move(good.error()));
  if (line) {
    const base::Date today = base::civil_date(doer.at);
    if (auto good = check_period(connection, procedure, *line, target, today); !good) return base::refuse(std::move(good.error()));
    if (auto good = check_renewal(connection, procedure, *line, today); !good) return base::refuse(std::move(good.error()));
  }
  return target;
}

}  // namespace

Service::Service(regulations::ActiveRegistry registry, files::Store& files, base::Random& random)
    : registry_(std::move(registry)), files_(files), random_(random) {}

void Service::add_observer(Observer& observer) { observers_.push_back(&observer); }

std::optional<Case> Service::find(storage::Connection& connection, std::string_view id) const { return find_case(connection, id); }

std::optional<Case> Service::hold(storage::Connection& connection, std::string_view id) const {
  hold_case(connection, id);
  return find_case(connection, id);
}

std::optional<VisibleCase> Service::find_visible(storage::Connection& connection, std::string_view account_id, std::string_view id) const {
  return find_visible_case(connection, account_id, id);
}

base::Result<Case> Service::open(storage::Connection& connection, const Opening& opening, const Doer& doer) {
  const rules::Act* act = registry_->law.find_act(opening.act_id);
  const rules::Procedure* procedure = registry_->law.find_procedure(opening.act_id, opening.procedure_id);
  if (!act || !procedure || !procedure->child_of.empty()) return base::refuse(ErrorCode::invalid, "cases.unknown_procedure");
  auto begun = begin_case(connection, observers_, registry_->law, *procedure, opening, doer);
  if (!begun) return begun;
  Case& target = *begun;
  auto window = choose_window(connection, *procedure, opening.window_id, base::civil_date(doer.at));
  if (!window) return base::refuse(std::move(window.error()));
  target.window_id = *window;
  target.id = base::make_id(doer.at, random_);
  target.number = make_number(connection, *act, base::civil_date(doer.at));
  if (!insert_case(connection, target, doer.at)) return base::refuse(ErrorCode::conflict, "cases.already_running", {{"number", target.number}});
  if (const rules::Form* form = form_of(target)) {
    base::Value known = organisations::collect_prefill(connection, target.organisation_id);
    if (const auto recommender = accounts::find_authority(connection, target.recommender_id))
      known.set("recommender", base::Value::Map{{"name", recommender->name}});
    for (const auto& [section_id, answers] : prefill_form(*form, known, earlier_answers(connection, *procedure, target)))
      save_draft(connection, target.id, section_id, 0, answers, doer.account_id, doer.at);
  }
  log_opening(connection, target, doer, registry_->calendar.version(), random_);
  return begun;
}

std::vector<Proceeding> Service::list_proceedings(storage::Connection& connection, std::string_view account_id, std::string_view organisation_id,
                                                  base::Date today) const {
  std::vector<Proceeding> proceedings;
  const auto organisation = organisations::find_organisation(connection, organisation_id);
  if (!organisation || !sees_organisation(connection, account_id, organisation_id)) return proceedings;
  for (const rules::Procedure& procedure : registry_->law.procedures) {
    Case target;
    target.organisation_id = organisation->id;
    target.division_code = organisation->registered_division;
    if (procedure.duty) continue;
    const auto line = find_line(connection, observers_, registry_->law, procedure, organisation->id);
    target.outlet_id = line ? line->id : "";
    if (procedure.concerns.empty() || !check_concerned(connection, registry_->law, procedure, line, organisation->id)) continue;
    if (!assign_bodies(connection, procedure, "", line ? line->recommender_id : "", target) || !is_opener(connection, account_id, procedure, target))
      continue;
    if (line && !check_renewal(connection, procedure, *line, today)) continue;
    const auto running = find_running_case(connection, organisation->id, procedure.act_id, registry_->law.list_routes(procedure), "");
    proceedings.push_back({&procedure, target.outlet_id, running ? running->id : "", running ? running->number : ""});
  }
  return proceedings;
}

}  // namespace zhidian::cases
