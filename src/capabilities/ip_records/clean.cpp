#include "capabilities/ip_records/clean.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/date.hpp"
#include "base/text.hpp"
#include "query/fold.hpp"
#include "query/numbers.hpp"

namespace zhidian::ip_records {
namespace {

/// Characters a blank between them belongs to no word: Han and full-width punctuation.
bool is_wide(UChar32 character) {
  if (character < 0x2E80) return false;
  const int width = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

bool is_unseen(UChar32 character) {
  if (character == '\t' || character == '\n' || character == '\r') return false;
  const auto type = u_charType(character);
  return type == U_CONTROL_CHAR || type == U_FORMAT_CHAR;
}

void append(std::string& text, UChar32 character) {
  std::array<char, U8_MAX_LENGTH> bytes;
  std::size_t length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, character);
  text.append(bytes.data(), length);
}

std::string digits_and_separators(std::string_view utf8) {
  std::string plain;
  for (const char each : query::fold(utf8)) plain += base::is_digit(each) ? each : ' ';
  return plain;
}

std::optional<std::string> date_of(std::string_view year, std::string_view month, std::string_view day) {
  const auto two = [](std::string_view digits) { return (digits.size() == 1 ? "0" : "") + std::string(digits); };
  const std::string text = std::string(year) + "-" + two(month) + "-" + two(day);
  return base::parse_date(text) ? std::optional(text) : std::nullopt;
}

}  // namespace

std::string clean_text(std::string_view utf8) {
  std::string text;
  UChar32 before = 0;
  bool is_blank_open = false;
  const auto length = static_cast<std::int64_t>(utf8.size());
  for (std::int64_t i = 0; i < length;) {
    UChar32 character = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(utf8.data()), i, length, character);
    if (is_unseen(character)) continue;
    if (u_isUWhiteSpace(character)) {
      is_blank_open = true;
      continue;
    }
    if (is_blank_open && before != 0 && !(is_wide(before) && is_wide(character))) text += ' ';
    is_blank_open = false;
    append(text, character);
    before = character;
  }
  return text;
}

std::optional<std::string> clean_date(std::string_view utf8) {
  const std::string plain = digits_and_separators(utf8);
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at < plain.size();) {
    const std::size_t begin = plain.find_first_not_of(' ', at);
    if (begin == std::string::npos) break;
    at = std::min(plain.find(' ', begin), plain.size());
    parts.push_back(std::string_view(plain).substr(begin, at - begin));
  }
  if (parts.size() == 1 && parts[0].size() == 8) return date_of(parts[0].substr(0, 4), parts[0].substr(4, 2), parts[0].substr(6, 2));
  if (parts.size() < 3 || parts[0].size() != 4 || parts[1].size() > 2 || parts[2].size() > 2) return std::nullopt;
  return date_of(parts[0], parts[1], parts[2]);
}

std::vector<std::string> split_values(std::string_view utf8) {
  std::vector<std::string> values;
  std::string plain(utf8);
  for (std::size_t at = plain.find("；"); at != std::string::npos; at = plain.find("；", at)) plain.replace(at, 3, ";");
  for (std::size_t begin = 0; begin <= plain.size();) {
    const std::size_t end = std::min(plain.find_first_of(";\r\n", begin), plain.size());
    std::string value = clean_text(std::string_view(plain).substr(begin, end - begin));
    if (!value.empty() && std::ranges::find(values, value) == values.end()) values.push_back(std::move(value));
    begin = end + 1;
  }
  return values;
}

bool is_name(std::string_view utf8) {
  const std::string folded = query::fold(utf8);
  constexpr std::array<std::string_view, 6> stand_ins = {"请求不公布姓名", "请求不公开姓名", "不公告发明人", "不公告设计人", "不公布姓名", "无"};
  return !folded.empty() &&
         std::ranges::none_of(stand_ins, [&](std::string_view each) { return folded == each || folded == "(" + std::string(each) + ")"; });
}

std::string clean_agency(std::string_view utf8) {
  std::string name = clean_text(utf8);
  const std::string_view closing = name.ends_with("）") ? "）" : name.ends_with(')') ? ")" : "";
  std::size_t end = name.size() - closing.size(), begin = end;
  while (begin > 0 && base::is_digit(name[begin - 1])) --begin;
  if (end - begin != 5) return name;
  if (!closing.empty()) {
    const std::string_view head = std::string_view(name).substr(0, begin);
    if (head.ends_with('(')) begin -= 1;
    if (head.ends_with("（")) begin -= 3;
  }
  return begin == 0 ? name : base::trim(std::string_view(name).substr(0, begin));
}

CleanNumber clean_number(std::string_view utf8) {
  const query::Number number = query::read_number(utf8);
  if (number.kind == query::Number::Kind::other) return {number.canonical, false};
  return {"CN" + number.canonical, number.is_check_wrong};
}

Region find_region(std::string_view address, const query::Field* provinces) {
  std::string text = clean_text(address);
  std::string_view rest = text;
  while (!rest.empty() && (base::is_digit(rest.front()) || rest.front() == ' ')) rest.remove_prefix(1);
  if (rest.starts_with("中国")) rest.remove_prefix(std::string_view("中国").size());
  if (!provinces) return {};
  for (const auto& [code, label] : provinces->values) {
    // 内蒙古自治区 is also written 内蒙古, 江苏省 江苏, 北京市 北京
    std::string_view name = label.first;
    for (const std::string_view ending : {"维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "省", "市"}) {
      if (name.ends_with(ending)) {
        name.remove_suffix(ending.size());
        break;
      }
    }
    if (name.empty() || !rest.starts_with(name)) continue;
    rest.remove_prefix(rest.starts_with(label.first) ? label.first.size() : name.size());
    Region region{code, ""};
    if (label.first.ends_with("市")) region.city = label.first;
    for (std::size_t at = 0; region.city.empty() && at < rest.size() && at <= 30; at += 3) {
      if (rest.substr(at).starts_with("市") && at >= 3) region.city = std::string(rest.substr(0, at + 3));
      for (const std::string_view ending : {"自治州", "地区", "盟"}) {
        if (region.city.empty() && at >= 3 && rest.substr(at).starts_with(ending)) region.city = std::string(rest.substr(0, at + ending.size()));
      }
      if (rest.substr(at).starts_with("区") || rest.substr(at).starts_with("县")) break;
    }
    return region;
  }
  return {};
}

}  // namespace zhidian::ip_records
