#pragma once
#include <optional>

#include "base/result.hpp"
#include "query/collection.hpp"
#include "query/query.hpp"
#include "query/sets.hpp"

namespace zhidian::query {

/// What is asked of a field.
enum class Relation {
  equal,    ///< `=`: words, a number, a class with what stands below it, a day or range
  exact,    ///< `==`: the whole name, the class itself
  unequal,  ///< `!=`
  less,
  at_most,
  more,
  at_least,  ///< of dates
};

/// A text as it stands in a query.
struct Term {
  std::string text;
  Span at;
  bool is_prefix = false;  ///< followed by `*`
  bool is_quoted = false;
};

/// Something worth telling that does not stop the query: a wrong check digit.
struct Remark {
  std::string id;
  std::map<std::string, std::string> params;
  Span at;
};

/// A query as read, with what is to be told about it.
struct Parsed {
  Query query;
  std::vector<Remark> remarks;
};

/// An error at a place of the source. Parameters: begin, end (bytes), at (character, from 1), text (what stands there).
base::Error fault(std::string id, std::string_view source, Span at, std::map<std::string, std::string> params = {});

/// Turns texts into leaves as the field's type asks, the same for every notation.
class Terms {
 public:
  Terms(const Collection& collection, std::string_view source) : collection_(collection), source_(source) {}

  /// One leaf; without a field it asks any text, or the numbers where the text is a number in any spelling.
  /// Errors: query.no_words, query.bad_wildcard, query.exact_needs_a_name, query.not_comparable, query.bad_class, query.bad_date,
  /// query.reversed_range, query.unknown_value, query.bad_number.
  base::Result<Query> leaf(const Field* field, Relation relation, const Term& term);
  /// Several texts by their distance. Errors: query.near_needs_words, query.bad_distance.
  base::Result<Query> distance(const Field* field, Kind kind, int distance, const std::vector<Term>& terms) const;
  /// The field a query calls so. Errors: query.unknown_field {suggestion}.
  base::Result<const Field*> field(std::string_view name, Span at) const;

  /// What a set asked. Errors: query.unknown_set {known, suggestion}, query.no_sets.
  [[nodiscard]] base::Result<Query> set(const Sets& sets, int number, Span at) const;
  /// What was read, normalised. Errors: query.too_deep where a notation would need too many brackets for it.
  base::Result<Parsed> finish(Query query);

  [[nodiscard]] base::Error fail(std::string id, Span at, std::map<std::string, std::string> params = {}) const;
  std::vector<Remark> take_remarks() { return std::move(remarks_); }

 private:
  base::Result<Query> words(const Field* field, Relation relation, const Term& term) const;
  base::Result<Query> number(const std::string& field, const Term& term);
  base::Result<Query> class_of(const Field& field, Relation relation, const Term& term) const;
  base::Result<Query> days(const Field& field, Relation relation, const Term& term) const;
  base::Result<Query> code(const Field& field, const Term& term) const;
  std::optional<base::Result<Query>> bare_number(const Term& term);

  const Collection& collection_;
  std::string_view source_;
  std::vector<Remark> remarks_;
};

}  // namespace zhidian::query
