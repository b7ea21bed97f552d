#include "query/places.hpp"

#include <algorithm>

#include "query/fold.hpp"

namespace zhidian::query {

namespace {

bool has_texts(Kind kind) { return kind == Kind::words || kind == Kind::prefix || kind == Kind::near || kind == Kind::before; }

/// The leaves that ask for words in the field, without those below an odd number of negations.
void collect(const Field& field, const Query& query, bool is_wanted, std::vector<const Query*>& leaves) {
  const bool is_asked = query.field.empty() ? field.weight > 0 : query.field == field.id;
  if (has_texts(query.kind) && is_asked && is_wanted) leaves.push_back(&query);
  for (const Query& part : query.parts) collect(field, part, is_wanted != (query.kind == Kind::none), leaves);
}

std::vector<Span> merged(std::vector<Span> spans) {
  std::ranges::sort(spans, [](const Span& left, const Span& right) { return left.begin < right.begin; });
  std::vector<Span> all;
  for (const Span& span : spans) {
    if (all.empty() || span.begin > all.back().end) {
      all.push_back(span);
    } else {
      all.back().end = std::max(all.back().end, span.end);
    }
  }
  return all;
}

}  // namespace

std::vector<std::string> unit_texts(std::string_view text) {
  std::vector<std::string> texts;
  for (Unit& unit : units(text)) texts.push_back(std::move(unit.text));
  return texts;
}

Places find_places(const std::vector<std::string>& value, const std::vector<std::string>& wanted, bool is_prefix) {
  Places places;
  if (wanted.empty()) return places;
  for (std::size_t begin = 0; begin + wanted.size() <= value.size(); ++begin) {
    bool is_here = true;
    for (std::size_t i = 0; i < wanted.size() && is_here; ++i) {
      const std::string& unit = value[begin + i];
      const bool may_go_on = is_prefix && i + 1 == wanted.size();
      is_here = may_go_on ? unit.starts_with(wanted[i]) : unit == wanted[i];
    }
    if (is_here) places.push_back({static_cast<int>(begin), static_cast<int>(begin + wanted.size())});
  }
  return places;
}

std::vector<Span> highlights(const Collection& collection, const Query& query, std::string_view field, std::string_view text) {
  const Field* asked = collection.find(field);
  std::vector<const Query*> leaves;
  if (asked != nullptr) collect(*asked, query, true, leaves);
  if (leaves.empty()) return {};
  const std::vector<Unit> all = units(text);
  std::vector<std::string> value;
  for (const Unit& unit : all) value.push_back(unit.text);
  std::vector<Span> spans;
  for (const Query* leaf : leaves) {
    for (const std::string& wanted : leaf->text) {
      for (const Place& place : find_places(value, unit_texts(wanted), leaf->kind == Kind::prefix)) {
        spans.push_back({all[static_cast<std::size_t>(place.begin)].at.begin, all[static_cast<std::size_t>(place.end - 1)].at.end});
      }
    }
  }
  return merged(std::move(spans));
}

}  // namespace zhidian::query
