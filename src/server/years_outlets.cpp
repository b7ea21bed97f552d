#include "server/years_outlets.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "capabilities/cases/cases_store.hpp"
#include "capabilities/duties/daily_round.hpp"
#include "server/demonstration_answers.hpp"

namespace zhidian::server {
namespace {
using base::Value;
using std::chrono::days;

constexpr int first_day = 35, last_day = 325;  // of the year: when what befalls an outlet comes
constexpr int days_to_report = 22;             // from the first day a report can be handed in

Value asked_for_more() { return Value::List{Value::Map{{"at", "section_1"}, {"remark", "请补充全年服务人次。"}}}; }

}  // namespace

void Outlets::on(base::Date day, const Shared& one, void (Outlets::*step)(const Shared&, base::Instant)) {
  province_.agenda.on(province_.working(day), [this, one, step](base::Instant at) { (this->*step)(one, at); });
}

void Outlets::plan_year(int year) {
  for (Resident& resident : province_.residents) {
    if (province_.stands(resident)) meet_incidents(year, resident);
  }
  for (const Programme& programme : province_.programmes) ask_for_reports(year, programme);
}

void Outlets::meet_incidents(int year, Resident& resident) {
  for (const char* incident : {"change", "staff", "inspection", "misconduct", "leaving", "node", "complaint_discarded"}) {
    if (!province_.shares.happens("outlet_year", incident)) continue;
    const base::Date day = day_of(year, "01-01") + days(province_.shares.between(first_day, last_day));
    province_.agenda.on(province_.working(day), [this, &resident, word = std::string(incident)](base::Instant at) { meet(word, resident, at); });
  }
}

void Outlets::meet(const std::string& incident, Resident& resident, base::Instant at) {
  if (!province_.stands(resident)) return;
  if (incident == "change") return report_change(resident, at);
  if (incident == "staff") return change_staff(resident, at);
  if (incident == "inspection") return supervision_.rectify(resident, at);
  if (incident == "misconduct") return supervision_.inquire(resident, at);
  if (incident == "leaving") return leave(resident, at);
  if (incident == "node") return become_node(resident, at);
  supervision_.begin_and_discard(resident, at);
}

Outlets::Shared Outlets::open(Resident& resident, std::string procedure, std::string period, base::Instant at) {
  const auto opened = province_.office.open(resident.staff(), province_.opening(resident, procedure, period), false, at);
  if (!opened) return nullptr;
  auto one = std::make_shared<Matter>();
  *one = {&resident, std::move(procedure), opened->id, "", std::move(period)};
  return one;
}

const http::Principal& Outlets::party(const Shared& one, std::string_view action) const {
  const std::string& by = province_.find_procedure(*one->resident, one->procedure)->find_action(action)->party;
  return by == "applicant" ? one->resident->staff() : province_.officer_of(*one->resident, by);
}

bool Outlets::act(const Shared& one, const std::string& action, base::Instant at, Value::Map input) {
  Office::Doing doing;
  doing.input = std::move(input);
  return province_.office.perform(party(one, action), one->case_id, action, doing, at);
}

/// The days of the duty a programme's outlets have for a year; empty where its act has none.
std::optional<rules::Owed> Outlets::find_duty(const Programme& programme, int year) const {
  for (const rules::Procedure& each : province_.parts.law.procedures) {
    const bool is_own =
        each.duty && each.act_id == programme.filing->act_id && rules::concerns_grant(each, programme.filing->id, province_.parts.law);
    if (!is_own) continue;
    const rules::Holding whole_year{programme.filing->id, day_of(year, "01-01"), std::nullopt, std::nullopt};
    return rules::list_owed(each, whole_year, {}, day_of(year, "12-31")).back();
  }
  return std::nullopt;
}

/// From the day on which a report can be handed in every outlet looks at what it owes; the day after the last one its authority does.
void Outlets::ask_for_reports(int year, const Programme& programme) {
  const auto duty = find_duty(programme, year);
  if (!duty) return;
  for (const base::Date day : duties::list_step_days(duty->due_on, true)) province_.remind_on(day);
  const base::Date first = province_.working(duty->opens_on + days(1));
  province_.agenda.on(first, [this, year, first, &programme](base::Instant) {
    for (Resident& resident : province_.residents) {
      if (resident.programme != &programme || !province_.stands(resident)) continue;
      province_.agenda.on(province_.working(first + days(province_.shares.between(0, days_to_report))),
                          [this, &resident, year](base::Instant at) { look_at_duties(resident, year, at); });
    }
  });
  province_.agenda.on(province_.working(duty->due_on + days(60)),
                      [this, year, &programme, rule = duty->procedure](base::Instant at) { inspect_silent(year, programme, *rule, at); });
}

void Outlets::look_at_duties(Resident& resident, int year, base::Instant at) {
  const Value listed = province_.office.ask(&resident.staff(), {"list_duties_of", {{"organisation_id", resident.institution.id}}}, false, at);
  for (const Value& item : listed.at("items").as_list()) {
    const bool is_owed = item.text_or("kind") == "report" && item.text_or("period") == std::to_string(year) && item.text_or("state") == "open" &&
                         item.text_or("act_id") == resident.programme->filing->act_id && item.text_or("case_id").empty();
    if (is_owed) write_report(resident, item.text_or("procedure_id"), item.text_or("period"), at);
  }
}

void Outlets::write_report(Resident& resident, const std::string& procedure, const std::string& period, base::Instant at) {
  const std::string course = province_.shares.draw("report");
  if (course == "never") return;
  if (course == "late") {
    province_.agenda.on(province_.in(province_.shares.between(32, 50)), [this, &resident, procedure, period](base::Instant later) {
      if (!province_.stands(resident)) return;
      const Shared one = open(resident, procedure, period, later);
      if (!one) return;
      province_.office.write(resident.staff(), one->case_id, {}, false, later);
      province_.office.attach_required(resident.staff(), one->case_id, "applicant", later);
      if (!act(one, "submit", later)) return;
      province_.office.count("reported_late");
      on(province_.in(5), one, &Outlets::read_report);
    });
    return;
  }
  const Shared one = open(resident, procedure, period, at);
  if (!one) return;
  one->course = course;
  province_.office.write(resident.staff(), one->case_id, {}, false, at);
  province_.office.attach_required(resident.staff(), one->case_id, "applicant", at);
  if (!act(one, "submit", at)) return;
  province_.office.count("reported");
  on(province_.in(province_.shares.between(3, 12)), one, &Outlets::read_report);
}

void Outlets::read_report(const Shared& one, base::Instant at) {
  const rules::Procedure& rule = *province_.find_procedure(*one->resident, one->procedure);
  if (one->course == "completed" && rule.find_action("complete")) {
    Office::Doing doing;
    doing.may_be_refused = base::civil_date(at) > province_.office.last_day(one->case_id, "figures");
    province_.office.perform(one->resident->staff(), one->case_id, "complete", doing, at);
  }
  if (one->course == "returned") {
    one->course.clear();
    if (act(one, "return", at, {{"items", asked_for_more()}})) on(province_.in(4), one, &Outlets::resubmit_report);
    return;
  }
  if (rule.find_action("archive")) {
    act(one, "archive", at);
  } else if (act(one, "review", at)) {
    on(province_.in(4), one, &Outlets::pass_on_report);
  }
}

void Outlets::resubmit_report(const Shared& one, base::Instant at) {
  if (act(one, "resubmit", at)) on(province_.in(4), one, &Outlets::read_report);
}

void Outlets::pass_on_report(const Shared& one, base::Instant at) { act(one, "report", at); }

/// Whoever handed nothing in stands in the list of the authority, and may be asked to mend it.
void Outlets::inspect_silent(int year, const Programme& programme, const rules::Procedure& rule, base::Instant at) {
  const std::string_view by = rule.find_body("recommender") ? "recommender" : "filing_body";
  const Value listed =
      province_.office.ask(&province_.officer_of(programme, by), {"list_due", {}, nullptr, std::nullopt, {{"group", "late"}}}, false, at);
  for (const Value& item : listed.at("items").as_list()) {
    Resident* resident = province_.find_resident(item.text_or("organisation_id"));
    const bool is_silent = resident && resident->programme == &programme && item.text_or("kind") == "report" &&
                           item.text_or("period") == std::to_string(year) && item.text_or("act_id") == programme.filing->act_id;
    if (!is_silent) continue;
    province_.office.count("never_reported");
    if (province_.shares.happens("unreported", "rectification")) supervision_.rectify(*resident, at);
  }
}

void Outlets::report_change(Resident& resident, base::Instant at) {
  if (!province_.find_procedure(resident, "change") || resident.is_busy) return;
  const Shared one = open(resident, "change", "", at);
  if (!one) return;
  one->course = province_.shares.draw("change");
  const Office::Answers answers{
      {"section_1",
       {{"items", Value::List{"contact"}}, {"changed_on", base::print_date(base::civil_date(at) - days(5))}, {"reason", "更换服务热线。"}}},
      {"section_5", {{"telephone", province_.office.texts().telephone()}}}};
  province_.office.write(resident.staff(), one->case_id, answers, false, at);
  if (!act(one, "report", at)) return;
  province_.office.count("changes");
  if (one->course == "withdrawn") {
    act(one, "withdraw", at);
    return;
  }
  on(province_.in(4), one, &Outlets::check_change);
}

void Outlets::check_change(const Shared& one, base::Instant at) {
  const rules::Procedure& rule = *province_.find_procedure(*one->resident, one->procedure);
  // A report about a status that has ended goes nowhere.
  if (!province_.stands(*one->resident)) {
    act(one, "withdraw", at);
    return;
  }
  const std::string by = rule.find_action("forward") ? "recommender" : "filing_body";
  if (one->course == "returned") {
    Office::Doing doing;
    doing.input.set("items", asked_for_more());
    one->course = "recorded";
    if (!province_.office.perform(province_.officer_of(*one->resident, by), one->case_id, "return", doing, at)) return;
    province_.agenda.on(province_.in(4), [this, one](base::Instant later) {
      const bool stands = province_.stands(*one->resident);
      if (act(one, stands ? "report" : "withdraw", later) && stands) on(province_.in(3), one, &Outlets::check_change);
    });
    return;
  }
  if (!rule.find_action("forward")) return record_change(one, at);
  if (act(one, "forward", at)) on(province_.in(4), one, &Outlets::record_change);
}

void Outlets::record_change(const Shared& one, base::Instant at) {
  const rules::Procedure& rule = *province_.find_procedure(*one->resident, one->procedure);
  if (one->course == "refused" || !province_.stands(*one->resident)) {
    act(one, "refuse", at);
    return;
  }
  const auto recording = std::ranges::find(rule.actions, "record_change", &rules::Action::effect);
  act(one, recording->id, at);
}

/// One comes, and where enough are left one goes.
void Outlets::change_staff(Resident& resident, base::Instant at) {
  Office& office = province_.office;
  hire(office.desk(), resident.institution, office.texts(), at);
  const Value team = office.ask(&resident.staff(), {"list_team", {{"organisation_id", resident.institution.id}}}, false, at);
  const auto& members = team.at("items").as_list();
  const auto is_leaving = [](const Value& member) { return member.text_or("employment") == "full_time" && member.at("is_principal") != Value(true); };
  const auto found = std::ranges::find_if(members, is_leaving);
  if (found == members.end() || province_.shares.between(0, 3) == 0) return;
  office.ask(&resident.staff(),
             {"remove_team_member",
              {{"organisation_id", resident.institution.id}, {"member_id", found->text_or("id")}},
              nullptr,
              found->integer_or("version", 1)},
             false, at);
  office.count("staff_changes");
}

void Outlets::leave(Resident& resident, base::Instant at) {
  if (!province_.find_procedure(resident, "termination") || resident.is_busy) return;
  const Shared one = open(resident, "termination", "", at);
  if (!one) return;
  one->course = province_.shares.draw("leaving");
  if (!act(one, "request", at)) return;
  resident.is_busy = true;
  on(province_.in(7), one, &Outlets::decide_leaving);
}

void Outlets::decide_leaving(const Shared& one, base::Instant at) {
  one->resident->is_busy = false;
  if (one->course == "withdrawn") {
    act(one, "withdraw", at);
    return;
  }
  const bool is_approved = one->course == "approved" && province_.stands(*one->resident);
  if (act(one, is_approved ? "approve" : "refuse", at) && is_approved) province_.office.count("left");
}

/// Determined to be another node of the network, which may end the filing; some entries turn out to be wrong.
void Outlets::become_node(Resident& resident, base::Instant at) {
  if (resident.is_busy) return;
  const http::Principal& officer = resident.programme->officials->filing_body;
  const DemonstrationDesk::Parameters path{{"organisation_id", resident.institution.id}};
  const Value body =
      Value::Map{{"kind", "tisc"}, {"determined_on", base::print_date(base::civil_date(at))}, {"document", "关于技术与创新支持中心的通知（模拟）"}};
  const Value recorded = province_.office.ask(&officer, {"record_network_node", path, body}, false, at);
  if (recorded.is_null()) return;
  province_.office.count("nodes");
  resident.is_node = true;
  if (!recorded.at("cancelled").as_list().empty()) province_.office.count("cancelled");
  if (!province_.shares.happens("annulled", "node")) return;
  const Value& entry = recorded.at("entry");
  province_.agenda.on(province_.in(province_.shares.between(10, 60)),
                      [this, &resident, id = entry.text_or("id"), version = entry.integer_or("version", 1)](base::Instant later) {
                        close_node(resident, id, version, later);
                      });
}

void Outlets::close_node(Resident& resident, const std::string& entry_id, std::int64_t version, base::Instant at) {
  const http::Principal& officer = resident.programme->officials->filing_body;
  const Value body = Value::Map{{"as", "undone"}, {"reason", "登记有误（模拟）。"}};
  const Value closed = province_.office.ask(&officer, {"close_network_entry", {{"entry_id", entry_id}}, body, version}, false, at);
  if (closed.is_null()) return;
  resident.is_node = false;
  province_.office.count("nodes_undone");
  if (!closed.at("restored").as_list().empty()) province_.office.count("restored");
}

void Outlets::expect_end(Resident& resident) {
  const auto line = province_.find_line(resident);
  province_.remind_on(province_.agenda.today() + days(1));
  if (!line || !line->valid_until) return;
  for (const base::Date day : duties::list_step_days(*line->valid_until, false)) province_.remind_on(day);
  province_.agenda.on(*line->valid_until + days(1),
                      [this, &resident, last = *line->valid_until](base::Instant at) { meet_end_of_term(resident, last, at); });
}

/// What the daily round has done of itself is looked up, as the outlet would.
void Outlets::meet_end_of_term(Resident& resident, base::Date last, base::Instant at) {
  const auto line = province_.find_line(resident);
  if (!line || line->valid_until != last) return;  // ended, or renewed before
  const rules::Procedure* reexamination = nullptr;
  for (const rules::Procedure& each : province_.parts.law.procedures) {
    if (each.act_id == line->act_id && each.renewal && each.renewal->is_at_expiry) reexamination = &each;
  }
  if (!reexamination) {
    if (line->renewal == "expired") province_.office.count("terms_over");
    return;
  }
  const auto reader = province_.parts.database.read();
  const auto running = cases::find_running_case(reader->connection(), resident.institution.id, line->act_id, {reexamination->id}, "");
  if (!running) return province_.office.surprise("no re-examination was opened for " + line->name, at);
  province_.office.count("reexaminations");
  const auto one = std::make_shared<Matter>(Matter{&resident, reexamination->id, running->id, province_.shares.draw("reexamination"), ""});
  if (one->course == "silent") return on(province_.in(40), one, &Outlets::take_up);
  on(province_.in(province_.shares.between(5, 20)), one, &Outlets::confirm);
}

void Outlets::confirm(const Shared& one, base::Instant at) {
  if (!province_.stands(*one->resident)) return decide_reexamination(one, at);
  if (!act(one, "confirm", at)) return;
  const bool is_asked = one->course == "asked_again";
  one->course = "confirmed";
  on(province_.in(6), one, is_asked ? &Outlets::ask_again : &Outlets::decide_reexamination);
}

void Outlets::ask_again(const Shared& one, base::Instant at) {
  if (act(one, "ask", at, {{"items", asked_for_more()}})) on(province_.in(6), one, &Outlets::confirm);
}

void Outlets::take_up(const Shared& one, base::Instant at) {
  if (!province_.stands(*one->resident)) return decide_reexamination(one, at);
  if (act(one, "take_up", at)) on(province_.in(6), one, &Outlets::decide_reexamination);
}

void Outlets::decide_reexamination(const Shared& one, base::Instant at) {
  if (!province_.stands(*one->resident)) {
    act(one, "close", at);
    return;
  }
  const bool is_passed = province_.shares.happens("reexamined", "passed");
  if (act(one, is_passed ? "pass" : "fail", at) && is_passed) expect_end(*one->resident);
}

}  // namespace zhidian::server
