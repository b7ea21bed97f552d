#include "query/numbers.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "query/fold.hpp"

namespace zhidian::query {

namespace {

bool is_one_of(char character, std::string_view set) { return set.find(character) != std::string_view::npos; }

/// Capitals and digits only: 第…号, blanks, dots and dashes fall away; other characters stay as they are.
std::string bare(std::string_view utf8) {
  std::string text;
  for (const char character : fold(utf8)) {
    if (character >= 'a' && character <= 'z') {
      text += static_cast<char>(character - 'a' + 'A');
    } else if (base::is_digit(character) || static_cast<unsigned char>(character) >= 0x80) {
      text += character;
    }
  }
  for (const std::string_view before : {"第", "专利号", "申请号", "公开号", "公告号", "注册号", "申请公布号", "授权公告号"}) {
    if (text.starts_with(before)) text.erase(0, before.size());
  }
  if (text.ends_with("号")) text.erase(text.size() - std::string_view("号").size());
  return text;
}

/// `text` without the country or the sign of a granted patent.
std::string_view without_country(std::string_view text) {
  for (const std::string_view country : {"CN", "ZL"}) {
    if (text.starts_with(country)) return text.substr(country.size());
  }
  return text;
}

/// Year, then 1 invention, 2 utility model, 3 design, 8 and 9 the same by PCT. With twelve digits the year is enough to know a mistyped one.
bool is_application(std::string_view digits) {
  if (digits.size() == 12) return digits >= "2003" && digits < "2100";
  const std::string_view year = digits.substr(0, 2);
  return digits.size() == 8 && (year >= "85" || year <= "03") && is_one_of(digits[2], "12389");
}

char check_digit(std::string_view digits) {
  constexpr std::array weights{2, 3, 4, 5, 6, 7, 8, 9};
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) sum += (digits[i] - '0') * weights[i % weights.size()];
  const int rest = sum % 11;
  return rest == 10 ? 'X' : static_cast<char>('0' + rest);
}

/// 12 or 8 digits and perhaps a check digit; kind `other` where it is none.
Number read_application(std::string_view text) {
  const bool has_check = text.size() == 13 || text.size() == 9;
  const std::string_view digits = text.substr(0, has_check ? text.size() - 1 : text.size());
  if (!base::is_digits(digits) || !is_application(digits)) return {};
  Number number{Number::Kind::application, std::string(digits), false, {}};
  if (!has_check) return number;
  if (!base::is_digit(text.back()) && text.back() != 'X') return {};
  const char expected = check_digit(digits);
  number.is_check_wrong = expected != text.back();
  if (number.is_check_wrong) number.expected = number.canonical + '.' + expected;
  number.canonical += '.';
  number.canonical += text.back();
  return number;
}

/// 7 or 9 digits that begin with 1, 2 or 3 and perhaps a kind code such as A, U, S, B2, Y.
Number read_publication(std::string_view text) {
  const auto letter = std::ranges::find_if(text, base::is_capital);
  const std::string_view digits = text.substr(0, static_cast<std::size_t>(letter - text.begin()));
  const std::string_view kind = text.substr(digits.size());
  const bool is_kind = kind.empty() || (is_one_of(kind[0], "ABCUYS") && (kind.size() == 1 || (kind.size() == 2 && base::is_digit(kind[1]))));
  const bool is_number = base::is_digits(digits) && (digits.size() == 7 || digits.size() == 9) && digits[0] >= '1' && digits[0] <= '3';
  if (!is_kind || !is_number) return {};
  return {Number::Kind::publication, std::string(text), false, {}};
}

}  // namespace

Number read_number(std::string_view utf8) {
  const std::string text = bare(utf8);
  const std::string_view core = without_country(text);
  for (Number number : {read_application(core), read_publication(core)}) {
    if (number.kind != Number::Kind::other) return number;
  }
  return {Number::Kind::other, text, false, {}};
}

std::vector<std::string> number_keys(std::string_view utf8) {
  const Number number = read_number(utf8);
  std::vector<std::string> keys{number.canonical};
  const std::size_t end = number.kind == Number::Kind::application ? number.canonical.find('.') : number.canonical.find_first_of("ABCUYS");
  if (number.kind != Number::Kind::other && end != std::string::npos) keys.push_back(number.canonical.substr(0, end));
  return keys;
}

bool is_patent_number(std::string_view utf8) {
  const Number number = read_number(utf8);
  if (number.kind == Number::Kind::other) return false;
  const bool is_bare_publication = number.kind == Number::Kind::publication && base::is_digits(bare(utf8));
  return !is_bare_publication || number.canonical.size() == 9;
}

std::string canonical_number_prefix(std::string_view utf8) {
  const std::string text = bare(utf8);
  const Number number = read_number(utf8);
  const bool is_whole = number.kind == Number::Kind::application && number.canonical.find('.') != std::string::npos;
  const std::string_view core = without_country(text);
  return is_whole ? number.canonical : std::string(core.empty() || base::is_digit(core[0]) ? core : std::string_view(text));
}

}  // namespace zhidian::query
