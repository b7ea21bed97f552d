#include "query/parse.hpp"

#include <algorithm>
#include <optional>

#include "query/classes.hpp"
#include "query/fold.hpp"
#include "query/lex.hpp"
#include "query/limits.hpp"
#include "query/normal.hpp"

namespace zhidian::query {

namespace {

/// What a text inside brackets is asked of.
struct Scope {
  const Field* field = nullptr;
  Relation relation = Relation::equal;
  bool is_list = false;  ///< inside the brackets of a field: a comma means one of them
};

/// Descends at most `deepest` levels. The first error is kept and the cursor put at the end, so that every loop stops.
class Parser {
 public:
  Parser(const Collection& collection, std::string_view text, std::vector<Token> tokens, const Sets& sets)
      : terms_(collection, text), tokens_(std::move(tokens)), sets_(sets) {}

  base::Result<Parsed> read() {
    Query query;
    if (now().sign != Sign::end) query = either({});
    if (now().sign == Sign::close) fail("query.stray_bracket", now());
    if (error_) return base::refuse(*std::move(error_));
    return terms_.finish(std::move(query));
  }

 private:
  const Token& now() const { return tokens_[at_]; }
  const Token& next() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
  void step() { at_ = std::min(at_ + 1, tokens_.size() - 1); }
  bool take(Sign sign) {
    if (now().sign != sign) return false;
    step();
    return true;
  }

  Query fail(base::Error error) {
    if (!error_) error_ = std::move(error);
    at_ = tokens_.size() - 1;
    return {};
  }
  Query fail(std::string id, const Token& token, std::map<std::string, std::string> params = {}) {
    return fail(terms_.fail(std::move(id), token.term.at, std::move(params)));
  }

  Query either(const Scope& scope) {
    std::vector<Query> parts{both(scope)};
    while (!error_ && (now().sign == Sign::either || (scope.is_list && now().sign == Sign::comma))) {
      step();
      parts.push_back(both(scope));
    }
    return join(Kind::any, std::move(parts));
  }

  Query both(const Scope& scope) {
    std::vector<Query> parts;
    bool is_number = is_number_next(scope);
    parts.push_back(unary(scope));
    while (!error_) {
      if (!scope.is_list && take(Sign::comma)) continue;
      const bool is_written = take(Sign::both);
      if (!is_written && !begins_operand()) break;
      const bool is_listed = !is_written && is_number;
      is_number = is_number_next(scope);
      Query part = unary(scope);
      if (is_listed && is_number) {
        parts.back() = normalise(join(Kind::any, {std::move(parts.back()), std::move(part)}));
      } else {
        parts.push_back(std::move(part));
      }
    }
    return join(Kind::all, std::move(parts));
  }

  bool begins_operand() const {
    const Sign sign = now().sign;
    return sign == Sign::word || sign == Sign::quoted || sign == Sign::open || sign == Sign::without || sign == Sign::relation;
  }

  /// Whether a number comes that stands alone: several of them side by side are a list.
  bool is_number_next(const Scope& scope) const {
    const Sign after = next().sign;
    if (now().sign != Sign::word || now().term.is_prefix || after == Sign::relation || after == Sign::near || after == Sign::before) return false;
    if (scope.field != nullptr) return scope.field->type == FieldType::number;
    const auto leaf = Terms(terms_).leaf(nullptr, Relation::equal, now().term);
    return leaf && leaf->kind == Kind::any;
  }

  Query unary(const Scope& scope) {
    bool is_negated = false;
    while (take(Sign::without)) is_negated = !is_negated;
    Query query = primary(scope);
    return is_negated ? join(Kind::none, {std::move(query)}) : query;
  }

  Query primary(const Scope& scope) {
    switch (now().sign) {
      case Sign::open: return group(scope);
      case Sign::word:
      case Sign::quoted: return next().sign == Sign::relation ? clause() : texts(scope);
      case Sign::relation: return fail("query.missing_field", now());
      case Sign::close: return depth_ > 0 ? fail("query.missing_operand", now()) : fail("query.stray_bracket", now());
      default: return fail("query.missing_operand", at_ == 0 || now().sign != Sign::end ? now() : tokens_[at_ - 1]);
    }
  }

  Query group(const Scope& scope) {
    const Token opening = now();
    if (++depth_ > deepest) return fail("query.too_deep", opening, {{"limit", std::to_string(deepest)}});
    step();
    if (now().sign == Sign::close) return fail("query.empty_group", opening);
    if (now().sign == Sign::end) return fail("query.unclosed_bracket", opening);
    Query query = either(scope);
    if (!error_ && !take(Sign::close)) return fail("query.unclosed_bracket", opening);
    --depth_;
    if (now().sign == Sign::near || now().sign == Sign::before) return fail("query.near_needs_words", opening);
    return query;
  }

