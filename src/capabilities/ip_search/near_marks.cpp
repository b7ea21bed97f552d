#include "capabilities/ip_search/near_marks.hpp"

#include <algorithm>

#include "capabilities/classifications/classifications_values.hpp"
#include "capabilities/ip_search/ip_search_values.hpp"
#include "marks/spelling.hpp"

namespace zhidian::ip_search {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::size_t longest_text = 200;  // bytes; longer than any mark that can be compared, however it is spelled

/// The nearest of the marks a record has, and why.
std::pair<std::string, marks::Explanation> nearest(const MarkKeeper& keeper, const NearAsked& asked, const query::Document& document) {
  std::pair<std::string, marks::Explanation> best;
  best.second.cost = marks::cost::never + 1;
  if (const auto found = document.values.find("mark"); found != document.values.end()) {
    for (const std::string& mark : found->second) {
      auto explained = keeper.explain(asked.mark, mark, asked.kinds);
      if (explained.cost < best.second.cost) best = {mark, std::move(explained)};
    }
  }
  return best;
}

Value::List title_of(const std::string& mark, const std::vector<query::Span>& marked) {
  Value::List pieces;
  const auto add = [&](std::size_t begin, std::size_t end, bool is_marked) {
    if (begin < end) pieces.push_back(Value::Map{{"text", mark.substr(begin, end - begin)}, {"is_marked", is_marked}});
  };
  std::size_t at = 0;
  for (const query::Span& span : marked) {
    add(at, std::max(at, span.begin), false);
    add(std::max(at, span.begin), span.end, true);
    at = std::max(at, span.end);
  }
  add(at, mark.size(), false);
  return pieces;
}

/// `near_sound`, `near_sound_alike` …: the sentence of a step.
std::string sentence_of(const marks::Step& step) {
  if (step.kind != marks::Kind::sound) return "ip_search.near_" + std::string(marks::kind_names[static_cast<std::size_t>(step.kind)]);
  const bool is_near = step.sound.find('/') != std::string::npos;
  if (step.sound.empty()) return "ip_search.near_letter_sound";
  return std::string("ip_search.near_sound") + (is_near ? "_nearly" : "") + (step.is_alike ? "_alike" : "");
}

Value::List parts_of(const marks::Explanation& explained, std::size_t characters, http::Language language) {
  Value::List parts;
  int cost = 0;
  for (const marks::Step& step : explained.steps) {
    const int before = marks::score_of(cost, characters);
    cost += step.cost;
    parts.push_back(
        Value::Map{{"kind", marks::kind_names[static_cast<std::size_t>(step.kind)]},
                   {"points", before - marks::score_of(cost, characters)},
                   {"text", http::sentence(language, sentence_of(step), {{"query", step.query}, {"mark", step.mark}, {"sound", step.sound}})}});
  }
  if (parts.empty()) parts.push_back(Value::Map{{"kind", "same"}, {"points", 0}, {"text", http::sentence(language, "ip_search.near_same", {})}});
  return parts;
}

Value near_value(const NearShown& shown, const RankedHit& ranked, const ip_records::StoredRecord& record) {
  const query::Collection& collection = shown.keeper.collection();
  const auto [mark, explained] = nearest(shown.keeper, shown.asked, record.document);
  const std::size_t length = shown.asked.letters.size();
  Value hit = to_value(collection, shown.query, record);
  hit.set("title", title_of(mark, explained.marked));
  Value::List classes;
  if (const auto nice = record.document.values.find("nice"); nice != record.document.values.end()) {
    for (const std::string& code : nice->second) {
      Value item(Value::Map{{"code", code}});
      if (const auto title = shown.titles.find(*collection.find("nice"), code)) item.set("title", classifications::to_value(*title));
      classes.push_back(std::move(item));
    }
  }
  return Value::Map{{"hit", std::move(hit)}, {"classes", std::move(classes)}, {"score", marks::score_of(explained.cost, length)},
                    {"rank", ranked.rank},   {"tied", ranked.tied},           {"parts", parts_of(explained, length, shown.language)}};
}

}  // namespace

base::Result<NearAsked> read_near(std::string mark, std::string_view kinds) {
  NearAsked asked{std::move(mark), {}, kinds.empty() ? marks::Kinds::all() : marks::Kinds::least()};
  while (!kinds.empty()) {
    const std::string_view name = kinds.substr(0, kinds.find(','));
    const auto known = std::ranges::find(marks::kind_names, name);
    if (known == marks::kind_names.end())
      return base::refuse(ErrorCode::malformed, "ip_search.bad_kinds", {{"kind", std::string(name.substr(0, 40))}});
    asked.kinds = asked.kinds.with(static_cast<marks::Kind>(known - marks::kind_names.begin()));
    kinds.remove_prefix(std::min(kinds.size(), name.size() + 1));
  }
  const auto too_long = base::refuse(ErrorCode::invalid, "ip_search.long_mark", {{"most", std::to_string(marks::longest_query)}});
  if (asked.mark.size() > longest_text) return too_long;
  asked.letters = marks::characters_of(marks::spell(asked.mark));
  if (asked.letters.empty()) return base::refuse(ErrorCode::invalid, "ip_search.no_mark");
  if (asked.letters.size() > marks::longest_query) return too_long;
  return asked;
}

std::vector<std::string> keys_of(const marks::NearMarks& near) {
  std::vector<std::string> keys;
  keys.reserve(near.marks.size());
  for (const marks::NearMark& mark : near.marks) keys.push_back(mark.key);
  return keys;
}

std::vector<RankedHit> rank(const marks::NearMarks& near, const std::vector<search::Hit>& hits) {
  std::vector<RankedHit> ranked;
  auto mark = near.marks.begin();
  for (const search::Hit& hit : hits) {
    mark = std::find_if(mark, near.marks.end(), [&](const marks::NearMark& each) { return each.key == hit.key; });
    ranked.push_back({hit, mark->cost});
  }
  for (std::size_t first = 0, end = 0; first < ranked.size(); first = end) {
    while (end < ranked.size() && ranked[end].cost == ranked[first].cost) ++end;
    for (std::size_t each = first; each < end; ++each) {
      ranked[each].rank = first + 1;
      ranked[each].tied = end - first;
    }
  }
  return ranked;
}

Value::List near_values(storage::Connection& connection, const NearShown& shown, const std::vector<RankedHit>& ranked, std::size_t from,
                        std::size_t most) {
  Value::List hits;
  for (std::size_t place = from; place < std::min(ranked.size(), from + most); ++place) {
    const auto record = ip_records::find_record(connection, shown.keeper.collection().id, ranked[place].hit.key);
    if (record) hits.push_back(near_value(shown, ranked[place], *record));
  }
  return hits;
}

}  // namespace zhidian::ip_search
