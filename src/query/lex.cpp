#include "query/lex.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "query/fold.hpp"
#include "query/limits.hpp"

namespace zhidian::query {

namespace {

constexpr std::size_t longest_field = 64;  // bytes, of a field before a colon

/// A character with signs of every width and language as one.
UChar32 plain(UChar32 character) {
  if (character >= 0xFF01 && character <= 0xFF5E) return character - 0xFEE0;
  switch (character) {
    case 0x3000: return ' ';
    case 0x201C:
    case 0x201D:
    case 0x201E: return '"';
    case 0x3001: return ',';
    default: return u_isUWhiteSpace(character) ? ' ' : character;
  }
}

bool is_plain_digit(UChar32 character) { return character >= '0' && character <= '9'; }

class Lexer {
 public:
  Lexer(const Collection& collection, std::string_view text) : collection_(collection), text_(text) { collect_long_names(); }

  base::Result<std::vector<Token>> read() {
    while (at_ < text_.size()) {
      if (peek() == ' ') {
        step();
      } else if (peek() == '"') {
        if (!read_quoted()) return base::refuse(fault("query.unclosed_quote", text_, {begin_, text_.size()}));
      } else if (!read_sign()) {
        read_word();
      }
    }
    begin_ = at_;
    add(Sign::end);
    return std::move(tokens_);
  }

 private:
  /// The character at a byte, and the byte after it.
  UChar32 read_at(std::size_t at, std::size_t& next) const {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text_.data());
    UChar32 character = 0;
    next = at;
    U8_NEXT_OR_FFFD(bytes, next, text_.size(), character);
    return plain(character);
  }
  UChar32 peek() const {
    std::size_t next = 0;
    return at_ < text_.size() ? read_at(at_, next) : 0;
  }
  UChar32 step() {
    const UChar32 character = read_at(at_, at_);
    return character;
  }
  /// What comes after the next character.
  UChar32 peek_second() const {
    std::size_t next = 0;
    read_at(at_, next);
    return next < text_.size() ? read_at(next, next) : 0;
  }
  bool take(UChar32 character) {
    if (peek() != character) return false;
    step();
    return true;
  }

  Token& add(Sign sign) {
    Token& token = tokens_.emplace_back();
    token.sign = sign;
    token.term.at = {begin_, at_};
    return token;
  }
  void add_relation(Relation relation) { add(Sign::relation).relation = relation; }

  void collect_long_names() {
    for (const Field& field : collection_.fields) {
      for (const std::string& name : field.names) {
        if (name.find_first_of(" ()/") != std::string::npos) long_names_.emplace_back(name, base::count_characters(name));
      }
    }
  }

  bool read_quoted() {
    begin_ = at_;
    step();
    std::string text;
    while (at_ < text_.size()) {
      const std::size_t here = at_;
      UChar32 character = step();
      if (character == '"') {
        const bool is_prefix = take('*');
        Token& token = add(Sign::quoted);
        token.term.text = std::move(text);
        token.term.is_quoted = true;
        token.term.is_prefix = is_prefix;
        return true;
      }
      const bool is_escaped = character == '\\' && (peek() == '"' || peek() == '\\');
      if (is_escaped) step();
      text += text_.substr(is_escaped ? here + 1 : here, at_ - (is_escaped ? here + 1 : here));
    }
    return false;
  }

  /// A bracket, comma, relation or operator sign.
  bool read_sign() {
    begin_ = at_;
    switch (peek()) {
      case '(':
        step();
        add(Sign::open);
        return true;
      case ')':
        step();
        add(Sign::close);
        return true;
      case ',':
      case ';':
        step();
        add(Sign::comma);
        return true;
      case '&':
        step();
        take('&');
        add(Sign::both);
        return true;
      case '|':
        step();
        take('|');
        add(Sign::either);
        return true;
      case '!': return read_exclamation();
      case '=':
        step();
        add_relation(take('=') ? Relation::exact : Relation::equal);
        return true;
      case '<':
        step();
        add_relation(take('=') ? Relation::at_most : Relation::less);
        return true;
      case '>':
        step();
        add_relation(take('=') ? Relation::at_least : Relation::more);
        return true;
      case 0x2264:
        step();
        add_relation(Relation::at_most);
        return true;
      case 0x2265:
        step();
        add_relation(Relation::at_least);
        return true;
      case ':':
        if (tokens_.empty() || tokens_.back().sign != Sign::word || collection_.named(tokens_.back().term.text) == nullptr) return false;
        step();
        add_relation(Relation::equal);
        return true;
      default: return false;
    }
  }

  bool read_exclamation() {
    step();
    if (take('=')) {
      add_relation(Relation::unequal);
    } else {
      add(Sign::without);
    }
    return true;
  }

