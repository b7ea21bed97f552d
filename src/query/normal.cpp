#include "query/normal.hpp"

#include <algorithm>
#include <iterator>

namespace zhidian::query {

namespace {

Query make(Kind kind, std::vector<Query> parts, Span at) {
  Query query;
  query.kind = kind;
  query.parts = std::move(parts);
  query.at = at;
  return query;
}

/// Takes the texts of a list into an earlier list of the same field, if there is one.
bool is_taken(std::vector<Query>& parts, const Query& part) {
  if (part.kind != Kind::exact && part.kind != Kind::under) return false;
  const auto same = std::ranges::find_if(parts, [&](const Query& earlier) { return earlier.kind == part.kind && earlier.field == part.field; });
  if (same == parts.end()) return false;
  same->text.insert(same->text.end(), part.text.begin(), part.text.end());
  return true;
}

void drop_repeated(std::vector<std::string>& texts) {
  std::vector<std::string> kept;
  for (std::string& text : texts) {
    if (std::ranges::find(kept, text) == kept.end()) kept.push_back(std::move(text));
  }
  texts = std::move(kept);
}

bool is_everything(const Query& query) { return query.kind == Kind::everything; }
bool is_nothing(const Query& query) { return query.kind == Kind::none && is_everything(query.parts.front()); }

void add(std::vector<Query>& parts, Kind kind, Query part) {
  if (part.kind == kind) {
    for (Query& inner : part.parts) add(parts, kind, std::move(inner));
  } else if (kind == Kind::all ? is_everything(part) : is_nothing(part)) {
    return;
  } else if (kind != Kind::any || !is_taken(parts, part)) {
    parts.push_back(std::move(part));
  }
}

Query normalise_list(Query query) {
  std::vector<Query> parts;
  for (Query& part : query.parts) add(parts, query.kind, normalise(std::move(part)));
  for (Query& part : parts) {
    if (query.kind == Kind::all ? is_nothing(part) : is_everything(part)) return std::move(part);
    if (part.kind == Kind::exact || part.kind == Kind::under) drop_repeated(part.text);
  }
  if (parts.size() == 1) return std::move(parts.front());
  if (!parts.empty()) return make(query.kind, std::move(parts), query.at);
  return query.kind == Kind::all ? Query{} : make(Kind::none, {Query{}}, query.at);
}

}  // namespace

Query join(Kind kind, std::vector<Query> parts) {
  const Span at = parts.empty() ? Span{} : Span{parts.front().at.begin, parts.back().at.end};
  return make(kind, std::move(parts), at);
}

Query normalise(Query query) {
  switch (query.kind) {
    case Kind::all:
    case Kind::any: return normalise_list(std::move(query));
    case Kind::none: {
      Query part = normalise(std::move(query.parts.front()));
      if (part.kind == Kind::none) return std::move(part.parts.front());
      return make(Kind::none, {std::move(part)}, query.at);
    }
    case Kind::exact:
    case Kind::under: drop_repeated(query.text); return query;
    default: return query;
  }
}

int nesting(const Query& query) {
  const bool is_between = query.kind == Kind::range && !query.low.empty() && !query.high.empty();
  int most = is_between || query.text.size() > 1 ? 1 : 0;
  for (const Query& part : query.parts) most = std::max(most, nesting(part) + (part.parts.empty() ? 0 : 1));
  return most;
}

std::size_t count_terms(const Query& query) {
  std::size_t count = query.kind == Kind::range ? 1 : query.text.size();
  for (const Query& part : query.parts) count += count_terms(part);
  return count;
}

std::size_t count_bytes(const Query& query) {
  std::size_t count = 0;
  for (const std::string& text : query.text) count += text.size();
  for (const Query& part : query.parts) count += count_bytes(part);
  return count;
}

}  // namespace zhidian::query
