#include "capabilities/reviews/reviews_values.hpp"

#include <algorithm>

#include "audit/log.hpp"
#include "capabilities/cases/cases_dossier.hpp"
#include "capabilities/organisations/organisations.hpp"
#include "capabilities/reviews/draw.hpp"
#include "capabilities/reviews/reviews_store.hpp"

namespace zhidian::reviews {
namespace {

using base::Value;

/// YYYY-MM-DD, or empty.
std::string print_score_until(storage::Connection& connection, const Service& service, const Review& review, const Seat& seat) {
  const auto last_day = service.score_until(connection, review, seat);
  return last_day ? base::print_date(*last_day) : "";
}

Value attempt_value(const Dossier& dossier, const Attempt& attempt, std::string_view account_id) {
  Value::List seeds;
  for (const Seed& seed : dossier.seeds) {
    if (seed.attempt != attempt.number) continue;
    seeds.push_back(Value::Map{{"position", seed.position},
                               {"name", seed.display_name},
                               {"office_name", seed.office_name},
                               {"is_committed", !seed.commitment.empty()},
                               {"is_revealed", !seed.value.empty()},
                               {"is_own", seed.account_id == account_id}});
  }
  const auto eligible = list_eligible(attempt.pool).size();
  return Value::Map{{"number", attempt.number},
                    {"outcome", attempt.outcome},
                    {"pool_hash", attempt.pool_hash},
                    {"last_day", base::date_value(attempt.last_day)},
                    {"eligible", eligible},
                    {"excluded", attempt.pool.at("members").as_list().size() - eligible},
                    {"withheld_by", attempt.withheld_by},
                    {"seeds", std::move(seeds)}};
}

/// An answer as one text: lists line by line, choices by their label.
std::string text_of(const rules::Field& field, const Value& answer) {
  if (answer.is_integer()) return std::to_string(answer.as_integer());
  if (answer.is_bool()) return answer.as_bool() ? "是" : "否";
  if (answer.is_text()) {
    for (const auto& [value, label] : field.options) {
      if (value == answer.as_text()) return label.zh;
    }
    return answer.as_text();
  }
  std::string text;
  if (!answer.is_list()) return text;
  for (const Value& item : answer.as_list()) {
    std::string line;
    if (!item.is_map()) line = text_of(field, item);
    for (const rules::Field& part : field.item) {
      const std::string piece = text_of(part, item.at(part.id));
      if (!piece.empty()) line += (line.empty() ? "" : " · ") + piece;
    }
    text += (text.empty() ? "" : "\n") + line;
  }
  return text;
}

Value sections_value(const cases::Dossier& found) {
  Value::List sections;
  if (found.form == nullptr) return sections;
  for (const rules::Section& section : found.form->sections) {
    Value::List lines;
    for (const rules::Field& field : section.fields) {
      if (field.is_personal) continue;  // not needed to judge
      std::string text = text_of(field, found.answers.at(section.id).at(field.id));
      if (!text.empty()) lines.push_back(Value::Map{{"label", regulations::to_value(field.label)}, {"value", std::move(text)}});
    }
    if (!lines.empty()) sections.push_back(Value::Map{{"title", regulations::to_value(section.title)}, {"lines", std::move(lines)}});
  }
  return sections;
}

Value materials_value(const cases::Dossier& found) {
  Value::List materials;
  for (const auto& material : found.materials) {
    if (!material.is_usable() || material.party != cases::applicant) continue;
    const rules::Material* slot = found.procedure->find_material(material.slot);
    materials.push_back(Value::Map{
        {"id", material.id}, {"label", slot ? regulations::to_value(slot->label) : Value()}, {"name", material.name}, {"size", material.size}});
  }
  return materials;
}

}  // namespace

Value sheet_value(const rules::ReviewRule& rule) {
  Value::List items;
  for (const rules::ScoreItem& item : rule.score_sheet) {
    Value value(Value::Map{{"id", item.id}, {"label", regulations::to_value(item.label)}, {"most", item.most}});
    if (!item.hint.zh.empty()) value.set("hint", regulations::to_value(item.hint));
    items.push_back(std::move(value));
  }
  return items;
}

Value to_value(const Declaration& declaration) {
  return Value::Map{{"id", declaration.id},
                    {"kind", declaration.kind},
                    {"institution_name", declaration.institution_name},
                    {"credit_code", declaration.credit_code},
                    {"begins_on", base::date_value(declaration.begins_on)},
                    {"ends_on", base::date_value(declaration.ends_on)},
                    {"version", declaration.version}};
}

Value to_value(const Expert& expert, const std::vector<Declaration>& declarations) {
  Value::List list;
  for (const Declaration& declaration : declarations) {
    if (declaration.account_id == expert.account_id) list.push_back(to_value(declaration));
  }
  return Value::Map{{"id", expert.id},
                    {"authority_id", expert.authority_id},
                    {"login_name", expert.login_name},
                    {"name", expert.display_name},
                    {"fields", base::list_value(expert.fields)},
                    {"is_available", expert.state == "available"},
                    {"version", expert.version},
                    {"declarations", std::move(list)}};
}

Value summary_value(storage::Connection& connection, const Service& service, const Review& review) {
  const auto target = service.cases().find(connection, review.case_id);
  const auto applicant = target ? organisations::find_organisation(connection, target->organisation_id) : std::nullopt;
  return Value::Map{{"id", review.id},
                    {"number", review.number},
                    {"case_id", review.case_id},
                    {"case_number", target ? target->number : ""},
                    {"organisation_name", applicant ? applicant->name : ""},
                    {"authority_name", review.authority_name},
                    {"state", review.state},
                    {"result", review.result},
                    {"opened_at", review.opened_at},
                    {"attempt", review.attempt},
                    {"panel_size", review.panel_size},
                    {"version", review.version}};
}

Value review_value(storage::Connection& connection, const Service& service, const Dossier& dossier, const std::vector<std::string>& relations,
                   std::string_view account_id) {
  const Review& review = dossier.review;
  const rules::ReviewRule& rule = service.rule_of(connection, review);
  const bool is_officer = std::ranges::find(relations, "officer") != relations.end();
  Value value = summary_value(connection, service, review);
  Value::List attempts, seats;
  for (const Attempt& attempt : dossier.attempts) attempts.push_back(attempt_value(dossier, attempt, account_id));
  for (const Seat& seat : dossier.seats) {
    if (!is_officer) break;  // who sits is the officers' and the experts' own knowledge
    seats.push_back(Value::Map{{"id", seat.id},
                               {"place", seat.place},
                               {"attempt", seat.attempt},
                               {"name", seat.display_name},
                               {"state", seat.state},
                               {"left_for", seat.left_for},
                               {"left_reason", seat.left_reason},
                               {"sealed_at", seat.sealed_at ? Value(*seat.sealed_at) : Value()},
                               {"commitment", seat.commitment},
                               {"score_until", print_score_until(connection, service, review, seat)}});
  }
  value.set("authority_id", review.authority_id);
  value.set("relations", base::list_value(relations));
  value.set("fields", base::list_value(review.fields));
  value.set("attempts", std::move(attempts));
  value.set("seats", std::move(seats));
  value.set("score_sheet", sheet_value(rule));
  value.set("pass_mark", rule.pass_mark);
  value.set("most", rule.most());
  value.set("minutes", is_officer ? review.minutes : "");
  const auto target = service.cases().find(connection, review.case_id);
  value.set("cites", base::list_value(regulations::full_cites(target ? target->act_id : "", rule.cites)));
  return value;
}

Value assignment_value(storage::Connection& connection, const Service& service, const Seat& seat, const Review& review) {
  const auto target = service.cases().find(connection, review.case_id);
  const auto applicant = target && seat.state != "left" ? organisations::find_organisation(connection, target->organisation_id) : std::nullopt;
  return Value::Map{{"seat_id", seat.id},
                    {"review_id", review.id},
                    {"number", review.number},
                    {"authority_name", review.authority_name},
                    {"organisation_name", applicant ? applicant->name : ""},
                    {"state", seat.state},
                    {"review_state", review.state},
                    {"result", review.state == "concluded" ? review.result : ""},
                    {"assigned_at", seat.created_at},
                    {"score_until", print_score_until(connection, service, review, seat)},
                    {"version", seat.version}};
}

Value assignment_detail(storage::Connection& connection, const Service& service, const Seat& seat, const Review& review, base::Date today) {
  Value value = assignment_value(connection, service, seat, review);
  const rules::ReviewRule& rule = service.rule_of(connection, review);
  const auto target = service.cases().find(connection, review.case_id);
  const cases::Dossier found = service.cases().read_dossier(connection, *target, today, cases::Answers::submitted);
  value.set("case_number", target->number);
  value.set("commitment", seat.commitment);
  value.set("sealed_at", seat.sealed_at ? Value(*seat.sealed_at) : Value());
  value.set("score_sheet", sheet_value(rule));
  value.set("pass_mark", rule.pass_mark);
  value.set("most", rule.most());
  value.set("cites", base::list_value(regulations::full_cites(target->act_id, rule.cites)));
  value.set("sections", sections_value(found));
  value.set("materials", materials_value(found));
  return value;
}

namespace {

/// Numbers of the log by what they record: "pool", "commit 1", "reveal 2" of an attempt.
std::map<std::string, std::int64_t> list_sequences(const std::vector<audit::StoredEvent>& events) {
  std::map<std::string, std::int64_t> sequences;
  for (const audit::StoredEvent& event : events) {
    const std::string attempt = std::to_string(event.content.integer_or("attempt", 0));
    const std::string position = std::to_string(event.content.integer_or("position", 0));
    if (event.action == "open" || event.action == "restart") sequences[attempt + " pool"] = event.sequence;
    if (event.action == "commit_value") sequences[attempt + " commit " + position] = event.sequence;
    if (event.action == "reveal_value") sequences[attempt + " reveal " + position] = event.sequence;
  }
  return sequences;
}

Value replacements_value(const std::vector<audit::StoredEvent>& events, std::int64_t attempt) {
  Value::List list;
  for (const audit::StoredEvent& event : events) {
    if (event.action != "leave_seat" || event.content.integer_or("attempt", 0) != attempt) continue;
    list.push_back(Value::Map{{"left", event.content.text_or("left")},
                              {"next", event.content.text_or("next")},
                              {"reason", event.content.text_or("reason")},
                              {"after_opening", event.content.at("was_opened").is_bool()},
                              {"sequence", event.sequence}});
  }
  return list;
}

}  // namespace

Value Service::draw_document(storage::Connection& connection, const Dossier& dossier) const {
  const auto events = audit::list_events(connection, "review", dossier.review.id);
  auto sequences = list_sequences(events);
  Value::List attempts;
  for (const Attempt& attempt : dossier.attempts) {
    const std::string number = std::to_string(attempt.number);
    Value::List seeds, panel;
    std::string withheld_by;
    for (const Seed& seed : dossier.seeds) {
      if (seed.attempt != attempt.number) continue;
      const std::string position = std::to_string(seed.position);
      if (seed.position == attempt.withheld_by) withheld_by = seed.office_name;
      seeds.push_back(Value::Map{{"position", seed.position},
                                 {"office", seed.office_name},
                                 {"commitment", seed.commitment},
                                 {"committed_sequence", sequences[number + " commit " + position]},
                                 {"value", seed.value.empty() ? Value() : Value(seed.value)},
                                 {"revealed_sequence", sequences[number + " reveal " + position]}});
    }
    for (const Seat& seat : dossier.seats) {
      if (seat.attempt == attempt.number && seat.state != "left") panel.emplace_back(seat.expert_id);
    }
    attempts.push_back(Value::Map{{"number", attempt.number},
                                  {"pool", attempt.pool},
                                  {"pool_hash", attempt.pool_hash},
                                  {"pool_sequence", sequences[number + " pool"]},
                                  {"seeds", std::move(seeds)},
                                  {"seed", attempt.seed},
                                  {"order", base::list_value(attempt.order)},
                                  {"drawn", base::list_value(attempt.drawn)},
                                  {"panel", std::move(panel)},
                                  {"replacements", replacements_value(events, attempt.number)},
                                  {"outcome", attempt.outcome},
                                  {"withheld_by", withheld_by}});
  }
  const Review& review = dossier.review;
  return Value::Map{{"kind", draw_kind},
                    {"review", Value::Map{{"id", review.id},
                                          {"number", review.number},
                                          {"authority_name", review.authority_name},
                                          {"state", review.state},
                                          {"act_version", review.act_version},
                                          {"opened_at", review.opened_at}}},
                    {"attempts", std::move(attempts)}};
}

}  // namespace zhidian::reviews