  /// A name of a field that holds blanks or brackets, where a relation follows it.
  bool read_long_name() {
    for (const auto& [name, length] : long_names_) {
      std::size_t end = at_;
      for (std::size_t i = 0; i < length && end < text_.size(); ++i) read_at(end, end);
      if (fold(text_.substr(at_, end - at_)) != name) continue;
      std::size_t after = end;
      UChar32 character = ' ';
      while (character == ' ' && after < text_.size()) character = read_at(after, after);
      if (character != '=' && character != '<' && character != '>' && character != ':' && character != '!') continue;
      at_ = end;
      add(Sign::word).term.text = name;
      return true;
    }
    return false;
  }

  /// Whether a word ends before the next character.
  bool ends_word() {
    switch (peek()) {
      case ' ': return !is_split_number();
      case '(': return !is_edition();
      case ')':
      case '"':
      case ',':
      case ';':
      case '=':
      case '<':
      case '>':
      case '|':
      case 0x2264:
      case 0x2265: return true;
      case '!': return peek_second() == '=';
      case ':': return at_ - begin_ <= longest_field && collection_.named(text_.substr(begin_, at_ - begin_)) != nullptr;
      default: return false;
    }
  }

  /// `ZL 2010…` and `CN 2010…` are one word.
  bool is_split_number() const {
    if (at_ - begin_ > 6 || !is_plain_digit(peek_second())) return false;
    const std::string word = fold(text_.substr(begin_, at_ - begin_));
    return word == "zl" || word == "cn";
  }

  /// `(2006.01)` after a class belongs to it.
  bool is_edition() const {
    std::size_t next = at_;
    std::string shape;
    for (int i = 0; i < 9 && next < text_.size(); ++i) {
      const UChar32 character = read_at(next, next);
      shape += is_plain_digit(character) ? '0' : character < 0x80 ? static_cast<char>(character) : '?';
    }
    return shape == "(0000.00)";
  }

  void read_word() {
    if (read_long_name()) return;
    bool is_first = true;
    while (at_ < text_.size() && (is_first || !ends_word())) {
      if (!is_first && peek() == '(') {
        for (int i = 0; i < 9; ++i) step();
        continue;
      }
      step();
      is_first = false;
    }
    add_word(text_.substr(begin_, at_ - begin_));
  }

  void add_word(std::string_view word) {
    int distance = 0;
    if (const Sign sign = operator_of(word, distance); sign != Sign::word) {
      add(sign).distance = distance;
      return;
    }
    std::string text(word);
    bool is_prefix = false;
    for (const std::string_view star : {"*", "＊"}) {
      if (!text.ends_with(star)) continue;
      text.resize(text.size() - star.size());
      is_prefix = true;
      break;
    }
    const bool is_value = !tokens_.empty() && tokens_.back().sign == Sign::relation;
    const bool is_star = is_prefix && text.empty();
    if (!is_value && !is_star && text.find('*') == std::string::npos && units(text).empty()) {
      return;
    }
    Token& token = add(Sign::word);
    token.term.text = std::move(text);
    token.term.is_prefix = is_prefix;
  }

  const Collection& collection_;
  std::string_view text_;
  std::size_t at_ = 0, begin_ = 0;
  std::vector<Token> tokens_;
  std::vector<std::pair<std::string, std::size_t>> long_names_;  ///< folded, and their characters
};

}  // namespace

Sign operator_of(std::string_view word, int& distance) {
  if (word.size() > 32) return Sign::word;
  static constexpr std::array<std::pair<std::string_view, Sign>, 11> operators{{{"and", Sign::both},
                                                                                {"与", Sign::both},
                                                                                {"且", Sign::both},
                                                                                {"并且", Sign::both},
                                                                                {"or", Sign::either},
                                                                                {"或", Sign::either},
                                                                                {"或者", Sign::either},
                                                                                {"not", Sign::without},
                                                                                {"非", Sign::without},
                                                                                {"不含", Sign::without},
                                                                                {"andnot", Sign::without}}};
  static constexpr std::array<std::pair<std::string_view, Sign>, 5> distances{
      {{"near/", Sign::near}, {"邻近/", Sign::near}, {"before/", Sign::before}, {"pre/", Sign::before}, {"先后/", Sign::before}}};
  const std::string folded = fold(word);
  for (const auto& [name, sign] : operators) {
    if (folded == name) return sign;
  }
  for (const auto& [name, sign] : distances) {
    const std::string_view digits = std::string_view(folded).substr(std::min(name.size(), folded.size()));
    if (!folded.starts_with(name) || digits.empty() || digits.size() > 6) continue;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), distance);
    if (error == std::errc{} && end == digits.data() + digits.size()) return sign;
  }
  return Sign::word;
}

base::Result<std::vector<Token>> lex(const Collection& collection, std::string_view text) {
  if (text.size() > longest_text) {
    return base::refuse(
        fault("query.too_long_text", text.substr(0, longest_text), {longest_text, longest_text}, {{"limit", std::to_string(longest_text)}}));
  }
  return Lexer(collection, text).read();
}

}  // namespace zhidian::query
