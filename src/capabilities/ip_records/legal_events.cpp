#include "capabilities/ip_records/legal_events.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/text.hpp"
#include "capabilities/ip_records/clean.hpp"

namespace zhidian::ip_records {
namespace {

constexpr std::string_view between = " | ";
constexpr std::array<std::string_view, 3> parts_of_day = {"年", "月", "日"};

/// How many bytes of the beginning are digits, - . / and 年月日.
std::size_t length_of_day(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto sign = std::ranges::find_if(parts_of_day, [&](std::string_view each) { return text.substr(at).starts_with(each); });
    if (sign != parts_of_day.end()) {
      at += sign->size();
    } else if (base::is_digit(text[at]) || text[at] == '-' || text[at] == '.' || text[at] == '/') {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

/// Whether a text begins as a day does, right or wrong: eight digits, or four, two and two.
bool begins_with_day(std::string_view text) {
  std::vector<std::size_t> lengths;
  bool is_open = false;
  for (const char each : text.substr(0, length_of_day(text))) {
    if (base::is_digit(each) && !is_open) lengths.push_back(0);
    is_open = base::is_digit(each);
    if (is_open) ++lengths.back();
  }
  if (lengths.size() == 1) return lengths[0] == 8;
  return lengths.size() >= 3 && lengths[0] == 4 && lengths[1] <= 2 && lengths[2] <= 2;
}

std::string with_commas(std::string text) {
  std::ranges::replace(text, ';', ',');
  for (std::size_t at = text.find("；"); at != std::string::npos; at = text.find("；", at)) text.replace(at, std::string_view("；").size(), "，");
  return text;
}

/// The first separator at or behind `from`, and its length; the end where there is none.
std::pair<std::size_t, std::size_t> find_separator(std::string_view text, std::size_t from) {
  const std::size_t wide = text.find("；", from), narrow = text.find_first_of(";\r\n", from);
  if (wide < narrow) return {wide, std::string_view("；").size()};
  return narrow == std::string_view::npos ? std::pair(text.size(), std::size_t{0}) : std::pair(narrow, std::size_t{1});
}

}  // namespace

std::string print_event(const LegalEvent& event) {
  std::string text = event.day;
  if (!event.code.empty()) text += " [" + event.code + "]";
  if (!event.words.empty()) text += " " + event.words;
  if (!event.note.empty()) text += std::string(between) + event.note;
  return with_commas(clean_text(text));
}

std::optional<LegalEvent> read_event(std::string_view utf8) {
  const std::string text = clean_text(utf8);
  const std::size_t length = length_of_day(text);
  const auto day = clean_date(std::string_view(text).substr(0, length));
  if (!day) return std::nullopt;
  LegalEvent event{*day, "", "", ""};
  std::string rest = base::trim(std::string_view(text).substr(length));
  if (const std::size_t end = rest.find(']'); rest.starts_with('[') && end != std::string::npos) {
    event.code = base::trim(std::string_view(rest).substr(1, end - 1));
    rest = base::trim(std::string_view(rest).substr(end + 1));
  }
  const std::size_t border = rest.find('|');
  event.words = base::trim(std::string_view(rest).substr(0, border));
  if (border != std::string::npos) event.note = base::trim(std::string_view(rest).substr(border + 1));
  if (event.words.empty()) std::swap(event.words, event.note);
  return event;
}

std::vector<std::string> split_events(std::string_view utf8) {
  std::vector<std::string> events;
  for (std::size_t begin = 0; begin < utf8.size();) {
    auto [end, length] = find_separator(utf8, begin);
    while (end < utf8.size() && !begins_with_day(base::trim(utf8.substr(end + length, 40))))
      std::tie(end, length) = find_separator(utf8, end + length);
    if (std::string event = clean_text(utf8.substr(begin, end - begin)); !event.empty()) events.push_back(std::move(event));
    begin = end + length;
  }
  return events;
}

std::vector<std::string> join_events(std::vector<std::string> events, const std::vector<std::string>& more) {
  events.insert(events.end(), more.begin(), more.end());
  std::ranges::sort(events);
  events.erase(std::ranges::unique(events).begin(), events.end());
  return events;
}

void include_events(query::Document& document, const std::vector<std::string>& events) {
  auto& own = document.values[std::string(events_field)];
  own = join_events(std::move(own), events);
}

}  // namespace zhidian::ip_records
