#include "rules/load.hpp"
#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

constexpr std::int64_t bytes_per_megabyte = 1024 * 1024;

Grants read_grants(MapReader& reader) {
  Grants grants;
  grants.status = reader.string("status", required);
  grants.status_label = reader.text("status_label");
  grants.act_word = reader.text("act_word");
  grants.validity = reader.string("validity");
  grants.cites = reader.strings("cites");
  return grants;
}

WindowRule read_window(MapReader& reader) {
  WindowRule window;
  window.per_year = reader.integer("per_year");
  window.is_soft = reader.boolean("soft", false);
  window.cites = reader.strings("cites");
  window.decided = reader.string("decided");
  return window;
}

Body read_body(const std::string& party, MapReader& reader) {
  Body body;
  body.party = party;
  body.level = reader.word("level", {"district", "city", "province", "national", "ministry"}, required);
  body.at = reader.string("at");
  body.division = reader.string("division");
  body.cites = reader.strings("cites");
  body.decided = reader.string("decided");
  if (body.at.empty() == body.division.empty()) reader.report("schema", "at", sentences::at_or_division());
  return body;
}

Condition read_condition(MapReader& reader) {
  Condition condition;
  condition.id = reader.string("id", required);
  condition.label = reader.text("label");
  condition.cure = reader.text("cure", optional);
  condition.cure_at = reader.string("cure_at");
  if (const Node* check = reader.find("check")) condition.check = read_check(*check, reader, "check");
  condition.judge = reader.word("judge", {"recommender", "filing_body"}, optional);
  if (condition.check.has_value() != condition.judge.empty()) reader.report("schema", "check", sentences::check_or_judge());
  condition.blocks = reader.boolean("blocks", true);
  condition.not_evidenced_blocks = reader.boolean("not_evidenced_blocks", true);
  condition.at_opening = reader.boolean("at_opening", false);
  condition.lifted_by = reader.word("lifted_by", {"recommender", "filing_body"}, optional);
  condition.cites = reader.strings("cites");
  condition.decided = reader.string("decided");
  return condition;
}

Duty read_duty(MapReader& reader) {
  Duty duty;
  const auto read_day = [&](const char* key, Duty::Day& day) {
    reader.nested(
        key,
        [&](MapReader& map) {
          day.is_next_year = map.word("in", {"same_year", "next_year"}, required) == "next_year";
          day.on = map.string("on", required);
          if (!fixed_date(2023, day.on, Calendar{})) map.report("schema", "on", sentences::bad_term_length());
        },
        required);
  };
  reader.word("every", {"year"}, required);
  read_day("opens", duty.opens);
  read_day("due", duty.due);
  duty.done_in = reader.strings("done_in", required);
  duty.waivable_from = reader.string("waivable_from");
  if (!duty.waivable_from.empty() && !fixed_date(2023, duty.waivable_from, Calendar{}))
    reader.report("schema", "waivable_from", sentences::bad_term_length());
  duty.cites = reader.strings("cites");
  duty.decided = reader.string("decided");
  return duty;
}

/// A length needs the unit's own letter: P5D for days, P6M for months, P3Y for years; a fixed date stands as MM-DD.
bool is_well_formed(const std::string& length, const std::string& unit, const std::string& fixed) {
  if (unit == "fixed_date") return fixed_date(2024, fixed, Calendar{}).has_value() && length.empty();
  const base::Date any_day{std::chrono::year{2024} / std::chrono::January / 1};
  return fixed.empty() && count_term(any_day, length, unit, "as_is", Calendar{}).has_value();
}

Renewal read_renewal(MapReader& reader) {
  Renewal renewal;
  renewal.is_at_expiry = reader.word("opens", {"before_expiry", "at_expiry"}, required) == "at_expiry";
  renewal.before = reader.string("before");
  renewal.cites = reader.strings("cites");
  renewal.decided = reader.string("decided");
  if (renewal.is_at_expiry != renewal.before.empty() || (!renewal.is_at_expiry && !is_well_formed(renewal.before, "calendar_day", "")))
    reader.report("schema", "before", sentences::bad_term_length());
  return renewal;
}

