#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "capabilities/regulations/regulations.hpp"
#include "capabilities/regulations/regulations_store.hpp"

namespace zhidian::regulations {
namespace {

using base::Value;

bool is_empty(const rules::Text& text) { return text.zh.empty() && text.en.empty(); }

/// Sets the member unless the text is empty: an absent hint stays absent.
void set_text(Value& value, std::string key, const rules::Text& text) {
  if (!is_empty(text)) value.set(std::move(key), to_value(text));
}

void set_name(Value& value, std::string key, const std::string& name) {
  if (!name.empty()) value.set(std::move(key), name);
}

/// The parties that may perform an action; `holder` means whoever holds the case in the states it starts from.
Value parties_value(const rules::Procedure& procedure, const rules::Action& action) {
  std::vector<std::string> parties;
  for (const std::string& from : action.from) {
    for (const std::string& party : rules::parties_of(procedure, action, from)) {
      if (std::ranges::find(parties, party) == parties.end()) parties.push_back(party);
    }
  }
  return base::list_value(parties);
}

Value fields_value(const std::vector<rules::Field>& fields, std::string_view act_id) {
  Value::List list;
  for (const rules::Field& field : fields) list.push_back(to_value(field, act_id));
  return list;
}

Value state_value(const rules::State& state) {
  Value value(Value::Map{{"id", state.id}, {"label", to_value(state.label)}, {"holder", state.holder}, {"is_final", state.is_final}});
  set_text(value, "remedy", state.remedy);
  return value;
}

Value action_value(const rules::Procedure& procedure, const rules::Action& action) {
  const std::string& act_id = procedure.act_id;
  Value value(Value::Map{{"id", action.id},
                         {"label", to_value(action.label)},
                         {"from", base::list_value(action.from)},
                         {"to", action.to},
                         {"party", parties_value(procedure, action)},
                         {"input", fields_value(action.input, act_id)},
                         {"signs", base::list_value(action.signs)},
                         {"judged", base::list_value(action.judged)},
                         {"is_refusal", action.is_refusal},
                         {"is_return", action.is_return},
                         {"is_sanction", action.is_sanction},
                         {"cites", cites_value(act_id, action.cites)}});
  set_text(value, "hint", action.hint);
  set_name(value, "scan", action.scan);
  set_name(value, "starts", action.starts);
  set_name(value, "starts_on", action.starts_on);
  set_name(value, "effect", action.effect);
  return value;
}

Value term_value(const rules::Term& term, std::string_view act_id) {
  Value value(Value::Map{{"id", term.id},
                         {"label", to_value(term.label)},
                         {"length", term.length.empty() ? term.fixed : term.length},
                         {"unit", term.unit},
                         {"last_day", term.last_day},
                         {"is_entered", term.is_entered},
                         {"at_least", term.at_least},
                         {"cites", cites_value(act_id, term.cites)}});
  set_text(value, "consequence", term.consequence);
  return value;
}

Value condition_value(const rules::Condition& condition, std::string_view act_id) {
  Value value(Value::Map{
      {"id", condition.id}, {"label", to_value(condition.label)}, {"blocks", condition.blocks}, {"cites", cites_value(act_id, condition.cites)}});
  set_text(value, "cure", condition.cure);
  set_name(value, "cure_at", condition.cure_at);
  set_name(value, "judge", condition.judge);
  return value;
}

Value material_value(const rules::Material& material, std::string_view act_id) {
  Value value(Value::Map{{"id", material.id},
                         {"label", to_value(material.label)},
                         {"by", material.by},
                         {"required", material.required},
                         {"is_signed_form", material.is_signed_form},
                         {"max_files", material.max_files},
                         {"max_bytes", material.max_bytes},
                         {"media_types", base::list_value(material.media_types)},
                         {"cites", cites_value(act_id, material.cites)}});
  set_text(value, "hint", material.hint);
  return value;
}

Value section_value(const rules::Section& section, std::string_view act_id) {
  Value value(Value::Map{{"id", section.id},
                         {"number", section.number},
                         {"title", to_value(section.title)},
                         {"filled_by", section.filled_by},
                         {"layout", section.layout},
                         {"fields", fields_value(section.fields, act_id)},
                         {"signature_lines", base::list_value(section.signature_lines)},
                         {"cites", cites_value(act_id, section.cites)}});
  set_name(value, "asked_for", section.asked_for);
  set_text(value, "hint", section.hint);
  return value;
}

Value form_value(const rules::Form& form, std::string_view act_id) {
  Value::List notes, sections;
  for (const rules::Text& note : form.notes) notes.push_back(to_value(note));
  for (const rules::Section& section : form.sections) sections.push_back(section_value(section, act_id));
  return Value::Map{{"id", form.id}, {"title", to_value(form.title)}, {"notes", std::move(notes)}, {"sections", std::move(sections)}};
}

template <class Item, class Print>
Value list_value(const std::vector<Item>& items, Print print) {
  Value::List list;
  for (const Item& item : items) list.push_back(print(item));
  return list;
}

bool cites_article(const std::vector<std::string>& cites, std::string_view act_id, std::string_view article_id) {
  for (const std::string& cite : cites) {
    if (cite == article_id || cite == fmt::format("{}/{}", act_id, article_id)) return true;
  }
  return false;
}

/// Gathers the places that cite one article.
struct Bindings {
  std::string_view act_id, article_id;
  std::vector<std::string> found;

