#include "capabilities/classifications/classifications_http.hpp"

#include "base/text.hpp"
#include "capabilities/classifications/classifications_values.hpp"

namespace zhidian::classifications {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::size_t most_found = 50, longest_words = 100;

base::Result<const Scheme*> find_scheme(const Tables& tables, const http::Call& call) {
  const Scheme* scheme = tables.find_scheme(call.path_at("scheme"));
  if (!scheme) return base::refuse(ErrorCode::not_found, "classifications.unknown_scheme", {{"scheme", call.path_at("scheme")}});
  return scheme;
}

/// Calls `answer` with the table and the edition a call asks for.
template <class MakeAnswer>
base::Result<http::Response> with_edition(const Tables& tables, http::Call& call, const MakeAnswer& answer) {
  const auto scheme = find_scheme(tables, call);
  if (!scheme) return base::refuse(scheme.error());
  const Table table(call.db(), **scheme);
  const std::string name = call.query_at("edition");
  const Edition* edition = name.empty() ? &table.editions().front() : table.find_edition(name);
  if (!edition) return base::refuse(ErrorCode::not_found, "classifications.unknown_edition", {{"edition", name}});
  return answer(table, *edition);
}

}  // namespace

base::Result<http::Response> Handlers::list_classifications(http::Call& call) {
  Value::List items;
  for (const Scheme& scheme : tables_.schemes()) {
    Value::List editions;
    const Table table(call.db(), scheme);
    for (const Edition& edition : table.editions()) {
      if (!edition.is_own() || edition.classes > 0) editions.push_back(to_value(edition));
    }
    items.push_back(Value::Map{{"scheme", scheme.id},
                               {"label", to_value(scheme.label)},
                               {"levels", Value::List(scheme.levels.begin(), scheme.levels.end())},
                               {"editions", std::move(editions)}});
  }
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<http::Response> Handlers::list_classes(http::Call& call) {
  return with_edition(tables_, call, [&](const Table& table, const Edition& edition) -> base::Result<http::Response> {
    const std::string parent = call.query_at("parent");
    const std::string code = read_code(table.scheme(), parent).value_or(parent);
    if (!code.empty() && !table.find(edition, code)) return base::refuse(ErrorCode::not_found, "classifications.unknown_class", {{"code", code}});
    return http::ok(Value::Map{
        {"edition", edition.name}, {"is_own", edition.is_own()}, {"items", to_values(table.scheme(), table.list_children(edition, code))}});
  });
}

base::Result<http::Response> Handlers::get_class(http::Call& call) {
  const auto scheme = find_scheme(tables_, call);
  if (!scheme) return base::refuse(scheme.error());
  const std::string code = call.query_at("code");
  if (!read_code(**scheme, code)) return base::refuse(ErrorCode::invalid, "classifications.bad_code");
  return http::ok(to_value(**scheme, Table(call.db(), **scheme).resolve(code)));
}

base::Result<http::Response> Handlers::search_classes(http::Call& call) {
  return with_edition(tables_, call, [&](const Table& table, const Edition& edition) -> base::Result<http::Response> {
    const std::string words = call.query_at("q");
    if (base::is_blank(words)) return base::refuse(ErrorCode::invalid, "classifications.no_words");
    if (base::count_characters(words) > longest_words) return base::refuse(ErrorCode::invalid, "classifications.words_too_long");
    auto found = table.search(edition, words, most_found + 1);
    const bool is_more = found.size() > most_found;
    if (is_more) found.resize(most_found);
    Value::List items;
    for (const Class& each : found)
      items.push_back(Value::Map{{"class", to_value(table.scheme(), each)}, {"above", to_values(table.scheme(), table.list_above(edition, each))}});
    return http::ok(Value::Map{{"edition", edition.name}, {"is_more", is_more}, {"items", std::move(items)}});
  });
}

}  // namespace zhidian::classifications
