#include "server/years_supervision.hpp"

#include <algorithm>

namespace zhidian::server {
namespace {
using base::Value;
using std::chrono::days;
}  // namespace

void Supervision::on(base::Date day, const Shared& one, void (Supervision::*step)(const Shared&, base::Instant)) {
  province_.agenda.on(province_.working(day), [this, one, step](base::Instant at) { (this->*step)(one, at); });
}

Supervision::Shared Supervision::open(Resident& resident, std::string procedure, base::Instant at) {
  const rules::Procedure* rule = province_.find_procedure(resident, procedure);
  if (!rule || resident.is_busy || !province_.stands(resident)) return nullptr;
  const auto opened = province_.office.open(province_.officer_of(resident, rule->opened_by), province_.opening(resident, procedure), false, at);
  if (!opened) return nullptr;
  resident.is_busy = true;
  auto one = std::make_shared<Matter>();
  one->resident = &resident;
  one->procedure = std::move(procedure);
  one->case_id = opened->id;
  return one;
}

const http::Principal& Supervision::party(const Shared& one, std::string_view action) const {
  const rules::Procedure* rule = province_.find_procedure(*one->resident, one->procedure);
  const std::string& by = rule->find_action(action)->party;
  return by == "applicant" ? one->resident->staff() : province_.officer_of(*one->resident, by);
}

bool Supervision::act(const Shared& one, const std::string& action, base::Instant at, Value::Map input) {
  Office::Doing doing;
  doing.input = std::move(input);
  if (province_.office.perform(party(one, action), one->case_id, action, doing, at)) return true;
  end(one);
  return false;
}

void Supervision::rectify(Resident& resident, base::Instant at) {
  const Shared one = open(resident, "rectification", at);
  if (!one) return;
  province_.office.count("rectifications");
  one->course = province_.shares.draw("rectification");
  on(province_.in(2), one, &Supervision::issue);
}

void Supervision::begin_and_discard(Resident& resident, base::Instant at) {
  const Shared one = open(resident, "rectification", at);
  if (!one) return;
  act(one, "discard", at);
  end(one);
}

void Supervision::issue(const Shared& one, base::Instant at) {
  if (!province_.stands(*one->resident)) {
    act(one, "discard", at);
    return end(one);
  }
  const Value finding = Value::Map{{"article", "办法"}, {"found", "半年来没有开放咨询窗口。"}, {"wanted", "恢复每周不少于三天的咨询。"}};
  if (act(one, "issue", at, {{"findings", Value::List{finding}}})) on(province_.in(province_.shares.between(2, 8)), one, &Supervision::serve);
}

void Supervision::serve(const Shared& one, base::Instant at) {
  if (!act(one, province_.shares.happens("served", "acknowledged") ? "acknowledge" : "record_service", at)) return;
  const base::Date last = province_.office.last_day(one->case_id, "rectification");
  if (one->course == "closed") return on(province_.in(60), one, &Supervision::close);
  if (one->course == "mended") return on(province_.in(province_.shares.between(40, 120)), one, &Supervision::report);
  if (one->course == "mended_late") return on(last - days(20), one, &Supervision::report);
  on(last + days(province_.shares.between(1, 10)), one, &Supervision::refer_or_propose);
}

void Supervision::report(const Shared& one, base::Instant at) {
  if (act(one, "report", at)) on(province_.in(5), one, &Supervision::check);
}

void Supervision::check(const Shared& one, base::Instant at) {
  if (one->course == "mended_late") {
    one->course = "mended";
    if (act(one, "continue", at)) on(province_.in(8), one, &Supervision::report);
    return;
  }
  if (act(one, "accept", at)) province_.office.count("rectified");
  end(one);
}

void Supervision::close(const Shared& one, base::Instant at) {
  act(one, "close", at);
  end(one);
}

/// Where the inspecting office is not the deciding one, it hands the matter on first.
void Supervision::refer_or_propose(const Shared& one, base::Instant at) {
  if (!province_.stands(*one->resident)) return close(one, at);
  if (!province_.find_procedure(*one->resident, one->procedure)->find_action("refer")) return propose(one, at);
  if (act(one, "refer", at)) on(province_.in(6), one, &Supervision::propose);
}

void Supervision::propose(const Shared& one, base::Instant at) {
  const bool is_referred = province_.office.find(one->case_id).state == "referred";
  if (!province_.stands(*one->resident) && is_referred) {
    act(one, "keep", at);
    return end(one);
  }
  if (act(one, "propose", at)) on(province_.in(province_.shares.between(2, 6)), one, &Supervision::serve_proposal);
}

void Supervision::inquire(Resident& resident, base::Instant at) {
  const Shared one = open(resident, "sanction", at);
  if (!one) return;
  province_.office.count("inquiries");
  one->course = province_.shares.draw("misconduct");
  province_.office.attach(party(one, "propose"), one->case_id, "evidence", at);
  if (one->course != "unfounded") return on(province_.in(15), one, &Supervision::propose);
  on(province_.in(20), one, &Supervision::decide);
}

void Supervision::serve_proposal(const Shared& one, base::Instant at) {
  if (!act(one, province_.shares.happens("served", "acknowledged") ? "acknowledge_proposal" : "record_proposal_service", at)) return;
  const base::Date last = province_.office.last_day(one->case_id, "defence");
  if (province_.shares.happens("defence", "given")) on(province_.in(2), one, &Supervision::defend);
  on(last + days(province_.shares.between(3, 12)), one, &Supervision::decide);
}

void Supervision::defend(const Shared& one, base::Instant at) { act(one, "defend", at); }

void Supervision::decide(const Shared& one, base::Instant at) {
  if (one->course == "unfounded") {
    act(one, "drop", at);
    return end(one);
  }
  // Whose status has ended meanwhile cannot lose it again.
  if (one->course == "kept" || !province_.stands(*one->resident)) {
    act(one, "keep", at);
    return end(one);
  }
  revoke(one, at);
}

/// By a second officer: who proposed may not decide.
void Supervision::revoke(const Shared& one, base::Instant at) {
  Resident& resident = *one->resident;
  const http::Principal& head = resident.programme->officials->head;
  end(one);
  if (!province_.office.perform(head, one->case_id, "revoke", at)) return;
  province_.office.count("revoked");
  resident.is_banned = province_.find_procedure(resident, one->procedure)->find_action("revoke")->bans.has_value();
  if (province_.shares.happens("annulled", "decision")) on(province_.in(province_.shares.between(30, 120)), one, &Supervision::annul);
}

void Supervision::annul(const Shared& one, base::Instant at) {
  Resident& resident = *one->resident;
  const http::Principal& head = resident.programme->officials->head;
  const Value listed = province_.office.ask(
      &head, {"list_sanctions_of", {{"organisation_id", resident.institution.id}}, nullptr, std::nullopt, {{"limit", "50"}}}, false, at);
  for (const Value& sanction : listed.at("items").as_list()) {
    if (sanction.text_or("case_id") != one->case_id) continue;
    const Value annulled = province_.office.ask(&head,
                                                {"annul_sanction",
                                                 {{"sanction_id", sanction.text_or("id")}},
                                                 Value::Map{{"reason", "经行政复议，原决定予以撤销（模拟）。"}},
                                                 sanction.integer_or("version", 1)},
                                                false, at);
    if (annulled.is_null()) continue;
    resident.is_banned = false;
    province_.office.count("annulled");
  }
}

}  // namespace zhidian::server
