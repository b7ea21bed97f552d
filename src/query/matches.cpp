#include "query/matches.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "query/classes.hpp"
#include "query/fold.hpp"
#include "query/numbers.hpp"
#include "query/places.hpp"

namespace zhidian::query {

namespace {

/// Whether one place of each text can be chosen with at most `distance` units between its end and the last beginning.
bool is_near(const std::vector<Places>& found, int distance) {
  for (const Places& lasts : found) {
    for (const Place& last : lasts) {
      const auto reaches = [&](const Place& place) { return place.begin <= last.begin && last.begin - place.end <= distance; };
      if (std::ranges::all_of(found, [&](const Places& places) { return std::ranges::any_of(places, reaches); })) return true;
    }
  }
  return false;
}

/// The same, each text after the end of the one before it.
bool is_before(const std::vector<Places>& found, int distance) {
  for (const Place& first : found.front()) {
    int end = first.end;
    bool is_whole = true;
    for (std::size_t i = 1; i < found.size() && is_whole; ++i) {
      const auto next = std::ranges::find_if(found[i], [&](const Place& place) { return place.begin >= end; });
      is_whole = next != found[i].end() && next->begin - first.end <= distance;
      if (is_whole) end = next->end;
    }
    if (is_whole) return true;
  }
  return false;
}

bool has_text(const Query& query, const std::string& value) {
  const std::vector<std::string> all = unit_texts(value);
  std::vector<Places> found;
  for (const std::string& text : query.text) found.push_back(find_places(all, unit_texts(text), query.kind == Kind::prefix));
  if (found.empty() || std::ranges::any_of(found, &Places::empty)) return false;
  if (query.kind == Kind::near) return is_near(found, query.distance);
  if (query.kind == Kind::before) return is_before(found, query.distance);
  return true;
}

bool is_equal(const Field& field, const std::string& wanted, const std::string& value) {
  switch (field.type) {
    case FieldType::number: return base::contains(number_keys(value), read_number(wanted).canonical);
    case FieldType::classes: return canonical_class(wanted) == canonical_class(value);
    default: return fold(wanted) == fold(value);
  }
}

bool has_prefix(const Field& field, const Query& query, const std::string& value) {
  const std::string& text = query.text.front();
  switch (field.type) {
    case FieldType::number: return read_number(value).canonical.starts_with(canonical_number_prefix(text));
    case FieldType::classes: return canonical_class(value).starts_with(canonical_class_prefix(text));
    default: return has_text(query, value);
  }
}

bool is_in_range(const Query& query, const std::string& value) {
  return !value.empty() && (query.low.empty() || query.low <= value) && (query.high.empty() || value <= query.high);
}

bool value_matches(const Field& field, const Query& query, const std::string& value) {
  const auto any_text = [&](auto test) { return std::ranges::any_of(query.text, test); };
  switch (query.kind) {
    case Kind::words:
    case Kind::near:
    case Kind::before: return has_text(query, value);
    case Kind::prefix: return has_prefix(field, query, value);
    case Kind::exact: return any_text([&](const std::string& text) { return is_equal(field, text, value); });
    case Kind::under: return any_text([&](const std::string& text) { return base::contains(class_path(value), canonical_class(text)); });
    case Kind::range: return is_in_range(query, value);
    default: return false;
  }
}

bool field_matches(const Field& field, const Query& query, const Document& document) {
  const auto values = document.values.find(field.id);
  if (values == document.values.end()) return false;
  return std::ranges::any_of(values->second, [&](const std::string& value) { return value_matches(field, query, value); });
}

}  // namespace

bool matches(const Collection& collection, const Query& query, const Document& document) {
  const auto part_matches = [&](const Query& part) { return matches(collection, part, document); };
  switch (query.kind) {
    case Kind::everything: return true;
    case Kind::all: return std::ranges::all_of(query.parts, part_matches);
    case Kind::any: return std::ranges::any_of(query.parts, part_matches);
    case Kind::none: return std::ranges::none_of(query.parts, part_matches);
    default: break;
  }
  return std::ranges::any_of(collection.fields, [&](const Field& field) {
    const bool is_asked = query.field.empty() ? field.weight > 0 : field.id == query.field;
    return is_asked && field_matches(field, query, document);
  });
}

}  // namespace zhidian::query
