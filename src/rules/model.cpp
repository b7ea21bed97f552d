#include "rules/model.hpp"

#include <algorithm>

#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

template <class Item>
const Item* find_by_id(const std::vector<Item>& items, std::string_view id) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

const Article* Act::find_article(std::string_view article_id) const { return find_by_id(articles, article_id); }

const Field* Section::find_tick(std::string_view option) const {
  const auto found = std::ranges::find_if(fields, [&](const Field& field) {
    return std::ranges::any_of(field.options, [&](const auto& each) { return field.type == "choice" && each.first == option; });
  });
  return found == fields.end() ? nullptr : &*found;
}

const Section* Form::find_section(std::string_view section_id) const { return find_by_id(sections, section_id); }

std::string Form::find_choices(std::string_view option) const {
  for (const Section& section : sections) {
    for (const Field& field : section.fields) {
      const bool has_option = std::ranges::any_of(field.options, [&](const auto& each) { return each.first == option; });
      if (field.type == "choices" && has_option) return section.id + "." + field.id;
    }
  }
  return {};
}

const State* Procedure::find_state(std::string_view state_id) const { return find_by_id(states, state_id); }
const Action* Procedure::find_action(std::string_view action_id) const { return find_by_id(actions, action_id); }
const Term* Procedure::find_term(std::string_view term_id) const { return find_by_id(terms, term_id); }
const Condition* Procedure::find_condition(std::string_view condition_id) const { return find_by_id(conditions, condition_id); }
const Material* Procedure::find_material(std::string_view material_id) const { return find_by_id(materials, material_id); }

const Body* Procedure::find_body(std::string_view party) const {
  const auto found = std::find_if(bodies.begin(), bodies.end(), [&](const Body& body) { return body.party == party; });
  return found == bodies.end() ? nullptr : &*found;
}

Text Procedure::party_name(std::string_view party) const {
  const auto named = std::ranges::find(parties, party, &std::pair<std::string, Text>::first);
  return named == parties.end() ? sentences::party_name(party) : named->second;
}

std::int64_t ReviewRule::most() const {
  std::int64_t sum = 0;
  for (const ScoreItem& item : score_sheet) sum += item.most;
  return sum;
}

const Act* Library::find_act(std::string_view act_id) const { return find_by_id(acts, act_id); }
const Fact* Library::find_fact(std::string_view fact_id) const { return find_by_id(vocabulary, fact_id); }

const NodeKind* Library::find_node_kind(std::string_view kind_id) const { return find_by_id(node_kinds, kind_id); }

const Procedure* Library::find_procedure(std::string_view act_id, std::string_view procedure_id) const {
  for (const Procedure& procedure : procedures) {
    if (procedure.act_id == act_id && procedure.id == procedure_id) return &procedure;
  }
  return nullptr;
}

const Procedure* Library::find_granting(std::string_view act_id, std::string_view status) const {
  for (const Procedure& procedure : procedures) {
    if (procedure.act_id == act_id && procedure.grants && procedure.grants->status == status) return &procedure;
  }
  return nullptr;
}

std::vector<std::string> Library::list_routes(const Procedure& procedure) const {
  const auto main_route = [](const Procedure& each) { return each.route_of.empty() ? each.id : each.route_of; };
  std::vector<std::string> routes;
  for (const Procedure& each : procedures) {
    if (each.act_id == procedure.act_id && main_route(each) == main_route(procedure)) routes.push_back(each.id);
  }
  return routes;
}

const Form* Library::find_form(std::string_view act_id, std::string_view form_id) const {
  for (const auto& [owner, form] : forms) {
    if (owner == act_id && form.id == form_id) return &form;
  }
  return nullptr;
}

const std::vector<std::string>& known_needs() {
  static const std::vector<std::string> needs{"window_open",     "form_complete",     "materials",           "signed_and_sealed",  "conditions",
                                              "judged",          "notice_over",       "supplement_over",     "defence_over",       "term_over",
                                              "supplement_term", "no_open_objection", "sustained_objection", "review_passed",      "review_failed",
                                              "status_in_force", "status_ended",      "renewal_open",        "application_running"};
  return needs;
}

const std::vector<std::string>& known_records() {
  static const std::vector<std::string> records{"organisation.name",           "organisation.registered_division",
                                                "organisation.address",        "organisation.principal_name",
                                                "organisation.principal_post", "organisation.telephone",
                                                "organisation.email",          "organisation.website",
                                                "organisation.website_name",   "organisation.wechat",
                                                "service_items.list"};
  return records;
}

bool is_over_need(std::string_view need) {
  return need == "notice_over" || need == "supplement_over" || need == "defence_over" || need == "term_over";
}

std::vector<std::string> parties_of(const Procedure& procedure, const Action& action, std::string_view state) {
  std::vector<std::string> parties;
  for (const std::string& party : action.parties) {
    if (party != "holder") {
      parties.push_back(party);
    } else if (const State* held = procedure.find_state(state); held != nullptr && !held->holder.empty()) {
      parties.push_back(held->holder);
    }
  }
  return parties;
}

}  // namespace zhidian::rules
