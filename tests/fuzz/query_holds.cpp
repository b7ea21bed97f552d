#include "query_holds.hpp"

#include "driver.hpp"
#include "query/builder.hpp"
#include "query/cql.hpp"
#include "query/matches.hpp"
#include "query/normal.hpp"
#include "query/parse.hpp"
#include "query/places.hpp"
#include "query/print.hpp"
#include "query/test_collections.hpp"

namespace zhidian::fuzz {

using query::Query;

const query::Collection& collection_of(std::string_view input) {
  static const char* const ids[] = {"patents", "trademarks", "indications"};
  return query::test_collections().at(ids[input.size() % 3]);
}

const query::Sets& sets_of(const query::Collection& collection) {
  static std::map<std::string, query::Sets> made;
  query::Sets& sets = made[collection.id];
  if (sets.empty()) sets = {{1, query::parse(collection, "甲 OR 乙").value().query}, {2, query::parse(collection, "NOT (a b)").value().query}};
  return sets;
}

void holds_in_every_notation(const query::Collection& collection, const Query& query) {
  require(query::normalise(query) == query, "what was read is normal");
  for (const query::Language language : {query::Language::zh, query::Language::en}) {
    const auto again = query::parse(collection, query::print(collection, query, language));
    require(again && again->query == query, "field syntax is read as it was printed");
  }
  const auto from_cql = query::parse_cql(collection, query::print_cql(query));
  require(from_cql && from_cql->query == query, "CQL is read as it was printed");
  const auto built = query::read_builder(collection, query::write_builder(query));
  require(built && *built == query, "the form is read as it was written");
  const std::string text = "甲乙丙 LED 电池，正极 12";
  std::size_t end = 0;
  for (const query::Span& mark : query::highlights(collection, query, collection.fields.front().id, text)) {
    require(mark.begin >= end && mark.end > mark.begin && mark.end <= text.size(), "marks stand in the text in order");
    end = mark.end;
  }
  query::matches(collection, query, {"1", {{collection.fields.front().id, {text}}}});
}

void holds(const query::Collection& collection, const base::Result<query::Parsed>& parsed, std::string_view text) {
  if (parsed) return holds_in_every_notation(collection, parsed->query);
  const auto& params = parsed.error().params;
  require(parsed.error().id.starts_with("query."), "the error is one of the query");
  const std::size_t begin = std::stoul(params.at("begin")), end = std::stoul(params.at("end"));
  require(begin <= end && end <= text.size(), "the place of the error stands in the text");
  require(std::stoul(params.at("at")) <= text.size() + 1, "the character of the error stands in the text");
}

}  // namespace zhidian::fuzz
