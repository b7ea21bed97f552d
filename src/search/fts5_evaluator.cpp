#include "search/fts5_evaluator.hpp"

#include <algorithm>
#include <utility>

#include "query/cql.hpp"
#include "query/matches.hpp"
#include "search/fts5_expression.hpp"
#include "search/sql.hpp"

namespace zhidian::search {

using query::Kind;
using query::Query;

namespace {

/// A set is worth keeping where one document in this many is in it.
constexpr std::uint64_t rare_one_in = 256;
/// What finds so many rows is asked again, to be walked by FTS5 itself.
constexpr int many_rows = 256;

/// All that an expression of one phrase finds; nothing where it has several.
std::optional<Matches> collect_phrase(const Fts5View& view, const std::string& expression, const ScoreWanted* score) {
  CollectWanted wanted{&view.connection, score, {DocumentSet(view.columns.limit()), {}}, 0};
  auto use = view.connection.use(sql::search::collect_phrase.sql);
  const bool is_collected = use.bind(1, expression).bind_pointer(2, &wanted, CollectWanted::type).step() && use.integer(0) == 1;
  return is_collected ? std::optional(std::move(wanted.found)) : std::nullopt;
}

}  // namespace

Matches find_matches(const Fts5View& view, const std::string& expression, ScoreWanted* score) {
  Matches found{DocumentSet(view.columns.limit()), {}};
  auto use = view.connection.use(score ? sql::search::list_scores.sql : sql::search::list_matches.sql);
  use.bind(1, expression);
  if (score) use.bind_pointer(2, score, ScoreWanted::type);
  for (int rows = 1; use.step(); ++rows) {
    if (rows == many_rows) {
      if (auto all = collect_phrase(view, expression, score)) return std::move(*all);
    }
    const auto number = static_cast<DocumentNumber>(use.integer(0));
    if (score && !score->documents->contains(number)) continue;
    found.documents.add(number);
    if (score) found.scores.push_back(static_cast<float>(use.number(1)));
  }
  return found;
}

DocumentSet Fts5Evaluator::evaluate(const Query& query) {
  DocumentSet among = view_.columns.present;
  narrow(among, query);
  return among;
}

void Fts5Evaluator::narrow(DocumentSet& among, const Query& query) {
  view_.connection.check_deadline();
  switch (query.kind) {
    case Kind::everything: return;
    case Kind::all: return narrow_all(among, query);
    case Kind::any: return narrow_any(among, query);
    case Kind::none: {
      DocumentSet unwanted = among;
      narrow_any(unwanted, query);
      among -= unwanted;
      return;
    }
    default: return narrow_leaf(among, query);
  }
}

void Fts5Evaluator::narrow_all(DocumentSet& among, const Query& query) {
  std::vector<std::string> wanted, excluded;
  std::vector<const Query*> leaves, groups, unwanted;
  for (const Query& part : query.parts) {
    if (auto expression = compile_part(view_.collection, view_.layout, part)) {
      wanted.push_back(std::move(*expression));
    } else if (part.kind == Kind::none) {
      unwanted.push_back(&part);
    } else {
      (part.kind == Kind::any || part.kind == Kind::all ? groups : leaves).push_back(&part);
    }
  }
  // FTS5 tells what is not wanted only beside what is.
  for (const Query* part : unwanted) {
    Query either = *part;
    either.kind = Kind::any;
    auto expression = wanted.empty() ? std::nullopt : compile_part(view_.collection, view_.layout, either);
    if (expression) excluded.push_back(std::move(*expression));
    if (!expression) groups.push_back(part);
  }
  if (!wanted.empty()) narrow_text(among, wanted, excluded);
  for (const auto* parts : {&leaves, &groups}) {
    for (const Query* part : *parts) narrow(among, *part);
  }
}

void Fts5Evaluator::narrow_any(DocumentSet& among, const Query& query) {
  DocumentSet found;
  for (const Query& part : query.parts) {
    DocumentSet rest = among;
    rest -= found;
    narrow(rest, part);
    found |= rest;
  }
  among = std::move(found);
}

void Fts5Evaluator::narrow_text(DocumentSet& among, const std::vector<std::string>& wanted, const std::vector<std::string>& excluded) {
  const std::string whole = wanted.size() == 1 && excluded.empty() ? wanted.front() : join_all(wanted, excluded);
  if (const auto matches = find_known(whole)) {
    among &= matches->documents;
    return;
  }
  std::vector<std::shared_ptr<const Matches>> parts;
  for (const auto* expressions : {&wanted, &excluded}) {
    for (const std::string& expression : *expressions) parts.push_back(find_known(expression));
  }
  if (std::ranges::find(parts, nullptr) != parts.end()) {
    among &= *find_text(whole);
    return;
  }
  for (std::size_t index = 0; index < parts.size(); ++index)
    index < wanted.size() ? among &= parts[index]->documents : among -= parts[index]->documents;
}

std::shared_ptr<const Matches> Fts5Evaluator::find_known(const std::string& expression) {
  const auto known = known_.find(expression);
  return known != known_.end() ? known->second : view_.cache.find(expression, view_.columns.generation);
}

void Fts5Evaluator::remember(const std::string& expression, std::shared_ptr<const Matches> matches) {
  if (matches->documents.count() * rare_one_in >= view_.columns.limit()) view_.cache.put(expression, view_.columns.generation, matches);
  known_[expression] = std::move(matches);
}

std::shared_ptr<const DocumentSet> Fts5Evaluator::find_text(const std::string& expression) {
  std::shared_ptr<const Matches> matches = find_known(expression);
  if (!matches) {
    matches = std::make_shared<Matches>(find_matches(view_, expression, nullptr));
    remember(expression, matches);
  }
  return {matches, &matches->documents};
}

void Fts5Evaluator::narrow_leaf(DocumentSet& among, const Query& leaf) {
  if (const auto expression = compile_part(view_.collection, view_.layout, leaf)) return narrow_text(among, {*expression}, {});
  const bool is_by_columns = std::ranges::all_of(asked_fields(view_.collection, leaf), [&](const query::Field* field) {
    return view_.layout.column_of(field->id) && !view_.layout.text_of(field->id);
  });
  if (is_by_columns) return narrow_by_columns(among, leaf);
  among &= find_leaf(leaf, among);
}

void Fts5Evaluator::narrow_by_columns(DocumentSet& among, const Query& leaf) {
  // Somebody who narrows a search asks the same of every word: what is asked again is looked up for all documents, once.
  const std::string name = "columns " + query::print_cql(leaf);
  auto kept = find_known(name);
  if (!kept && view_.cache.was_asked(name, view_.columns.generation)) {
    kept = std::make_shared<Matches>(Matches{find_leaf(leaf, view_.columns.present), {}});
    view_.cache.put(name, view_.columns.generation, kept);
  }
  among &= kept ? kept->documents : find_leaf(leaf, among);
}

DocumentSet Fts5Evaluator::find_leaf(const Query& leaf, const DocumentSet& among) {
  const auto fields = asked_fields(view_.collection, leaf);
  const bool is_textual = leaf.kind == Kind::words || leaf.kind == Kind::prefix || leaf.kind == Kind::near || leaf.kind == Kind::before;
  DocumentSet found;
  if (leaf.kind == Kind::range || !leaf.text.empty()) {
    if (const auto texts = asked_texts(view_.layout, fields); is_textual && !texts.empty()) found = find_in_texts(texts, leaf, among);
    for (const query::Field* field : fields) {
      if (!is_textual || !view_.layout.text_of(field->id)) found |= find_in_field(*field, leaf, among);
    }
  }
  return found;
}

DocumentSet Fts5Evaluator::find_in_texts(const std::vector<std::size_t>& texts, const Query& leaf, const DocumentSet& among) {
  if (leaf.text.size() == 1) {
    const auto phrase = make_phrase(leaf.text.front(), leaf.kind == Kind::prefix);
    return phrase ? *find_text(in_texts(view_.layout, texts, phrase->expression)) : DocumentSet();
  }
  return find_near(texts, leaf, among);
}

DocumentSet Fts5Evaluator::find_near(const std::vector<std::size_t>& texts, const Query& leaf, const DocumentSet& among) {
  constexpr int anywhere = 1 << 30;
  const bool has_distance = leaf.kind == Kind::near || leaf.kind == Kind::before;
  NearWanted wanted{{}, has_distance ? std::min(leaf.distance, anywhere) : anywhere, leaf.kind == Kind::before};
  std::vector<std::string> phrases;
  for (const std::string& text : leaf.text) {
    auto phrase = make_phrase(text, leaf.kind == Kind::prefix);
    if (!phrase) return {};
    wanted.lengths.push_back(phrase->length);
    phrases.push_back(std::move(phrase->expression));
  }
  const std::string expression = in_texts(view_.layout, texts, join_all(phrases, {}));
  DocumentSet found;
  auto use = view_.connection.use(sql::search::list_near.sql);
  use.bind(1, expression).bind_pointer(2, &wanted, NearWanted::type);
  while (use.step()) {
    const auto number = static_cast<DocumentNumber>(use.integer(0));
    if (use.integer(1) == 0 || !among.contains(number)) continue;
    for (const std::size_t text : texts) {
      if ((use.integer(1) >> text & 1) == 0) continue;
      // Places are counted over all values of a field: what holds several is looked at value by value.
      const bool has_several = holds_several(view_.columns.lengths(number, view_.layout.texts().size())[text]);
      const query::Field& field = *view_.layout.texts()[text];
      if (!has_several || holds(field, leaf, stored_values(field, number))) found.add(number);
    }
  }
  return found;
}

}  // namespace zhidian::search
