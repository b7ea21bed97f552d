#include "query/terms.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "query/classes.hpp"
#include "query/dates.hpp"
#include "query/fold.hpp"
#include "query/limits.hpp"
#include "query/nearest.hpp"
#include "query/normal.hpp"
#include "query/numbers.hpp"

namespace zhidian::query {

namespace {

Query make(Kind kind, const Field* field, std::vector<std::string> text, Span at) {
  Query query;
  query.kind = kind;
  query.field = field == nullptr ? std::string() : field->id;
  query.text = std::move(text);
  query.at = at;
  return query;
}

bool is_worded(const Field* field) { return field == nullptr || field->type == FieldType::text || field->type == FieldType::name; }

/// The text itself where `%` stands for `*`, as some sites write it.
Term with_percent(Term term) {
  if (term.is_prefix || !term.text.ends_with('%')) return term;
  term.text.pop_back();
  term.is_prefix = true;
  return term;
}

std::string choices(const Field& field, std::string std::pair<std::string, std::string>::* label, std::string_view separator) {
  std::string list;
  for (const auto& [id, labels] : field.values) list += (list.empty() ? "" : std::string(separator)) + labels.*label;
  return list;
}

/// A register number of a collection without patent numbers: letters, five digits or more, a letter.
bool is_register_number(const std::string& canonical) {
  const std::size_t first = canonical.find_first_of("0123456789");
  if (first == std::string::npos || first > 4) return false;
  const std::size_t last = canonical.find_first_not_of("0123456789", first);
  const std::size_t digits = (last == std::string::npos ? canonical.size() : last) - first;
  return digits >= 5 && first + digits + 1 >= canonical.size();
}

}  // namespace

base::Error fault(std::string id, std::string_view source, Span at, std::map<std::string, std::string> params) {
  at.end = std::min(at.end, source.size());
  at.begin = std::min(at.begin, at.end);
  params.emplace("begin", std::to_string(at.begin));
  params.emplace("end", std::to_string(at.end));
  params.emplace("at", std::to_string(base::count_characters(source.substr(0, at.begin)) + 1));
  const std::string_view text = source.substr(at.begin, std::min<std::size_t>(at.end - at.begin, 120));
  params.emplace("text", text.substr(0, base::valid_utf8_length(text)));
  return {base::ErrorCode::invalid, std::move(id), std::move(params), {}, {}};
}

base::Error Terms::fail(std::string id, Span at, std::map<std::string, std::string> params) const {
  return fault(std::move(id), source_, at, std::move(params));
}

base::Result<const Field*> Terms::field(std::string_view name, Span at) const {
  if (const Field* found = collection_.named(name)) return found;
  std::vector<std::string> names;
  for (const Field& field : collection_.fields) {
    names.push_back(field.id);
    names.insert(names.end(), field.names.begin(), field.names.end());
  }
  const std::string nearest = find_nearest(name, names);
  if (nearest.empty()) return base::refuse(fail("query.unknown_field", at));
  return base::refuse(fail("query.unknown_field_near", at, {{"suggestion", nearest}}));
}

base::Result<Query> Terms::set(const Sets& sets, int number, Span at) const {
  const auto found = sets.find(number);
  if (found == sets.end()) return base::refuse(fail(sets.empty() ? "query.no_sets" : "query.unknown_set", at, known_sets(sets, number)));
  Query query = found->second;
  query.at = at;
  return query;
}

base::Result<Parsed> Terms::finish(Query query) {
  query = normalise(std::move(query));
  if (nesting(query) > deepest) return base::refuse(fail("query.too_deep", {0, source_.size()}, {{"limit", std::to_string(deepest)}}));
  return Parsed{std::move(query), take_remarks()};
}

base::Result<Query> Terms::leaf(const Field* field, Relation relation, const Term& term) {
  const bool is_compared = relation != Relation::equal && relation != Relation::exact && relation != Relation::unequal;
  if (is_compared && (field == nullptr || field->type != FieldType::date)) return base::refuse(fail("query.not_comparable", term.at));
  if (is_worded(field)) {
    if (field == nullptr && !term.is_quoted && !term.is_prefix) {
      if (auto numbers = bare_number(term)) return *std::move(numbers);
    }
    return words(field, relation, term);
  }
  switch (field->type) {
    case FieldType::number: return number(field->id, with_percent(term));
    case FieldType::classes: return class_of(*field, relation, with_percent(term));
    case FieldType::date: return days(*field, relation, term);
    default: return code(*field, term);
  }
}

base::Result<Query> Terms::words(const Field* field, Relation relation, const Term& term) const {
  if (units(term.text).empty()) return base::refuse(fail("query.no_words", term.at));
  if (!term.is_quoted && term.text.find('*') != std::string::npos) return base::refuse(fail("query.bad_wildcard", term.at));
  if (relation == Relation::exact) {
    if (field == nullptr || field->type != FieldType::name) return base::refuse(fail("query.exact_needs_a_name", term.at));
    if (term.is_prefix) return base::refuse(fail("query.bad_wildcard", term.at));
    return make(Kind::exact, field, {term.text}, term.at);
  }
  return make(term.is_prefix ? Kind::prefix : Kind::words, field, {term.text}, term.at);
}

std::optional<base::Result<Query>> Terms::bare_number(const Term& term) {
  const bool is_patents = collection_.find("application_number") != nullptr;
  if (is_patents ? !is_patent_number(term.text) : !is_register_number(read_number(term.text).canonical)) return std::nullopt;
  Query any;
  any.kind = Kind::any;
  any.at = term.at;
  const std::size_t told = remarks_.size();
  for (const Field& field : collection_.fields) {
    if (field.type != FieldType::number || !field.id.ends_with("number")) continue;
    auto part = number(field.id, term);
    if (!part) return part;
    any.parts.push_back(*std::move(part));
  }
  if (remarks_.size() > told) remarks_.resize(told + 1);
  if (!is_patents) any.parts.push_back(make(Kind::words, nullptr, {term.text}, term.at));
  return any;
}

base::Result<Query> Terms::number(const std::string& field, const Term& term) {
  Query query;
  query.field = field;
  query.at = term.at;
  query.kind = term.is_prefix ? Kind::prefix : Kind::exact;
  const Number number = read_number(term.text);
  query.text = {term.is_prefix ? canonical_number_prefix(term.text) : number.canonical};
  if (query.text.front().find_first_of("0123456789") == std::string::npos) return base::refuse(fail("query.bad_number", term.at));
  if (!term.is_prefix && number.is_check_wrong)
    remarks_.push_back({"query.wrong_check_digit", {{"number", number.canonical}, {"suggestion", number.expected}}, term.at});
  return query;
}

base::Result<Query> Terms::class_of(const Field& field, Relation relation, const Term& term) const {
  if (term.is_prefix) {
    const std::string prefix = canonical_class_prefix(term.text);
    if (prefix.empty() || units(prefix).empty()) return base::refuse(fail("query.bad_class", term.at));
    return make(Kind::prefix, &field, {prefix}, term.at);
  }
  std::string text = fold(term.text);
  if (text.ends_with("/low")) text.resize(text.size() - 4);
  if (!is_class(text)) return base::refuse(fail("query.bad_class", term.at));
  return make(relation == Relation::exact ? Kind::exact : Kind::under, &field, {canonical_class(text)}, term.at);
}

base::Result<Query> Terms::days(const Field& field, Relation relation, const Term& term) const {
  const bool is_span = relation == Relation::equal || relation == Relation::exact || relation == Relation::unequal;
  const auto days = is_span ? read_day_range(term.text) : read_days(term.text);
  if (!days) return base::refuse(fail("query.bad_date", term.at));
  if (!days->first.empty() && !days->last.empty() && days->first > days->last) {
    return base::refuse(fail("query.reversed_range", term.at, {{"suggestion", days->last + ".." + days->first}}));
  }
  Query query = make(Kind::range, &field, {}, term.at);
  switch (relation) {
    case Relation::less: query.high = day_before(days->first); break;
    case Relation::at_most: query.high = days->last; break;
    case Relation::more: query.low = day_after(days->last); break;
    case Relation::at_least: query.low = days->first; break;
    default: query.low = days->first; query.high = days->last;
  }
  return query;
}

base::Result<Query> Terms::code(const Field& field, const Term& term) const {
  const std::string wanted = fold(term.text);
  std::vector<std::string> begins;
  for (const auto& [id, labels] : field.values) {
    if (wanted == fold(id) || wanted == fold(labels.first) || wanted == fold(labels.second)) return make(Kind::exact, &field, {id}, term.at);
    if (units(wanted).size() > 1 && fold(labels.first).starts_with(wanted)) begins.push_back(id);
  }
  if (begins.size() == 1 && !term.is_prefix) return make(Kind::exact, &field, begins, term.at);
  const auto zh = choices(field, &std::pair<std::string, std::string>::first, "、");
  const auto en = choices(field, &std::pair<std::string, std::string>::second, ", ");
  return base::refuse(fail("query.unknown_value", term.at, {{"choices_zh", zh}, {"choices_en", en}}));
}

base::Result<Query> Terms::distance(const Field* field, Kind kind, int distance, const std::vector<Term>& terms) const {
  Span at{terms.front().at.begin, terms.back().at.end};
  if (distance < 0 || distance > longest_distance) return base::refuse(fail("query.bad_distance", at, {{"limit", std::to_string(longest_distance)}}));
  std::vector<std::string> texts;
  for (const Term& term : terms) {
    const bool has_words = is_worded(field) && !term.is_prefix && !units(term.text).empty();
    if (!has_words) return base::refuse(fail("query.near_needs_words", term.at));
    texts.push_back(term.text);
  }
  Query query = make(kind, field, std::move(texts), at);
  query.distance = distance;
  return query;
}

}  // namespace zhidian::query
