#include "rules/kinds.hpp"
#include "rules/load.hpp"
#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

Article read_article(MapReader& reader) {
  Article article;
  article.id = reader.string("id", required);
  article.number = reader.string("number", required);
  article.heading = reader.text("heading");
  article.summary = reader.text("summary");
  article.treatment = reader.word("treatment", {"bound", "guidance", "not_automatable"}, required);
  article.reason = reader.text("reason", optional);
  article.clauses = reader.strings("clauses");
  article.transition = reader.word("transition", {"keep_old", "new_from_next_step", "most_favourable"}, optional);
  return article;
}

std::optional<NetworkRule> read_rule(MapReader& reader, std::string_view key, std::string_view names) {
  std::optional<NetworkRule> rule;
  reader.nested(key, [&](MapReader& map) {
    rule.emplace();
    rule->status = map.string("status", required);
    rule->names = map.strings(names, required);
    rule->cites = map.strings("cites");
    rule->decided = map.string("decided");
  });
  return rule;
}

}  // namespace

Act read_act(MapReader& reader) {
  Act act;
  act.file = reader.file().path;
  act.id = reader.string("act", required);
  act.version = reader.integer("version", required, 1);
  act.title = reader.text("title");
  act.issuer = reader.text("issuer");
  act.number = reader.string("number");
  act.jurisdiction = reader.string("jurisdiction", required);
  reader.nested("in_force", [&](MapReader& in_force) {
    act.in_force_from = in_force.date("from");
    act.in_force_to = in_force.date("to");
  });
  act.transition = reader.word("transition", {"keep_old", "new_from_next_step", "most_favourable"}, required);
  act.based_on = reader.texts("based_on");
  act.warnings = reader.texts("warnings");
  reader.nested("network", [&](MapReader& network) {
    act.cancels = read_rule(network, "cancels", "kinds");
    act.includes = read_rule(network, "includes", "statuses");
    act.recommends = read_rule(network, "recommends", "statuses");
  });
  reader.each("articles", [&](MapReader& article) { act.articles.push_back(read_article(article)); }, required);
  return act;
}

void read_vocabulary(MapReader& reader, Library& library) {
  const auto read = [&](MapReader& item) {
    Fact fact;
    fact.id = item.string("id", required);
    if (!is_name(fact.id)) item.report("schema", "id", sentences::must_be_name());
    fact.type = item.word("type", {"integer", "text", "texts", "date", "boolean", "division"}, required);
    fact.label = item.text("label");
    fact.unit = item.text("unit", optional);
    fact.source = item.text("source");
    library.vocabulary.push_back(std::move(fact));
  };
  for (const char* part : {"support_kinds", "service_kinds"}) read_kinds(reader, part);  // no part of an act; kept by load_kinds
  reader.each("facts", read, required);
  reader.each("node_kinds", [&](MapReader& item) {
    NodeKind kind;
    kind.id = item.string("id", required);
    if (!is_name(kind.id)) item.report("schema", "id", sentences::must_be_name());
    kind.label = item.text("label");
    kind.level = item.word("level", {"national", "province", "city"}, optional);
    kind.recorded_by = item.words("recorded_by", {"national", "province", "city", "district"});
    if (kind.recorded_by.empty()) item.report("schema", "recorded_by", sentences::missing_key());
    library.node_kinds.push_back(std::move(kind));
  });
}

}  // namespace zhidian::rules
