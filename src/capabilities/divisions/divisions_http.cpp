#include "capabilities/divisions/divisions_http.hpp"

#include "base/text.hpp"

namespace zhidian::divisions {
namespace {

constexpr std::size_t longest_query = 50;
constexpr std::size_t most_found = 50;

base::Value to_value(const DivisionTree& tree, const Division& division) {
  return base::Value::Map{{"code", division.code},
                          {"name", division.name},
                          {"level", division.level},
                          {"parent_code", division.parent_code.empty() ? base::Value() : base::Value(division.parent_code)},
                          {"full_name", tree.full_name(division.code)}};
}

}  // namespace

base::Result<http::Response> Handlers::list_divisions(http::Call& call) {
  const std::string words = call.query_at("q");
  const std::string parent = call.query_at("parent");
  if (base::count_characters(words) > longest_query) return base::refuse(base::ErrorCode::invalid, "divisions.query_too_long");
  if (!parent.empty() && tree_.find(parent) == nullptr) return base::refuse(base::ErrorCode::not_found, "divisions.not_found");
  const auto found = words.empty() ? tree_.list_children(parent, call.today()) : tree_.search(words, call.today(), most_found);
  base::Value::List items;
  for (const Division* division : found)
    if (words.empty() || parent.empty() || tree_.is_within(division->code, parent)) items.push_back(to_value(tree_, *division));
  http::Response response = http::ok(base::Value::Map{{"items", std::move(items)}});
  response.headers["Cache-Control"] = "public, max-age=3600";
  return response;
}

}  // namespace zhidian::divisions