  /// `field=value`
  Query clause() {
    const Token name = now();
    step();
    const Token relation = now();
    step();
    const auto field = terms_.field(name.term.text, name.term.at);
    if (!field) return fail(field.error());
    Scope scope{*field, relation.relation, false};
    Query query;
    if (now().sign == Sign::open) {
      scope.is_list = true;
      query = group(scope);
    } else if (now().sign == Sign::word || now().sign == Sign::quoted) {
      query = texts(scope);
    } else {
      return fail("query.missing_value", relation, {{"field", name.term.text}});
    }
    return relation.relation == Relation::unequal ? join(Kind::none, {std::move(query)}) : query;
  }

  /// A text, or several with distances between them.
  Query texts(const Scope& scope) {
    const Token first = now();
    std::vector<Term> terms{take_term(scope)};
    const Sign kind = now().sign;
    if (const auto number = named_set(scope, first)) {
      return kind == Sign::near || kind == Sign::before ? fail("query.near_needs_words", first) : set(*number, first);
    }
    if (kind != Sign::near && kind != Sign::before) return leaf(scope, terms.front());
    const int distance = now().distance;
    while (now().sign == Sign::near || now().sign == Sign::before) {
      const Token between = now();
      step();
      if (between.sign != kind || between.distance != distance) return fail("query.mixed_distances", between);
      if (now().sign == Sign::open) return fail("query.near_needs_words", now());
      if (now().sign != Sign::word && now().sign != Sign::quoted) return fail("query.missing_operand", between);
      if (named_set(scope, now())) return fail("query.near_needs_words", now());
      terms.push_back(take_term(scope));
    }
    return count(terms_.distance(scope.field, kind == Sign::near ? Kind::near : Kind::before, distance, terms));
  }

  /// The set a word names; inside `field=` it is a word.
  static std::optional<int> named_set(const Scope& scope, const Token& token) {
    return scope.field == nullptr && token.sign == Sign::word && !token.term.is_prefix ? set_number(token.term.text) : std::nullopt;
  }

  Query set(int number, const Token& token) { return count(terms_.set(sets_, number, token.term.at)); }

  /// `G09G 5/10` is one class, though there is a blank in it.
  Term take_term(const Scope& scope) {
    Term term = now().term;
    step();
    const bool is_class_field = scope.field != nullptr && scope.field->type == FieldType::classes;
    if (is_class_field && now().sign == Sign::word && canonical_class(term.text).size() == 4 && now().term.text.find('/') != std::string::npos &&
        is_class(term.text + now().term.text)) {
      term.text += now().term.text;
      term.at.end = now().term.at.end;
      term.is_prefix = now().term.is_prefix;
      step();
    }
    return term;
  }

  Query leaf(const Scope& scope, const Term& term) {
    if (scope.field == nullptr && term.is_prefix && term.text.empty()) return {};
    const Relation relation = scope.relation == Relation::unequal ? Relation::equal : scope.relation;
    return count(terms_.leaf(scope.field, relation, term));
  }

  Query count(base::Result<Query> query) {
    if (!query) return fail(std::move(query).error());
    terms_read_ += count_terms(*query);
    bytes_read_ += count_bytes(*query);
    if (bytes_read_ > longest_terms) return fail(terms_.fail("query.too_long_terms", query->at, {{"limit", std::to_string(longest_terms)}}));
    if (terms_read_ > most_terms) return fail(terms_.fail("query.too_many_terms", query->at, {{"limit", std::to_string(most_terms)}}));
    return *std::move(query);
  }

  Terms terms_;
  std::vector<Token> tokens_;
  const Sets& sets_;
  std::size_t at_ = 0, terms_read_ = 0, bytes_read_ = 0;
  int depth_ = 0;
  std::optional<base::Error> error_;
};

}  // namespace

base::Result<Parsed> parse(const Collection& collection, std::string_view text, const Sets& sets) {
  auto tokens = lex(collection, text);
  if (!tokens) return base::refuse(std::move(tokens).error());
  const bool is_blank = fold(text).empty();
  if (tokens->size() == 1 && !is_blank) return base::refuse(fault("query.no_words", text, {0, text.size()}));
  return Parser(collection, text, *std::move(tokens), sets).read();
}

}  // namespace zhidian::query
