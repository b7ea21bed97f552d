#include "query/cql_lex.hpp"

#include "query/limits.hpp"

namespace zhidian::query {

namespace {

constexpr std::string_view spaces = " \t\r\n";
constexpr std::string_view ends_word = " \t\r\n()=<>\"/";

std::size_t end_of_quoted(std::string_view text, std::size_t begin) {
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at;
    }
  }
  return std::string_view::npos;
}

std::size_t end_of_relation(std::string_view text, std::size_t begin) {
  const std::string_view two = text.substr(begin, 2);
  return begin + (two == "==" || two == "<=" || two == ">=" || two == "<>" ? 2 : 1);
}

}  // namespace

base::Result<std::vector<CqlToken>> lex_cql(std::string_view text) {
  if (text.size() > longest_text) {
    return base::refuse(
        fault("query.too_long_text", text.substr(0, longest_text), {longest_text, longest_text}, {{"limit", std::to_string(longest_text)}}));
  }
  std::vector<CqlToken> tokens;
  const auto add = [&](CqlToken::Sign sign, std::size_t begin, std::size_t end) {
    const std::size_t inset = sign == CqlToken::Sign::quoted ? 1 : 0;
    tokens.push_back({sign, std::string(text.substr(begin + inset, end - begin - 2 * inset)), {begin, end}});
    return end;
  };
  for (std::size_t at = 0; at < text.size();) {
    const char character = text[at];
    if (spaces.find(character) != std::string_view::npos) {
      ++at;
    } else if (character == '"') {
      const std::size_t end = end_of_quoted(text, at);
      if (end == std::string_view::npos) return base::refuse(fault("query.unclosed_quote", text, {at, text.size()}));
      at = add(CqlToken::Sign::quoted, at, end + 1);
    } else if (character == '=' || character == '<' || character == '>') {
      at = add(CqlToken::Sign::relation, at, end_of_relation(text, at));
    } else if (character == '(' || character == ')' || character == '/') {
      at = add(character == '(' ? CqlToken::Sign::open : character == ')' ? CqlToken::Sign::close : CqlToken::Sign::slash, at, at + 1);
    } else {
      at = add(CqlToken::Sign::word, at, std::min(text.find_first_of(ends_word, at), text.size()));
    }
  }
  tokens.push_back({CqlToken::Sign::end, {}, {text.size(), text.size()}});
  return tokens;
}

}  // namespace zhidian::query