struct MaterialDefaults {
  std::int64_t max_megabytes = 0;
  std::vector<std::string> media_types;
};

Material read_material(MapReader& reader, const MaterialDefaults& defaults) {
  Material material;
  material.id = reader.string("id", required);
  material.label = reader.text("label");
  material.hint = reader.text("hint", optional);
  material.by = reader.word("by", {"applicant", "recommender", "filing_body"}, optional, "applicant");
  material.required = reader.boolean("required", true);
  material.is_signed_form = reader.boolean("signed_form", false);
  material.is_public = reader.boolean("public", false);
  material.max_files = reader.integer("max_files", optional, 1);
  material.max_bytes = reader.integer("max_megabytes", optional, defaults.max_megabytes) * bytes_per_megabyte;
  material.media_types = reader.has("media_types") ? reader.strings("media_types") : defaults.media_types;
  material.cites = reader.strings("cites");
  reader.string("decided");
  if (material.max_files < 1 || material.max_bytes < 1 || material.media_types.empty()) reader.report("schema", "", sentences::slot_takes_nothing());
  return material;
}

State read_state(const std::string& id, MapReader& reader) {
  State state;
  state.id = id;
  state.label = reader.text("label");
  state.holder = reader.word("holder", {"applicant", "recommender", "filing_body"}, optional);
  state.is_final = reader.boolean("final", false);
  state.remedy = reader.text("remedy", optional);
  if (state.is_final && !state.holder.empty()) reader.report("schema", "holder", sentences::final_has_no_holder());
  return state;
}

void read_parties(MapReader& reader, Action& action) {
  const Node* by = reader.find("by", required);
  if (by == nullptr) return;
  action.parties = by->kind == Node::Kind::list ? reader.strings("by") : std::vector<std::string>{by->scalar};
  for (const std::string& party : action.parties) {
    const bool is_known =
        party == "applicant" || party == "recommender" || party == "filing_body" || party == "anyone" || party == "system" || party == "holder";
    if (!is_known) reader.report("schema", "by", sentences::unknown_party(party));
  }
  if (!action.parties.empty()) action.party = action.parties.front();
}

Ban read_ban(MapReader& reader) {
  Ban ban;
  ban.length = reader.string("length");
  ban.unit = reader.word("unit", {"month", "year"}, optional);
  ban.fixed = reader.string("fixed");
  ban.cites = reader.strings("cites");
  ban.decided = reader.string("decided");
  if (!is_well_formed(ban.length, ban.unit.empty() ? "fixed_date" : ban.unit, ban.fixed))
    reader.report("schema", "length", sentences::bad_term_length());
  return ban;
}

Action read_action(const std::string& id, MapReader& reader) {
  Action action;
  action.id = id;
  action.label = reader.text("label");
  action.hint = reader.text("hint", optional);
  action.from = reader.strings("from", required);
  action.to = reader.string("to");
  read_parties(reader, action);
  action.needs = reader.strings("needs");
  action.judged = reader.strings("judged");
  action.input = read_fields(reader, "input", false);
  action.signs = reader.words("signs", {"head", "handler", "seal", "cover_seal"});
  action.scan = reader.string("scan");
  action.starts = reader.string("starts");
  action.starts_on = reader.string("starts_on");
  action.not_by = reader.strings("not_by");
  action.effect = reader.word(
      "effect", {"open_notice", "open_objection", "close_objection", "grant_status", "extend_status", "end_status", "record_change"}, optional);
  action.ends_as = reader.word("ends_as", {"revoked", "left", "not_renewed"}, optional);
  reader.nested("bans", [&](MapReader& map) { action.bans = read_ban(map); });
  reader.nested("publicised", [&](MapReader& map) { action.publicised = Publicity{map.strings("cites"), map.string("decided")}; });
  action.on_ban = reader.boolean("on_ban", false);
  action.form_section = reader.string("form_section");
  action.ticks = reader.string("ticks");
  action.is_refusal = reader.boolean("is_refusal", false);
  action.is_return = reader.boolean("is_return", false);
  action.is_sanction = reader.boolean("is_sanction", false);
  action.tells = reader.words("tells", {"applicant", "recommender", "filing_body"});
  action.cites = reader.strings("cites");
  action.reason_without_article = reader.text("reason_without_article", optional);
  action.reason_to_repeat = reader.text("reason_to_repeat", optional);
  action.decided = reader.string("decided");
  return action;
}

