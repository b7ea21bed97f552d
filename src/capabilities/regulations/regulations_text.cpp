#include <array>

#include "base/text.hpp"
#include "capabilities/regulations/regulations.hpp"
#include "capabilities/regulations/regulations_store.hpp"

namespace zhidian::regulations {
namespace {

/// Article and item number of a place in the text; item 0 is the article itself.
using Place = std::pair<int, int>;

constexpr std::array<std::string_view, 10> digits = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
constexpr std::string_view ten_sign = "十";

/// Reads Chinese numerals 一 … 九十九 at the start of `text` and removes them; 0 where there are none.
int take_numeral(std::string_view& text) {
  int tens = 0, ones = 0;
  bool has_ten = false;
  while (!text.empty()) {
    if (!has_ten && text.starts_with(ten_sign)) {
      tens = ones == 0 ? 1 : ones;
      ones = 0;
      has_ten = true;
      text.remove_prefix(ten_sign.size());
      continue;
    }
    int digit = 0;
    while (digit < 10 && !text.starts_with(digits[static_cast<std::size_t>(digit)])) ++digit;
    if (digit == 10 || ones != 0) break;
    ones = digit;
    text.remove_prefix(digits[static_cast<std::size_t>(digit)].size());
  }
  return tens * 10 + ones;
}

bool take(std::string_view& text, std::string_view expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(expected.size());
  return true;
}

/// The number of a heading such as 第四条 or 第二章; 0 where the line is none.
int heading_number(std::string_view line, std::string_view unit) {
  if (!take(line, "第")) return 0;
  const int number = take_numeral(line);
  return take(line, unit) ? number : 0;
}

/// The number of an item line: （三）… or 3.… ; 0 where the line is none.
int item_number(std::string_view line) {
  if (take(line, "（")) {
    const int number = take_numeral(line);
    return take(line, "）") ? number : 0;
  }
  int number = 0;
  while (!line.empty() && line[0] >= '0' && line[0] <= '9' && number < 100) {
    number = number * 10 + (line[0] - '0');
    line.remove_prefix(1);
  }
  return line.starts_with(".") || line.starts_with("．") || line.starts_with("、") ? number : 0;
}

/// Word processors leave marks such as [bookmark: _GoBack] before a heading.
std::string_view without_mark(std::string_view line) {
  if (!line.starts_with("[")) return line;
  const auto end = line.find(']');
  return end == std::string_view::npos ? line : line.substr(end + 1);
}

/// Goes through the text line by line and gathers what belongs to each place.
class Splitter {
 public:
  void read(std::string_view text) {
    while (!text.empty()) {
      const auto end = text.find('\n');
      read_line(base::trim(without_mark(text.substr(0, end))));
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
  }
  const std::map<Place, std::string>& places() const { return places_; }

 private:
  void read_line(const std::string& line) {
    if (line.empty()) return;
    if (heading_number(line, "章") > 0 || line.starts_with("附件")) {
      article_ = item_ = 0;
      return;
    }
    if (const int number = heading_number(line, "条"); number > 0) {
      article_ = number;
      item_ = 0;
      lead_ = line;
    } else if (const int item = item_number(line); article_ > 0 && item > 0) {
      item_ = item;
      places_[{article_, item_}] = lead_;
    }
    if (article_ == 0) return;
    add({article_, 0}, line);
    if (item_ > 0) add({article_, item_}, line);
  }
  void add(Place place, const std::string& line) {
    std::string& text = places_[place];
    if (!text.empty()) text += "\n";
    text += line;
  }

  int article_ = 0, item_ = 0;
  std::string lead_;  // the sentence an item completes
  std::map<Place, std::string> places_;
};

/// art_4_1 → (4, 1); art_16 → (16, 0); others (forms, annexes) → nothing.
std::optional<Place> place_of(std::string_view article_id) {
  if (!take(article_id, "art_")) return std::nullopt;
  Place place{0, 0};
  int* part = &place.first;
  for (const char character : article_id) {
    if (character == '_' && part == &place.first) {
      part = &place.second;
    } else if (character >= '0' && character <= '9' && *part < 1000) {
      *part = *part * 10 + (character - '0');
    } else {
      return std::nullopt;
    }
  }
  return place;
}

}  // namespace

base::Result<std::map<std::string, std::string>> split_text(const rules::Act& act, std::string_view text) {
  Splitter splitter;
  splitter.read(text);
  std::map<std::string, std::string> texts;
  for (const rules::Article& article : act.articles) {
    const auto place = place_of(article.id);
    if (!place) continue;
    const auto found = splitter.places().find(*place);
    if (found != splitter.places().end()) texts[article.id] = found->second;
  }
  if (texts.empty()) return base::refuse(base::ErrorCode::invalid, "regulations.no_articles_in_text", {{"act", act.id}});
  return texts;
}

base::Result<int> import_text(storage::Connection& connection, const rules::Act& act, const std::map<std::string, std::string>& texts,
                              std::string_view source) {
  for (const auto& [article_id, text] : texts) {
    if (!act.find_article(article_id)) return base::refuse(base::ErrorCode::invalid, "regulations.unknown_article", {{"article", article_id}});
  }
  for (const auto& [article_id, text] : texts) save_article_text(connection, act.id, article_id, {std::string(source), text});
  return static_cast<int>(texts.size());
}

}  // namespace zhidian::regulations
