#include "query/print.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "query/fold.hpp"
#include "query/lex.hpp"
#include "query/sets.hpp"

namespace zhidian::query {

namespace {

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool must_escape = text[i] == '"' || text[i] == '\\';
    for (const std::string_view mark : {"“", "”", "„", "＂", "＼"}) must_escape = must_escape || text.substr(i).starts_with(mark);
    if (must_escape) out += '\\';
    out += text[i];
  }
  return out + '"';
}

class Printer {
 public:
  Printer(const Collection& collection, Language language) : collection_(collection), language_(language) {}

  std::string print(const Query& query) const {
    switch (query.kind) {
      case Kind::everything: return "*";
      case Kind::all: return list(query, " AND ");
      case Kind::any: return list(query, " OR ");
      case Kind::none: return "NOT " + operand(query.parts.front());
      default: return name(query) + value(query);
    }
  }

 private:
  static bool is_list(const Query& query) { return query.kind == Kind::all || query.kind == Kind::any; }
  std::string operand(const Query& query) const { return is_list(query) ? '(' + print(query) + ')' : print(query); }

  std::string list(const Query& query, std::string_view separator) const {
    std::string text;
    for (const Query& part : query.parts) {
      const bool is_without = !text.empty() && query.kind == Kind::all && part.kind == Kind::none;
      if (!text.empty()) text += is_without ? std::string_view(" ") : separator;
      text += operand(part);
    }
    return text;
  }

  const Field* field(const Query& query) const { return query.field.empty() ? nullptr : collection_.find(query.field); }

  std::string name(const Query& query) const {
    if (query.field.empty()) return {};
    const Field* found = field(query);
    const bool is_whole = query.kind == Kind::exact && found != nullptr && (found->type == FieldType::classes || found->type == FieldType::name);
    const std::string name = found != nullptr && language_ == Language::zh && !found->names.empty() ? found->names.front() : query.field;
    return name + (is_whole ? "==" : "=");
  }

  std::string value(const Query& query) const {
    switch (query.kind) {
      case Kind::near: return distance(query, " NEAR/");
      case Kind::before: return distance(query, " BEFORE/");
      case Kind::range: return range(query);
      case Kind::prefix: return prefix(query);
      case Kind::words: return text(query.text.front(), query.field.empty());
      default: return values(query);
    }
  }

  std::string distance(const Query& query, std::string_view sign) const {
    std::string all = "(";
    for (const std::string& one : query.text) {
      if (all.size() > 1) all += fmt::format("{}{} ", sign, query.distance);
      all += text(one, false);
    }
    return all + ')';
  }

  static std::string range(const Query& query) {
    if (query.low == query.high) return query.low;
    return query.low + ".." + query.high;
  }

  std::string prefix(const Query& query) const { return text(query.text.front(), false) + '*'; }

  std::string values(const Query& query) const {
    std::string all;
    for (const std::string& one : query.text) {
      if (!all.empty()) all += ", ";
      all += text(label(query, one), false);
    }
    return query.text.size() == 1 ? all : '(' + all + ')';
  }

  std::string label(const Query& query, const std::string& value) const {
    const Field* found = field(query);
    if (found == nullptr) return value;
    const auto labels = found->values.find(value);
    if (labels == found->values.end()) return value;
    return language_ == Language::zh ? labels->second.first : labels->second.second;
  }

  /// Bare where it reads back as the same one word, otherwise in quotation marks.
  std::string text(const std::string& text, bool may_be_number) const {
    const auto tokens = lex(collection_, text);
    const bool is_word = tokens && tokens->size() == 2 && tokens->front().sign == Sign::word && tokens->front().term.text == text;
    const bool is_plain = is_word && text.find_first_of("*%:\\") == std::string::npos && !units(text).empty();
    const bool is_number = may_be_number && fold(text).find_first_of("0123456789") != std::string::npos;
    return is_plain && !is_number && !set_number(text) ? text : in_quotes(text);
  }

  const Collection& collection_;
  Language language_;
};

}  // namespace

std::string print(const Collection& collection, const Query& query, Language language) { return Printer(collection, language).print(query); }

}  // namespace zhidian::query