Term read_term(const std::string& id, MapReader& reader) {
  Term term;
  term.id = id;
  term.label = reader.text("label");
  term.length = reader.string("length");
  term.unit = reader.word("unit", {"calendar_day", "working_day", "month", "year", "fixed_date"}, required);
  term.last_day = reader.word("last_day", {"as_is", "next_working_day"}, optional, "as_is");
  term.fixed = reader.string("fixed");
  term.is_entered = reader.boolean("entered", false);
  term.at_least = reader.integer("at_least", optional, 1);
  term.runs_in = reader.strings("runs_in");
  term.counted_from = reader.string("counted_from");
  term.consequence = reader.text("consequence", optional);
  term.enables = reader.string("enables");
  term.cites = reader.strings("cites");
  term.reason_without_article = reader.text("reason_without_article", optional);
  term.decided = reader.string("decided");
  if (!is_well_formed(term.length, term.unit, term.fixed)) reader.report("schema", "length", sentences::bad_term_length());
  if (term.at_least < 1) reader.report("schema", "at_least", sentences::term_of_no_day());
  return term;
}

void read_materials(MapReader& reader, Procedure& procedure) {
  MaterialDefaults defaults;
  reader.nested("material_defaults", [&](MapReader& map) {
    defaults.max_megabytes = map.integer("max_megabytes");
    defaults.media_types = map.strings("media_types");
  });
  reader.each("materials", [&](MapReader& map) { procedure.materials.push_back(read_material(map, defaults)); });
}

}  // namespace

Procedure read_procedure(MapReader& reader) {
  Procedure procedure;
  procedure.file = reader.file().path;
  procedure.id = reader.string("procedure", required);
  procedure.label = reader.text("label");
  procedure.form = reader.string("form");
  procedure.child_of = reader.string("child_of");
  procedure.route_of = reader.string("route_of");
  procedure.concerns = reader.string("concerns");
  procedure.concerns_applicants = reader.boolean("concerns_applicants", false);
  procedure.granted_by = reader.strings("granted_by");
  procedure.opened_by = reader.word("opened_by", {"applicant", "recommender", "filing_body", "system"}, optional, "applicant");
  reader.nested("parties", [&](MapReader& map) {
    for (const char* party : {"applicant", "recommender", "filing_body"}) {
      if (map.has(party)) procedure.parties.emplace_back(party, map.text(party));
    }
  });
  procedure.initial = reader.string("initial", required);
  reader.nested("grants", [&](MapReader& map) { procedure.grants = read_grants(map); });
  reader.nested("window", [&](MapReader& map) { procedure.window = read_window(map); });
  reader.nested("duty", [&](MapReader& map) { procedure.duty = read_duty(map); });
  reader.nested("renewal", [&](MapReader& map) { procedure.renewal = read_renewal(map); });
  reader.nested("review", [&](MapReader& map) { procedure.review = read_review(map); });
  reader.each_member("bodies", [&](const std::string& party, MapReader& map) { procedure.bodies.push_back(read_body(party, map)); });
  reader.each("conditions", [&](MapReader& map) { procedure.conditions.push_back(read_condition(map)); });
  read_materials(reader, procedure);
  reader.each_member("states", [&](const std::string& id, MapReader& map) { procedure.states.push_back(read_state(id, map)); }, required);
  reader.each_member("actions", [&](const std::string& id, MapReader& map) { procedure.actions.push_back(read_action(id, map)); }, required);
  reader.each_member("terms", [&](const std::string& id, MapReader& map) { procedure.terms.push_back(read_term(id, map)); });
  reader.nested("publish", [&](MapReader& map) {
    for (const char* place : {"notice", "directory"}) {
      if (map.has(place)) procedure.publish.emplace(place, map.strings(place));
    }
  });
  return procedure;
}

}  // namespace zhidian::rules
