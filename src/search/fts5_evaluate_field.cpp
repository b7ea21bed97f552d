// The half of the evaluator that asks values, not words.
#include <fmt/format.h>

#include <algorithm>

#include "query/classes.hpp"
#include "query/matches.hpp"
#include "query/numbers.hpp"
#include "search/dates.hpp"
#include "search/fts5_evaluator.hpp"
#include "search/fts5_expression.hpp"
#include "search/fts5_prepared.hpp"
#include "search/sql.hpp"
#include "search/stored_values.hpp"

namespace zhidian::search {

using query::FieldType;
using query::Kind;
using query::Query;

namespace {

/// Those that have a value of [low, high] for which `test` holds.
template <class Test>
DocumentSet find_where(const Columns& columns, std::size_t column, const DocumentSet& among, ValueNumber low, ValueNumber high, Test test) {
  DocumentSet found(columns.limit());
  for (std::size_t index = 0; index < columns.chunks.size(); ++index) {
    const ValueColumn& values = columns.chunks[index]->columns[column];
    if (values.highest() < low || high < values.lowest()) continue;
    among.each(index * Chunk::size, (index + 1) * Chunk::size, [&](DocumentNumber number) {
      for (const ValueNumber value : values.at(number % Chunk::size)) {
        if (low <= value && value <= high && test(value)) return found.add(number);
      }
    });
  }
  return found;
}

}  // namespace

DocumentSet Fts5Evaluator::find_in_field(const query::Field& field, const Query& leaf, const DocumentSet& among) {
  if (field.type == FieldType::number) return find_numbers(field, leaf, among);
  const auto column = view_.layout.column_of(field.id);
  const bool is_name = field.type == FieldType::name;
  if (column && (!is_name || leaf.kind == Kind::exact)) return find_in_column(field, *column, leaf, among);
  if (leaf.kind != Kind::exact) return verify(field, leaf, among);
  // The whole value of a text: first what holds it as a phrase.
  DocumentSet found;
  for (const std::string& text : leaf.text) {
    DocumentSet candidates = among;
    if (const auto phrase = make_phrase(text, false))
      candidates &= *find_text(in_texts(view_.layout, asked_texts(view_.layout, {&field}), phrase->expression));
    found |= verify(field, leaf, candidates);
  }
  return found;
}

DocumentSet Fts5Evaluator::find_values(std::size_t column, const std::vector<ValueNumber>& values, const DocumentSet& among) {
  if (values.empty()) return {};
  const auto [lowest, highest] = std::ranges::minmax(values);
  if (lowest == highest) return find_where(view_.columns, column, among, lowest, highest, [](ValueNumber) { return true; });
  std::vector<bool> is_wanted(highest - lowest + 1);
  for (const ValueNumber value : values) is_wanted[value - lowest] = true;
  return find_where(view_.columns, column, among, lowest, highest, [&](ValueNumber value) { return is_wanted[value - lowest]; });
}

DocumentSet Fts5Evaluator::find_in_column(const query::Field& field, std::size_t column, const Query& leaf, const DocumentSet& among) {
  if (field.type == FieldType::date) return find_dates(column, leaf, among);
  const Dictionary& dictionary = *view_.dictionaries[column];
  std::vector<ValueNumber> values;
  if (leaf.kind == Kind::exact) {
    for (const std::string& text : leaf.text) {
      if (const auto value = dictionary.find(key_of(field, text))) values.push_back(*value);
    }
  } else if (leaf.kind == Kind::under && field.type == FieldType::classes) {
    for (const std::string& text : leaf.text) std::ranges::copy(dictionary.under(query::canonical_class(text)), std::back_inserter(values));
  } else {
    const std::size_t size = dictionary.size();
    for (ValueNumber value = 0; value < size; ++value) {
      if (holds(field, leaf, {dictionary.shown(value)})) values.push_back(value);
      if (value % 1024 == 0) view_.connection.check_deadline();
    }
  }
  return find_values(column, values, among);
}

DocumentSet Fts5Evaluator::find_dates(std::size_t column, const Query& leaf, const DocumentSet& among) {
  if (leaf.kind == Kind::range) {
    const auto [first, last] = ordinal_range(leaf.low, leaf.high);
    return find_where(view_.columns, column, among, first, last, [](ValueNumber) { return true; });
  }
  std::vector<signed char> verdicts(10000 * ordinals_of_year, -1);
  const query::Field& field = *view_.layout.columns()[column].field;
  return find_where(view_.columns, column, among, 0, static_cast<ValueNumber>(verdicts.size() - 1), [&](ValueNumber value) {
    if (verdicts[value] < 0) verdicts[value] = holds(field, leaf, {print_ordinal(value)}) ? 1 : 0;
    return verdicts[value] == 1;
  });
}

DocumentSet Fts5Evaluator::find_numbers(const query::Field& field, const Query& leaf, const DocumentSet& among) {
  const auto& numbers = view_.layout.numbers();
  const auto place = std::ranges::find(numbers, &field) - numbers.begin();
  DocumentSet found;
  const auto add = [&](Fts5Use& use) {
    while (use.step()) found.add(static_cast<DocumentNumber>(use.integer(0)));
  };
  if (leaf.kind == Kind::exact) {
    for (const std::string& text : leaf.text) {
      const std::string key = query::read_number(text).canonical;
      auto use = view_.connection.use(sql::search::list_by_number.sql);
      add(use.bind(1, std::int64_t{place}).bind(2, key));
    }
  } else if (leaf.kind == Kind::prefix) {
    const std::string low = query::canonical_number_prefix(leaf.text.front()), high = low + '\xff';
    auto use = view_.connection.use(sql::search::list_by_number_prefix.sql);
    add(use.bind(1, std::int64_t{place}).bind(2, low).bind(3, high));
  } else {
    return verify(field, leaf, among);
  }
  found &= among;
  return found;
}

std::vector<std::string> Fts5Evaluator::stored_values(const query::Field& field, DocumentNumber number) {
  if (field.type == FieldType::number) {
    auto use = view_.connection.use(sql::search::find_document_numbers.sql);
    const auto& numbers = view_.layout.numbers();
    const auto place = static_cast<std::size_t>(std::ranges::find(numbers, &field) - numbers.begin());
    return use.bind(1, std::int64_t{number}).step() ? split_numbers(use.text(0), place) : std::vector<std::string>();
  }
  auto use = view_.connection.use(fmt::format("SELECT \"{}\" FROM texts WHERE id = ?1", field.id));
  return use.bind(1, std::int64_t{number}).step() ? split_values(use.text(0)) : std::vector<std::string>();
}

bool Fts5Evaluator::holds(const query::Field& field, const Query& leaf, const std::vector<std::string>& values) const {
  Query asked = leaf;
  asked.field = field.id;
  query::Document document;
  document.values.emplace(field.id, values);
  return query::matches(view_.collection, asked, document);
}

DocumentSet Fts5Evaluator::verify(const query::Field& field, const Query& leaf, const DocumentSet& among) {
  DocumentSet found;
  among.each([&](DocumentNumber number) {
    if (holds(field, leaf, stored_values(field, number))) found.add(number);
    if (number % 64 == 0) view_.connection.check_deadline();
  });
  return found;
}

}  // namespace zhidian::search