  void look(const std::vector<std::string>& cites, std::string place) {
    if (cites_article(cites, act_id, article_id)) found.push_back(std::move(place));
  }
  template <class Items>
  void look_all(const Items& items, const std::string& place) {
    for (const auto& item : items) look(item.cites, fmt::format("{}/{}", place, item.id));
  }
  void look_procedure(const rules::Procedure& procedure) {
    const std::string& id = procedure.id;
    if (procedure.grants) look(procedure.grants->cites, id + "/grants");
    if (procedure.window) look(procedure.window->cites, id + "/window");
    for (const rules::Body& body : procedure.bodies) look(body.cites, fmt::format("{}/bodies/{}", id, body.party));
    look_all(procedure.conditions, id + "/conditions");
    look_all(procedure.materials, id + "/materials");
    look_all(procedure.actions, id + "/actions");
    look_all(procedure.terms, id + "/terms");
  }
  void look_form(const rules::Form& form) {
    look(form.cites, "forms/" + form.id);
    look_all(form.sections, "forms/" + form.id);
    for (const rules::Section& section : form.sections) look_all(section.fields, fmt::format("forms/{}/{}", form.id, section.id));
  }
};

}  // namespace

Value to_value(const rules::Text& text) { return Value::Map{{"zh", text.zh}, {"en", text.en}}; }

std::vector<std::string> full_cites(std::string_view act_id, const std::vector<std::string>& cites) {
  std::vector<std::string> full;
  for (const std::string& cite : cites) full.push_back(cite.find('/') == std::string::npos ? fmt::format("{}/{}", act_id, cite) : cite);
  return full;
}

Value cites_value(std::string_view act_id, const std::vector<std::string>& cites) { return base::list_value(full_cites(act_id, cites)); }

Value to_value(const rules::Field& field, std::string_view act_id) {
  Value value(Value::Map{{"id", field.id},
                         {"type", field.type},
                         {"label", to_value(field.label)},
                         {"required", field.required},
                         {"is_personal", field.is_personal},
                         {"max_length", field.max_length},
                         {"target_words", field.target_words},
                         {"at_least", field.at_least},
                         {"at_most", field.at_most},
                         {"cites", cites_value(act_id, field.cites)}});
  set_text(value, "hint", field.hint);
  set_name(value, "prefill", field.prefill);
  set_name(value, "replaces", field.replaces);
  if (!field.options.empty()) {
    value.set("options", list_value(field.options, [](const auto& option) {
                return Value(Value::Map{{"value", option.first}, {"label", to_value(option.second)}});
              }));
  }
  if (!field.item.empty()) value.set("item", fields_value(field.item, act_id));
  return value;
}

Value to_value(const rules::Procedure& procedure, const rules::Form* form) {
  const std::string& act = procedure.act_id;
  Value value(
      Value::Map{{"id", procedure.id},
                 {"act_id", act},
                 {"act_version", procedure.act_version},
                 {"label", to_value(procedure.label)},
                 {"initial", procedure.initial},
                 {"states", list_value(procedure.states, state_value)},
                 {"actions", list_value(procedure.actions, [&](const rules::Action& action) { return action_value(procedure, action); })},
                 {"terms", list_value(procedure.terms, [&](const rules::Term& term) { return term_value(term, act); })},
                 {"conditions", list_value(procedure.conditions, [&](const rules::Condition& condition) { return condition_value(condition, act); })},
                 {"materials", list_value(procedure.materials, [&](const rules::Material& material) { return material_value(material, act); })}});
  if (form) value.set("form", form_value(*form, act));
  return value;
}

Value to_value(const rules::Due& due, base::Date start, std::string_view calendar_version) {
  Value value = rules::to_value(due);
  value.set("start", base::print_date(start));
  value.set("calendar_version", calendar_version);
  return value;
}

std::vector<std::string> list_bindings(const rules::Library& library, const rules::Act& act, std::string_view article_id) {
  Bindings bindings{act.id, article_id, {}};
  for (const rules::Procedure& procedure : library.procedures) {
    if (procedure.act_id == act.id) bindings.look_procedure(procedure);
  }
  for (const auto& [act_id, form] : library.forms) {
    if (act_id == act.id) bindings.look_form(form);
  }
  return std::move(bindings.found);
}

namespace {
Value article_with_text(const rules::Library& library, const rules::Act& act, const rules::Article& article,
                        const std::optional<OfficialText>& official) {
  Value value(Value::Map{{"id", article.id},
                         {"act_id", act.id},
                         {"act_title", to_value(act.title)},
                         {"number", article.number},
                         {"heading", to_value(article.heading)},
                         {"summary", to_value(article.summary)},
                         {"treatment", article.treatment},
                         {"in_force_from", base::date_value(act.in_force_from)},
                         {"official_text", official ? Value(official->text) : Value()},
                         {"official_source", official ? Value(official->source) : Value()},
                         {"bound_by", base::list_value(list_bindings(library, act, article.id))}});
  set_text(value, "reason", article.reason);
  return value;
}
}  // namespace

Value article_value(storage::Connection& connection, const rules::Library& library, const rules::Act& act, const rules::Article& article) {
  return article_with_text(library, act, article, find_article_text(connection, act.id, article.id));
}

Value::List search_articles(storage::Connection& connection, const Registry& registry, std::string_view words, std::size_t limit) {
  const std::string wanted = base::fold(words);
  Value::List hits;
  if (wanted.empty()) return hits;
  for (const rules::Act& act : registry.law.acts) {
    const auto texts = list_article_texts(connection, act.id);
    for (const rules::Article& article : act.articles) {
      const auto text = texts.find(article.id);
      const auto official = text == texts.end() ? std::nullopt : std::optional(text->second);
      const std::string searched = base::fold(fmt::format("{} {} {} {} {} {}", article.number, article.heading.zh, article.heading.en,
                                                          article.summary.zh, article.summary.en, official ? official->text : ""));
      if (searched.find(wanted) == std::string::npos) continue;
      hits.push_back(article_with_text(registry.law, act, article, official));
      if (hits.size() == limit) return hits;
    }
  }
  return hits;
}

}  // namespace zhidian::regulations
