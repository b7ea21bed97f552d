#include "query/cql.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "query/cql_lex.hpp"
#include "query/fold.hpp"
#include "query/limits.hpp"
#include "query/normal.hpp"

namespace zhidian::query {

namespace {

/// What stands after `prox`.
struct Prox {
  int distance = 0;
  bool is_ordered = false;
};

/// The first error is kept and the cursor put at the end, so that every loop stops.
class CqlParser {
 public:
  CqlParser(const Collection& collection, std::string_view text, std::vector<CqlToken> tokens, const Sets& sets)
      : terms_(collection, text), tokens_(std::move(tokens)), sets_(sets) {}

  base::Result<Parsed> read() {
    Query query;
    if (now().sign != CqlToken::Sign::end) query = clauses();
    if (now().sign == CqlToken::Sign::close) fail("query.stray_bracket", now().at);
    if (!error_ && now().sign != CqlToken::Sign::end) fail("query.cql_operator_expected", now().at);
    if (error_) return base::refuse(*std::move(error_));
    return terms_.finish(std::move(query));
  }

 private:
  const CqlToken& now() const { return tokens_[at_]; }
  const CqlToken& peek(std::size_t ahead) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  CqlToken take() {
    CqlToken token = now();
    at_ = std::min(at_ + 1, tokens_.size() - 1);
    return token;
  }
  static bool is_text(const CqlToken& token) { return token.sign == CqlToken::Sign::word || token.sign == CqlToken::Sign::quoted; }
  static bool is_word(const CqlToken& token, std::string_view word) {
    return token.sign == CqlToken::Sign::word && token.text.size() <= 16 && fold(token.text) == word;
  }
  static bool is_operator(const CqlToken& token) {
    return std::ranges::any_of(std::initializer_list<std::string_view>{"and", "or", "not", "prox"}, [&](auto word) { return is_word(token, word); });
  }

  Query fail(base::Error error) {
    if (!error_) error_ = std::move(error);
    at_ = tokens_.size() - 1;
    return {};
  }
  Query fail(std::string id, Span at, std::map<std::string, std::string> params = {}) {
    return fail(terms_.fail(std::move(id), at, std::move(params)));
  }

  /// Clauses with operators of one strength, from left to right.
  Query clauses() {
    Query left = clause();
    while (!error_ && is_operator(now())) {
      const CqlToken word = take();
      if (is_word(word, "prox")) {
        left = prox(std::move(left), word);
      } else if (now().sign == CqlToken::Sign::slash) {
        return fail("query.cql_unsupported", now().at);
      } else {
        Query right = clause();
        if (is_word(word, "not")) right = join(Kind::none, {std::move(right)});
        left = add(is_word(word, "or") ? Kind::any : Kind::all, std::move(left), std::move(right));
      }
    }
    return left;
  }

  static Query add(Kind kind, Query left, Query right) {
    if (left.kind != kind) return join(kind, {std::move(left), std::move(right)});
    left.at.end = right.at.end;
    left.parts.push_back(std::move(right));
    return left;
  }

  Query clause() {
    if (now().sign == CqlToken::Sign::open) return group();
    if (now().sign == CqlToken::Sign::close && depth_ == 0) return fail("query.stray_bracket", now().at);
    if (!is_text(now()) || is_operator(now())) return fail("query.missing_operand", now().at);
    const CqlToken first = take();
    if (now().sign == CqlToken::Sign::relation) return related(first, take());
    const bool is_named = now().sign == CqlToken::Sign::word && !is_operator(now()) && is_text(peek(1));
    if (is_named) return related(first, take());
    const auto number = first.sign == CqlToken::Sign::word ? set_number(first.text) : std::nullopt;
    return number ? count(terms_.set(sets_, *number, first.at), first.at) : leaf(nullptr, Relation::equal, first);
  }

  Query group() {
    const CqlToken opening = take();
    if (++depth_ > deepest) return fail("query.too_deep", opening.at, {{"limit", std::to_string(deepest)}});
    Query query = clauses();
    if (!error_ && now().sign == CqlToken::Sign::end) return fail("query.unclosed_bracket", opening.at);
    if (!error_ && now().sign != CqlToken::Sign::close) return fail("query.cql_operator_expected", now().at);
    take();
    --depth_;
    return query;
  }

  /// `index relation term`
  Query related(const CqlToken& index, const CqlToken& relation) {
    if (now().sign == CqlToken::Sign::slash) return fail("query.cql_unsupported", now().at);
    if (!is_text(now())) return fail("query.missing_value", relation.at, {{"field", index.text}});
    const CqlToken term = take();
    const std::string name = fold(index.text);
    if (name == "cql.allrecords") return {};
    const Field* field = nullptr;
    if (name != "cql.serverchoice" && name != "cql.anywhere") {
      const auto found = terms_.field(index.text, index.at);
      if (!found) return fail(found.error());
      field = *found;
    }
    return related(field, fold(relation.text), relation.at, term);
  }

