#include "rules/load.hpp"
#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

constexpr auto required = MapReader::Presence::required;
constexpr auto optional = MapReader::Presence::optional;

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
  reader.each("articles", [&](MapReader& article) { act.articles.push_back(read_article(article)); }, required);
  return act;
}

std::vector<Fact> read_vocabulary(MapReader& reader) {
  std::vector<Fact> facts;
  const auto read = [&](MapReader& item) {
    Fact fact;
    fact.id = item.string("id", required);
    if (!is_name(fact.id)) item.report("schema", "id", sentences::must_be_name());
    fact.type = item.word("type", {"integer", "text", "texts", "date", "boolean", "division"}, required);
    fact.label = item.text("label");
    fact.unit = item.text("unit", optional);
    fact.source = item.text("source");
    facts.push_back(std::move(fact));
  };
  reader.each("facts", read, required);
  return facts;
}

}  // namespace zhidian::rules
