#include "search/opensearch_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

#include "search/opensearch_layout.hpp"
#include "search/opensearch_server.hpp"

namespace zhidian::search {

namespace json = boost::json;
using query::Kind;
using query::Query;
using Units = std::vector<query::Unit>;

namespace {

/// All orders of so many texts are asked for; of more, record by record.
constexpr std::size_t most_permuted = 4;
/// Distances beyond this are looked at record by record: they must stay below value_gap.
constexpr int longest_reach = value_gap / 2;
constexpr int most_expansions = 10'000'000;

std::string units_field(const query::Field& field) { return "u." + field.id; }

std::vector<std::string> tokens_of(const Units& units) {
  std::vector<std::string> tokens;
  std::ranges::transform(units, std::back_inserter(tokens), unit_token);
  return tokens;
}

json::object match_phrase(std::string_view kind, const std::string& name, const std::vector<std::string>& tokens) {
  json::object asked{{"query", fmt::format("{}", fmt::join(tokens, " "))}};
  if (kind == "match_phrase_prefix") asked["max_expansions"] = most_expansions;
  return with(kind, with(name, std::move(asked)));
}

json::object find_phrase(const query::Field& field, const Units& units) {
  const bool ends_in_pair = units.back().is_single && units.size() > 1 && units[units.size() - 2].is_single;
  const bool is_in_pairs = has_pairs(field) && (ends_in_pair || !units.back().is_single);
  if (!is_in_pairs) return match_phrase("match_phrase", units_field(field), tokens_of(units));
  return match_phrase("match_phrase", "p." + field.id, pair_tokens(units, true));
}

json::object span_near(json::array clauses, int slop, bool is_ordered) {
  return with("span_near", json::object{{"clauses", std::move(clauses)}, {"slop", slop}, {"in_order", is_ordered}});
}

json::object span_of(const query::Field& field, const Units& units) {
  json::array terms;
  for (const std::string& token : tokens_of(units)) terms.push_back(with("span_term", with(units_field(field), token)));
  return terms.size() == 1 ? std::move(terms.front().as_object()) : span_near(std::move(terms), 0, true);
}

json::object span_near(const query::Field& field, const std::vector<Units>& texts, int slop, bool is_ordered) {
  json::array clauses;
  for (const Units& units : texts) clauses.push_back(span_of(field, units));
  return span_near(std::move(clauses), slop, is_ordered);
}

/// Whether one text may begin inside another: some end of one is the beginning of the other, or it stands in it.
bool may_overlap(const Units& left, const Units& right) {
  const auto agree = [](const Units& one, const Units& other, std::size_t offset) {
    for (std::size_t place = 0; place < other.size() && offset + place < one.size(); ++place)
      if (one[offset + place].text != other[place].text) return false;
    return true;
  };
  for (std::size_t offset = 0; offset < left.size(); ++offset)
    if (agree(left, right, offset)) return true;
  for (std::size_t offset = 0; offset < right.size(); ++offset)
    if (agree(right, left, offset)) return true;
  return false;
}

bool any_overlap(const std::vector<Units>& texts) {
  for (std::size_t left = 0; left < texts.size(); ++left)
    for (std::size_t right = left + 1; right < texts.size(); ++right)
      if (may_overlap(texts[left], texts[right])) return true;
  return false;
}

/// The distance is that between the first and the last; OpenSearch's slop leaves out what stands between as well.
json::object find_before(const query::Field& field, const std::vector<Units>& texts, int distance) {
  int slop = distance;
  for (std::size_t text = 1; text + 1 < texts.size(); ++text) slop -= static_cast<int>(texts[text].size());
  return slop < 0 ? match_none() : span_near(field, texts, slop, true);
}

std::optional<json::object> find_near(const query::Field& field, const std::vector<Units>& texts, int distance) {
  if (texts.size() == 2) return span_near(field, texts, distance, false);
  if (texts.size() > most_permuted || any_overlap(texts)) return std::nullopt;
  std::vector<std::size_t> order(texts.size());
  std::iota(order.begin(), order.end(), 0);
  json::array orders;
  do {
    std::vector<Units> ordered;
    for (const std::size_t text : order) ordered.push_back(texts[text]);
    orders.push_back(find_before(field, ordered, distance));
  } while (std::ranges::next_permutation(order).found);
  return with("bool", json::object{{"should", std::move(orders)}, {"minimum_should_match", 1}});
}

std::vector<Units> units_of(const Query& leaf) {
  std::vector<Units> texts;
  for (const std::string& text : leaf.text) texts.push_back(query::units(text));
  return texts;
}

std::optional<json::object> find_prefix(const query::Field& field, const Units& units) {
  if (units.back().is_single) return find_phrase(field, units);  // nothing follows inside a character
  if (units.back().text.size() > longest_unit) return std::nullopt;
  return match_phrase("match_phrase_prefix", units_field(field), tokens_of(units));
}

}  // namespace

json::object match_none() { return with("match_none", json::object()); }

std::optional<json::object> compile_text(const query::Field& field, const Query& leaf) {
  const auto texts = units_of(leaf);
  if (texts.empty() || std::ranges::any_of(texts, &Units::empty)) return match_none();
  if (texts.size() == 1) return leaf.kind == Kind::prefix ? find_prefix(field, texts.front()) : find_phrase(field, texts.front());
  const bool is_measured = leaf.kind == Kind::near || leaf.kind == Kind::before;
  if (!is_measured || leaf.distance < 0 || leaf.distance > longest_reach) return std::nullopt;
  return leaf.kind == Kind::near ? find_near(field, texts, leaf.distance) : find_before(field, texts, leaf.distance);
}

json::object text_candidates(const query::Field& field, const Query& leaf) {
  json::array all;
  for (const Units& units : units_of(leaf)) {
    if (leaf.kind == Kind::prefix) continue;
    all.push_back(units.empty() ? match_none() : find_phrase(field, units));
  }
  all.push_back(with("exists", with("field", "k." + field.id)));
  return with("bool", with("filter", std::move(all)));
}

}  // namespace zhidian::search