  Query related(const Field* field, const std::string& relation, Span at, CqlToken term) {
    static const std::map<std::string, Relation> relations{{"=", Relation::equal},     {"adj", Relation::equal},   {"==", Relation::exact},
                                                           {"exact", Relation::exact}, {"<", Relation::less},      {"<=", Relation::at_most},
                                                           {">", Relation::more},      {">=", Relation::at_least}, {"<>", Relation::unequal}};
    if (const auto found = relations.find(relation); found != relations.end()) {
      if (found->second == Relation::unequal) return join(Kind::none, {leaf(field, Relation::equal, term)});
      return leaf(field, found->second, term);
    }
    if (relation == "within" && field != nullptr && field->type == FieldType::date) {
      if (const std::size_t space = term.text.find(' '); space != std::string::npos) term.text.replace(space, 1, "..");
      return leaf(field, Relation::equal, term);
    }
    if (relation == "any" || relation == "all") return each_word(field, relation == "any" ? Kind::any : Kind::all, term);
    return fail("query.cql_unsupported", at);
  }

  Query each_word(const Field* field, Kind kind, const CqlToken& term) {
    std::vector<Query> parts;
    for (std::size_t begin = 0; begin < term.text.size() && !error_;) {
      const std::size_t end = std::min(term.text.find(' ', begin), term.text.size());
      if (end > begin) parts.push_back(leaf(field, Relation::equal, {CqlToken::Sign::quoted, term.text.substr(begin, end - begin), term.at}));
      begin = end + 1;
    }
    return parts.empty() ? fail("query.no_words", term.at) : join(kind, std::move(parts));
  }

  Query prox(Query left, const CqlToken& word) {
    const auto wanted = modifiers(word);
    if (!wanted) return {};
    const Query right = clause();
    if (error_) return {};
    const Kind kind = wanted->is_ordered ? Kind::before : Kind::near;
    const bool is_longer = left.kind == Kind::near || left.kind == Kind::before;
    if (is_longer && (left.kind != kind || left.distance != wanted->distance)) return fail("query.mixed_distances", word.at);
    if ((left.kind != Kind::words && !is_longer) || right.kind != Kind::words || left.field != right.field)
      return fail("query.near_needs_words", word.at);
    left.kind = kind;
    left.distance = wanted->distance;
    left.text.push_back(right.text.front());
    left.at.end = right.at.end;
    return left;
  }

  /// `/unit=word/distance<=6/ordered`; a distance of 1 are neighbours.
  std::optional<Prox> modifiers(const CqlToken& word) {
    Prox prox;
    while (now().sign == CqlToken::Sign::slash) {
      take();
      const CqlToken name = take();
      if (is_word(name, "ordered") || is_word(name, "unordered")) {
        prox.is_ordered = is_word(name, "ordered");
        continue;
      }
      const CqlToken relation = take(), value = take();
      int number = 0;
      const auto [end, error] = std::from_chars(value.text.data(), value.text.data() + value.text.size(), number);
      const bool is_number = error == std::errc{} && end == value.text.data() + value.text.size();
      if (is_word(name, "unit") && relation.text == "=" && is_word(value, "word")) continue;
      if (!is_word(name, "distance") || (relation.text != "<=" && relation.text != "<") || !is_number) {
        fail("query.cql_unsupported", name.at);
        return std::nullopt;
      }
      prox.distance = number - (relation.text == "<" ? 2 : 1);
      if (prox.distance < 0 || prox.distance > longest_distance) {
        fail("query.bad_distance", {word.at.begin, value.at.end}, {{"limit", std::to_string(longest_distance)}});
        return std::nullopt;
      }
    }
    return prox;
  }

  Query leaf(const Field* field, Relation relation, const CqlToken& token) {
    Term term{{}, token.at, false, token.sign == CqlToken::Sign::quoted};
    for (std::size_t i = 0; i < token.text.size(); ++i) {
      const char character = token.text[i];
      if (character == '*' && i + 1 == token.text.size() && i > 0) {
        term.is_prefix = true;
      } else if (character == '*' || character == '?' || character == '^') {
        return fail("query.bad_wildcard", token.at);
      } else {
        if (character == '\\' && i + 1 < token.text.size()) ++i;
        term.text += token.text[i];
      }
    }
    return count(terms_.leaf(field, relation, term), token.at);
  }

  Query count(base::Result<Query> query, Span at) {
    if (!query) return fail(std::move(query).error());
    terms_read_ += count_terms(*query);
    bytes_read_ += count_bytes(*query);
    if (bytes_read_ > longest_terms) return fail("query.too_long_terms", at, {{"limit", std::to_string(longest_terms)}});
    if (terms_read_ > most_terms) return fail("query.too_many_terms", at, {{"limit", std::to_string(most_terms)}});
    return *std::move(query);
  }

  Terms terms_;
  std::vector<CqlToken> tokens_;
  const Sets& sets_;
  std::size_t at_ = 0, terms_read_ = 0, bytes_read_ = 0;
  int depth_ = 0;
  std::optional<base::Error> error_;
};

}  // namespace

base::Result<Parsed> parse_cql(const Collection& collection, std::string_view text, const Sets& sets) {
  auto tokens = lex_cql(text);
  if (!tokens) return base::refuse(std::move(tokens).error());
  return CqlParser(collection, text, *std::move(tokens), sets).read();
}

}  // namespace zhidian::query
