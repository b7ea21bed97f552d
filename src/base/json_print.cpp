#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/value.hpp"

namespace zhidian::base {

namespace {

/// Compares by UTF-16 code units. UTF-8 order is the same except that a supplementary character (lead byte from F0)
/// comes before U+E000…U+FFFF (lead bytes EE, EF).
bool is_before_in_utf16(std::string_view left, std::string_view right) {
  const auto [a, b] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
  if (a == left.end() || b == right.end()) return a == left.end() && b != right.end();
  const auto x = static_cast<unsigned char>(*a), y = static_cast<unsigned char>(*b);
  const bool is_swapped = x >= 0xEE && y >= 0xEE && (x >= 0xF0) != (y >= 0xF0);
  return is_swapped ? x > y : x < y;
}

void print_escaped(char character, std::string& out) {
  switch (character) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\b': out += "\\b"; break;
    case '\f': out += "\\f"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    default: fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(character));
  }
}

void print_text(std::string_view text, std::string& out) {
  const auto stands_as_it_is = [](char character) { return static_cast<unsigned char>(character) >= 0x20 && character != '"' && character != '\\'; };
  out += '"';
  while (!text.empty()) {
    const auto run = static_cast<std::size_t>(std::ranges::find_if_not(text, stands_as_it_is) - text.begin());
    out += text.substr(0, run);
    text.remove_prefix(run);
    if (text.empty()) break;
    print_escaped(text.front(), out);
    text.remove_prefix(1);
  }
  out += '"';
}

void print_value(const Value& value, std::string& out);

void print_list(const Value::List& list, std::string& out) {
  out += '[';
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0) out += ',';
    print_value(list[i], out);
  }
  out += ']';
}

void print_map(const Value::Map& map, std::string& out) {
  std::vector<const Value::Map::value_type*> members;
  members.reserve(map.size());
  for (const auto& member : map) members.push_back(&member);
  std::sort(members.begin(), members.end(), [](const auto* left, const auto* right) { return is_before_in_utf16(left->first, right->first); });
  out += '{';
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (i > 0) out += ',';
    print_text(members[i]->first, out);
    out += ':';
    print_value(members[i]->second, out);
  }
  out += '}';
}

void print_value(const Value& value, std::string& out) {
  if (value.is_null()) {
    out += "null";
  } else if (value.is_bool()) {
    out += value.as_bool() ? "true" : "false";
  } else if (value.is_integer()) {
    out += std::to_string(value.as_integer());
  } else if (value.is_text()) {
    print_text(value.as_text(), out);
  } else if (value.is_list()) {
    print_list(value.as_list(), out);
  } else {
    print_map(value.as_map(), out);
  }
}

}  // namespace

std::string print_json(const Value& value) {
  std::string out;
  print_value(value, out);
  return out;
}

}  // namespace zhidian::base
