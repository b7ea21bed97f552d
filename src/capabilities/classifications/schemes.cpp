#include "capabilities/classifications/schemes.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "base/text.hpp"
#include "query/classes.hpp"
#include "query/fold.hpp"

namespace zhidian::classifications {
namespace {

Label read_label(const YAML::Node& node) { return {node["zh"].as<std::string>(), node["en"].as<std::string>()}; }

/// 01 to 45.
bool is_nice_class(std::string_view two) { return two.size() == 2 && base::is_digits(two) && two >= "01" && two <= "45"; }

std::optional<std::string> read_nice(const std::string& text) {
  if (base::is_digits(text) && text.size() <= 3) {
    std::string code = query::canonical_class(text);
    return is_nice_class(code) ? std::optional(std::move(code)) : std::nullopt;
  }
  if (base::is_digits(text) && text.size() == 4 && is_nice_class(text.substr(0, 2))) return text;
  // The items of one country have a letter before their number.
  const std::string_view number = std::string_view(text).substr(!text.empty() && text[0] >= 'A' && text[0] <= 'Z' ? 1 : 0);
  return number.size() == 6 && base::is_digits(number) ? std::optional(text) : std::nullopt;
}

std::optional<std::string> read_dotted(const std::string& text) {
  const auto dots = static_cast<std::size_t>(std::ranges::count(text, '.'));
  if (text.empty() || text.size() > 12 || dots > 3 || text.front() == '.' || text.back() == '.' || text.find("..") != std::string::npos)
    return std::nullopt;
  const bool is_good = std::ranges::all_of(text, [](char each) { return base::is_digit(each) || each == '.'; });
  return is_good ? std::optional(text) : std::nullopt;
}

/// A text in capitals, without blanks.
std::string bare(std::string_view utf8) {
  std::string text;
  for (const char each : query::fold(utf8)) {
    if (each != ' ') text += each >= 'a' && each <= 'z' ? static_cast<char>(each - 'a' + 'A') : each;
  }
  return text;
}

}  // namespace

std::vector<Scheme> read_schemes(std::string_view yaml) {
  std::vector<Scheme> schemes;
  for (const YAML::Node& node : YAML::Load(std::string(yaml))["schemes"]) {
    Scheme scheme{node["id"].as<std::string>(), read_label(node), node["levels"].as<std::vector<std::string>>(), {}};
    if (const YAML::Node classes = node["classes"]) {
      for (const auto& member : classes) scheme.top.emplace(member.first.as<std::string>(), read_label(member.second));
    }
    schemes.push_back(std::move(scheme));
  }
  return schemes;
}

std::optional<std::string> read_code(const Scheme& scheme, std::string_view utf8) {
  const std::string text = bare(utf8);
  if (scheme.id == "nice") return read_nice(text);
  if (scheme.id == "sei") return read_dotted(text);
  if (scheme.id == "gbt4754") {
    const bool is_section = text.size() == 1 && text[0] >= 'A' && text[0] <= 'T';
    return is_section || (text.size() >= 2 && text.size() <= 4 && base::is_digits(text)) ? std::optional(text) : std::nullopt;
  }
  if (!query::is_class(utf8)) return std::nullopt;
  std::string code = query::canonical_class(utf8);
  const bool is_section_letter = code[0] >= 'A' && code[0] <= 'H';
  if (scheme.id == "ipc") return is_section_letter ? std::optional(std::move(code)) : std::nullopt;
  const bool is_locarno = base::is_digits(code.substr(0, 2)) && (code.size() == 2 || (code.size() == 5 && code[2] == '-'));
  return is_locarno ? std::optional(std::move(code)) : std::nullopt;
}

std::size_t level_of(const Scheme& scheme, std::string_view code) {
  if (scheme.id == "ipc") {
    if (code.size() <= 4) return code.size() == 1 ? 0 : code.size() - 2;
    return code.ends_with("/00") ? 3 : 4;
  }
  if (scheme.id == "nice") return code.size() == 2 ? 0 : code.size() == 4 ? 1 : 2;
  if (scheme.id == "sei") return static_cast<std::size_t>(std::ranges::count(code, '.'));
  if (scheme.id == "gbt4754") return code.size() - 1;
  return code.size() == 2 ? 0 : 1;
}

std::vector<std::string> codes_above(const Scheme& scheme, std::string_view code) {
  std::vector<std::string> above;
  if (scheme.id == "nice") {
    if (code.size() == 4) above.emplace_back(code.substr(0, 2));
  } else if (scheme.id == "sei") {
    for (std::size_t at = code.find('.'); at != std::string_view::npos; at = code.find('.', at + 1)) above.emplace_back(code.substr(0, at));
  } else if (scheme.id == "gbt4754") {
    for (std::size_t length = 2; length < code.size(); ++length) above.emplace_back(code.substr(0, length));
  } else {
    above = query::class_path(code);
    above.pop_back();
  }
  return above;
}

bool is_earlier(std::string_view one, std::string_view other) {
  std::size_t i = 0, j = 0;
  const auto number_at = [](std::string_view text, std::size_t& at) {
    while (at < text.size() && text[at] == '0') ++at;
    const std::size_t begin = at;
    while (at < text.size() && base::is_digit(text[at])) ++at;
    return text.substr(begin, at - begin);
  };
  while (i < one.size() && j < other.size()) {
    if (base::is_digit(one[i]) && base::is_digit(other[j])) {
      const std::string_view first = number_at(one, i), second = number_at(other, j);
      if (first.size() != second.size()) return first.size() < second.size();
      if (first != second) return first < second;
    } else {
      if (one[i] != other[j]) return one[i] < other[j];
      ++i, ++j;
    }
  }
  return i == one.size() && j < other.size();
}

}  // namespace zhidian::classifications
