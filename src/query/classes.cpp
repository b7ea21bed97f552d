#include "query/classes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "query/fold.hpp"

namespace zhidian::query {

namespace {

/// Capitals, without blanks and without the edition and what follows it: `(2006.01)I`.
std::string bare_class(std::string_view utf8) {
  std::string text;
  for (const char character : fold(utf8)) {
    if (character == '(') break;
    if (character != ' ') text += character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A') : character;
  }
  return text;
}

std::string_view without_zeros(std::string_view digits) {
  while (digits.size() > 1 && digits[0] == '0') digits.remove_prefix(1);
  return digits;
}

/// A class of IPC or CPC in its parts; the later ones may be missing.
struct Parts {
  std::string section, main_class, subclass, group, subgroup;  ///< "E", "01", "B", "3", "32"
};

std::optional<Parts> read_parts(std::string_view text) {
  Parts parts;
  if (text.empty() || !((text[0] >= 'A' && text[0] <= 'H') || text[0] == 'Y')) return std::nullopt;
  parts.section = text.substr(0, 1);
  if (text.size() == 1) return parts;
  if (text.size() < 3 || !base::is_digits(text.substr(1, 2))) return std::nullopt;
  parts.main_class = text.substr(1, 2);
  if (text.size() == 3) return parts;
  if (!base::is_capital(text[3])) return std::nullopt;
  parts.subclass = text.substr(3, 1);
  if (text.size() == 4) return parts;
  const std::string_view rest = text.substr(4);
  const std::string_view group = rest.substr(0, rest.find('/'));
  const std::string_view subgroup = group.size() == rest.size() ? "00" : rest.substr(group.size() + 1);
  if (!base::is_digits(group) || !base::is_digits(subgroup) || group.size() > 4 || subgroup.size() < 2 || subgroup.size() > 6) return std::nullopt;
  parts.group = without_zeros(group);
  parts.subgroup = subgroup;
  return parts;
}

/// Locarno `14-03`: class and subclass of two digits.
std::optional<std::string> read_pair(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::string_view first = text.substr(0, dash), second = text.substr(dash + 1);
  if (!base::is_digits(first) || !base::is_digits(second) || first.size() > 2 || second.size() > 2) return std::nullopt;
  return fmt::format("{:0>2}-{:0>2}", first, second);
}

std::optional<std::string> read_class(std::string_view utf8) {
  const std::string text = bare_class(utf8);
  if (const auto parts = read_parts(text)) {
    const std::string subclass = parts->section + parts->main_class + parts->subclass;
    return parts->group.empty() ? subclass : fmt::format("{}{}/{}", subclass, parts->group, parts->subgroup);
  }
  if (auto pair = read_pair(text)) return pair;
  if (base::is_digits(text) && text.size() <= 3) return fmt::format("{:0>2}", without_zeros(text));
  if (text.size() == 4 && base::is_digits(text)) return text;
  return std::nullopt;
}

}  // namespace

std::string canonical_class(std::string_view utf8) { return read_class(utf8).value_or(bare_class(utf8)); }

std::string canonical_class_prefix(std::string_view utf8) { return bare_class(utf8); }

bool is_class(std::string_view utf8) { return read_class(utf8).has_value(); }

std::vector<std::string> class_path(std::string_view utf8) {
  const std::string code = canonical_class(utf8);
  std::vector<std::string> path;
  if (const auto parts = read_parts(code)) {
    for (const std::size_t length : {1, 3, 4}) {
      if (length < code.size()) path.push_back(code.substr(0, length));
    }
    if (!parts->group.empty() && parts->subgroup != "00") {
      const std::string group = parts->section + parts->main_class + parts->subclass + parts->group + '/';
      path.push_back(group + "00");
      for (std::size_t digits = 2; digits < parts->subgroup.size(); ++digits) path.push_back(group + parts->subgroup.substr(0, digits));
    }
  } else if ((code.size() == 5 && code[2] == '-') || (code.size() == 4 && base::is_digits(code))) {
    path.push_back(code.substr(0, 2));
  }
  path.push_back(code);
  return path;
}

}  // namespace zhidian::query
