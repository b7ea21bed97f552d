#include "capabilities/ip_search/notations.hpp"

#include "base/text.hpp"
#include "query/builder.hpp"
#include "query/cql.hpp"
#include "query/limits.hpp"
#include "query/normal.hpp"
#include "query/parse.hpp"
#include "query/print.hpp"

namespace zhidian::ip_search {
namespace {

using base::ErrorCode;
using base::Value;
using query::Parsed;

constexpr std::size_t most_sets = 100, deepest_json = 4UL * query::deepest;
constexpr std::size_t longest_notation = 65536;  ///< characters; the form of the builder holds more than what it means

/// Takes what an earlier search asked: field syntax as an answer told it. False where it is no set.
bool take_set(const query::Collection& collection, const Value& value, Written& written) {
  const auto number = query::set_number(value.at("number").is_integer() ? '#' + std::to_string(value.at("number").as_integer()) : "");
  if (!number || !value.at("query").is_text()) return false;
  auto parsed = query::parse(collection, value.at("query").as_text());
  if (parsed) {
    written.sets.insert_or_assign(*number, std::move(parsed->query));
  } else {
    written.unreadable.insert_or_assign(*number, parsed.error());
  }
  return true;
}

/// An error that misses a set which is there but cannot be read says so.
base::Error told_why(base::Error error, const Written& written, http::Language language) {
  if (error.id != "query.unknown_set" && error.id != "query.no_sets") return error;
  const auto number = query::set_number(error.params.at("text"));
  const auto found = number ? written.unreadable.find(*number) : written.unreadable.end();
  if (found == written.unreadable.end()) return error;
  error.id = "query.bad_set";
  error.params.erase("suggestion");
  error.params["number"] = std::to_string(*number);
  error.params["reason"] = http::sentence(language, found->second.id, found->second.params);
  return error;
}

/// An error of the builder stands at a path of its form.
base::Error with_detail(base::Error error) {
  if (const auto path = error.params.find("path"); path != error.params.end()) {
    base::ErrorDetail detail;
    detail.field = path->second;
    detail.id = error.id;
    detail.params = error.params;
    error.details.push_back(std::move(detail));
  }
  return error;
}

base::Result<Parsed> read_form(const query::Collection& collection, const Written& written) {
  const auto form = base::parse_json(written.text, {.depth = deepest_json});
  if (!form) return base::refuse(ErrorCode::invalid, "query.builder_shape", {{"text", ""}, {"path", ""}});
  auto query = query::read_builder(collection, *form, written.sets);
  if (!query) return base::refuse(query.error());
  return Parsed{*std::move(query), {}};
}

base::Result<Parsed> read_any(const query::Collection& collection, const Written& written) {
  switch (written.notation) {
    case Written::Notation::builder: return read_form(collection, written);
    case Written::Notation::cql:
      if (!base::is_blank(written.text)) return query::parse_cql(collection, written.text, written.sets);
      [[fallthrough]];
    default: return query::parse(collection, written.text, written.sets);
  }
}

}  // namespace

base::Result<Written> read_body(const query::Collection& collection, const Value& body) {
  http::BodyReader reader(body);
  Written written;
  const std::string notation = reader.required_text("notation", 16);
  written.text = reader.optional_text("text", longest_notation);
  const Value::List sets = reader.optional_list("sets");
  if (const auto good = reader.finish(); !good) return base::refuse(good.error());
  if (notation != "field" && notation != "cql" && notation != "builder") return base::refuse(ErrorCode::malformed, "ip_search.bad_notation");
  written.notation = notation == "cql" ? Written::Notation::cql : notation == "builder" ? Written::Notation::builder : Written::Notation::field;
  if (sets.size() > most_sets) return base::refuse(ErrorCode::malformed, "query.builder_shape", {{"text", "sets"}});
  for (const Value& each : sets) {
    if (!take_set(collection, each, written)) return base::refuse(ErrorCode::malformed, "query.builder_shape", {{"text", "sets"}});
  }
  return written;
}

base::Result<Parsed> read_written(const query::Collection& collection, const Written& written, http::Language language) {
  auto parsed = read_any(collection, written);
  if (!parsed) return base::refuse(with_detail(told_why(parsed.error(), written, language)));
  const auto shown = query::print(collection, parsed->query, language == http::Language::en ? query::Language::en : query::Language::zh);
  const std::size_t characters = base::count_characters(shown);
  if (characters <= most_characters) return parsed;
  return base::refuse(ErrorCode::invalid, "ip_search.too_long_query",
                      {{"count", std::to_string(characters)}, {"limit", std::to_string(most_characters)}});
}

Value notations_value(const query::Collection& collection, const query::Query& query) {
  return Value::Map{{"query", query::print(collection, query, query::Language::zh)},
                    {"query_en", query::print(collection, query, query::Language::en)},
                    {"cql", query::print_cql(query)},
                    {"builder", query::write_builder(query)},
                    {"terms", query::count_terms(query)}};
}

}  // namespace zhidian::ip_search
