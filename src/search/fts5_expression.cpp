#include "search/fts5_expression.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "search/fts5_tokenizer.hpp"

namespace zhidian::search {

using query::Kind;
using query::Query;

std::optional<Phrase> make_phrase(std::string_view text, bool is_prefix) {
  const auto units = query::units(text);
  if (units.empty()) return std::nullopt;
  Phrase phrase{"\"", static_cast<int>(units.size())};
  for (const query::Unit& unit : units) {
    if (phrase.expression.size() > 1) phrase.expression += ' ';
    phrase.expression += unit.text;
  }
  phrase.expression += '"';
  if ((is_prefix && !units.back().is_single) || ends_in_single_character(units)) phrase.expression += '*';
  return phrase;
}

std::string in_texts(const Layout& layout, const std::vector<std::size_t>& texts, std::string_view expression) {
  if (texts.size() == layout.texts().size()) return fmt::format("({})", expression);
  std::vector<std::string_view> names;
  for (const std::size_t text : texts) names.push_back(layout.texts()[text]->id);
  return fmt::format("({{{}}} : ({}))", fmt::join(names, " "), expression);
}

std::vector<const query::Field*> asked_fields(const query::Collection& collection, const Query& leaf) {
  std::vector<const query::Field*> fields;
  for (const query::Field& field : collection.fields) {
    if (leaf.field.empty() ? field.weight > 0 : field.id == leaf.field) fields.push_back(&field);
  }
  return fields;
}

std::vector<std::size_t> asked_texts(const Layout& layout, const std::vector<const query::Field*>& fields) {
  std::vector<std::size_t> texts;
  for (const query::Field* field : fields) {
    if (const auto text = layout.text_of(field->id)) texts.push_back(*text);
  }
  return texts;
}

std::string join_all(const std::vector<std::string>& wanted, const std::vector<std::string>& excluded) {
  std::string expression = wanted.size() == 1 ? wanted.front() : fmt::format("({})", fmt::join(wanted, " AND "));
  if (!excluded.empty()) expression = fmt::format("({} NOT {})", expression, join_any(excluded));
  return expression;
}

std::string join_any(const std::vector<std::string>& wanted) {
  return wanted.size() == 1 ? wanted.front() : fmt::format("({})", fmt::join(wanted, " OR "));
}

namespace {

/// One phrase in texts; empty where the leaf asks anything else, or other fields too.
std::optional<std::string> compile_leaf(const query::Collection& collection, const Layout& layout, const Query& leaf) {
  if ((leaf.kind != Kind::words && leaf.kind != Kind::prefix) || leaf.text.size() != 1) return std::nullopt;
  const auto fields = asked_fields(collection, leaf);
  const auto texts = asked_texts(layout, fields);
  if (texts.empty() || texts.size() != fields.size()) return std::nullopt;
  const auto phrase = make_phrase(leaf.text.front(), leaf.kind == Kind::prefix);
  if (!phrase) return std::nullopt;
  return in_texts(layout, texts, phrase->expression);
}

}  // namespace

std::optional<std::string> compile_part(const query::Collection& collection, const Layout& layout, const Query& part) {
  if (part.kind != Kind::all && part.kind != Kind::any) return compile_leaf(collection, layout, part);
  std::vector<std::string> wanted, excluded;
  for (const Query& inner : part.parts) {
    const bool is_excluded = part.kind == Kind::all && inner.kind == Kind::none;
    if (!is_excluded) {
      auto expression = compile_part(collection, layout, inner);
      if (!expression) return std::nullopt;
      wanted.push_back(std::move(*expression));
      continue;
    }
    for (const Query& unwanted : inner.parts) {
      auto expression = compile_part(collection, layout, unwanted);
      if (!expression) return std::nullopt;
      excluded.push_back(std::move(*expression));
    }
  }
  if (wanted.empty()) return std::nullopt;
  return part.kind == Kind::all ? join_all(wanted, excluded) : join_any(wanted);
}

namespace {

/// The expression of a part with what it tells about itself.
struct ScoredPart {
  Scored scored;
  bool is_complete = false;  ///< it finds every document the part asks for
};

std::optional<ScoredPart> score_leaf(const query::Collection& collection, const Layout& layout, const Query& leaf) {
  const bool is_textual = leaf.kind == Kind::words || leaf.kind == Kind::prefix || leaf.kind == Kind::near || leaf.kind == Kind::before;
  const auto fields = asked_fields(collection, leaf);
  const auto texts = asked_texts(layout, fields);
  if (!is_textual || texts.empty()) return std::nullopt;
  ScoredPart part;
  part.is_complete = texts.size() == fields.size();
  for (const std::string& text : leaf.text) {
    if (const auto phrase = make_phrase(text, leaf.kind == Kind::prefix)) part.scored.phrases.push_back(in_texts(layout, texts, phrase->expression));
  }
  if (part.scored.phrases.empty()) return std::nullopt;
  part.scored.expression = join_all(part.scored.phrases, {});
  return part;
}

std::optional<ScoredPart> score_part(const query::Collection& collection, const Layout& layout, const Query& query) {
  if (query.kind == Kind::none || query.kind == Kind::everything) return std::nullopt;
  if (query.kind != Kind::all && query.kind != Kind::any) return score_leaf(collection, layout, query);
  ScoredPart joined{{}, true};
  std::vector<std::string> expressions;
  bool are_complete = true;
  for (const Query& inner : query.parts) {
    auto part = score_part(collection, layout, inner);
    if (!part) {
      if (query.kind == Kind::any) are_complete = false;
      continue;
    }
    are_complete = are_complete && part->is_complete;
    expressions.push_back(part->scored.expression);
    for (std::string& phrase : part->scored.phrases) joined.scored.phrases.push_back(std::move(phrase));
  }
  if (expressions.empty()) return std::nullopt;
  joined.is_complete = are_complete;
  if (query.kind == Kind::all && are_complete) {
    joined.scored.expression = join_all(expressions, {});
  } else {
    joined.scored.expression = query.kind == Kind::any ? join_any(expressions) : join_any(joined.scored.phrases);
  }
  return joined;
}

}  // namespace

std::optional<Scored> compile_score(const query::Collection& collection, const Layout& layout, const Query& query) {
  auto part = score_part(collection, layout, query);
  if (!part) return std::nullopt;
  return std::move(part->scored);
}

}  // namespace zhidian::search
