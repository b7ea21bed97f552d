#include "capabilities/ip_search/pieces.hpp"

#include <algorithm>

#include "query/places.hpp"

namespace zhidian::ip_search {
namespace {

using query::Span;

constexpr std::size_t shown_before = 40, shown_in_all = 180;  // characters

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// Some characters on from a place, or the end.
std::size_t forward(std::string_view text, std::size_t at, std::size_t characters) {
  while (at < text.size() && characters > 0) {
    ++at;
    while (at < text.size() && is_continuation(text[at])) ++at;
    --characters;
  }
  return at;
}

std::size_t back(std::string_view text, std::size_t at, std::size_t characters) {
  while (at > 0 && characters > 0) {
    --at;
    while (at > 0 && is_continuation(text[at])) --at;
    --characters;
  }
  return at;
}

/// The pieces of [begin, end); what goes beyond it is cut there.
Pieces cut(std::string_view text, const std::vector<Span>& spans, std::size_t begin, std::size_t end) {
  Pieces pieces;
  const auto add = [&](std::size_t from, std::size_t to, bool is_marked) {
    if (from < to) pieces.push_back({std::string(text.substr(from, to - from)), is_marked});
  };
  std::size_t at = begin;
  for (const Span& span : spans) {
    if (span.end <= at) continue;
    if (span.begin >= end) break;
    add(at, std::max(at, span.begin), false);
    add(std::max(at, span.begin), std::min(span.end, end), true);
    at = std::min(span.end, end);
  }
  add(at, end, false);
  return pieces;
}

Pieces shorten(std::string_view text, const std::vector<Span>& spans) {
  const std::size_t begin = spans.empty() || forward(text, 0, shown_in_all) >= text.size() ? 0 : back(text, spans.front().begin, shown_before);
  const std::size_t end = forward(text, begin, shown_in_all);
  Pieces pieces = cut(text, spans, begin, end);
  if (begin > 0) pieces.insert(pieces.begin(), {"……", false});
  if (end < text.size()) pieces.push_back({"……", false});
  return pieces;
}

}  // namespace

Pieces mark(const query::Collection& collection, const query::Query& query, std::string_view field, std::string_view text) {
  return cut(text, query::highlights(collection, query, field, text), 0, text.size());
}

Pieces mark_shortened(const query::Collection& collection, const query::Query& query, std::string_view field, std::string_view text) {
  return shorten(text, query::highlights(collection, query, field, text));
}

Snippet find_snippet(const query::Collection& collection, const query::Query& query, const query::Document& document) {
  Snippet first;
  for (const query::Field& field : collection.fields) {
    if (field.type != query::FieldType::text || field.id == "title") continue;
    const auto values = document.values.find(field.id);
    if (values == document.values.end()) continue;
    for (const std::string& text : values->second) {
      const auto spans = query::highlights(collection, query, field.id, text);
      if (spans.empty() && (first.field || field.weight == 0)) continue;  // what is no part of any text shows only what was asked of it
      Snippet found{&field, shorten(text, spans)};
      if (!spans.empty()) return found;
      first = std::move(found);
    }
  }
  return first;
}

}  // namespace zhidian::ip_search
