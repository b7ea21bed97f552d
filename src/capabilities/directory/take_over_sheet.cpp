#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "capabilities/directory/take_over.hpp"
#include "capabilities/organisations/organisations.hpp"

namespace zhidian::directory {
namespace {

using http::Language;

/// What each column fills.
struct Cell {
  const char* column;
  std::string TakeOverLine::* member;
  bool is_required = false;
};
constexpr std::array cells{Cell{"credit_code", &TakeOverLine::credit_code, true},
                           Cell{"name", &TakeOverLine::name, true},
                           Cell{"kind", &TakeOverLine::kind},
                           Cell{"division", &TakeOverLine::division, true},
                           Cell{"address", &TakeOverLine::address},
                           Cell{"telephone", &TakeOverLine::telephone},
                           Cell{"website", &TakeOverLine::website},
                           Cell{"service_recipients", &TakeOverLine::service_recipients},
                           Cell{"ip_categories", &TakeOverLine::ip_categories},
                           Cell{"filed_on", &TakeOverLine::filed_on, true},
                           Cell{"valid_until", &TakeOverLine::valid_until},
                           Cell{"ended_on", &TakeOverLine::ended_on},
                           Cell{"document", &TakeOverLine::document}};

/// The parts of a cell that names several, whatever stands between them.
std::vector<std::string> split_list(std::string_view text) {
  constexpr std::array<std::string_view, 8> marks{"、", "，", "；", "/", ",", ";", "|", "\n"};
  std::vector<std::string> parts(1);
  while (!text.empty()) {
    const auto mark = std::ranges::find_if(marks, [&](std::string_view each) { return text.starts_with(each); });
    if (mark == marks.end()) {
      parts.back() += text.front();
      text.remove_prefix(1);
    } else {
      text.remove_prefix(mark->size());
      parts.emplace_back();
    }
  }
  for (std::string& part : parts) part = base::trim(part);
  std::erase(parts, "");
  return parts;
}

/// The code of a kind written as the word people use, or as the code.
std::string read_kind(const std::string& text) {
  for (const std::string_view each : organisations::list_kinds()) {
    const std::string kind(each), folded = base::fold(text);
    if (folded == kind || folded == base::fold(organisations::word_of("kind", kind, Language::zh)) ||
        folded == base::fold(organisations::word_of("kind", kind, Language::en)))
      return kind;
  }
  return "";
}

/// The codes of categories written as words or codes, between commas and in the order of the list; nothing where a word is none of them.
std::optional<std::string> read_categories(std::string_view text) {
  constexpr std::array<std::string_view, 4> categories{"patent", "trademark", "geographical_indication", "other"};
  std::set<std::string_view> named;
  for (const std::string& word : split_list(text)) {
    const std::string folded = base::fold(word);
    const auto found = std::ranges::find_if(categories, [&](std::string_view each) {
      const std::string code(each);
      return folded == code || folded == base::fold(organisations::word_of("category", code, Language::zh)) ||
             folded == base::fold(organisations::word_of("category", code, Language::en));
    });
    if (found == categories.end()) return std::nullopt;
    named.insert(*found);
  }
  std::string codes;
  for (const std::string_view each : categories) {
    if (named.contains(each)) codes += (codes.empty() ? "" : ",") + std::string(each);
  }
  return codes;
}

/// Checks the cells of one line by themselves.
class LineCheck {
 public:
  LineCheck(TakeOverLine& line, const Status& status, base::Date today, bool counts_from_1904)
      : line_(line), status_(status), today_(today), counts_from_1904_(counts_from_1904) {}

  void run() {
    for (std::size_t index = 0; index < cells.size(); ++index)
      organisations::check_text(line_, take_over_columns()[index], line_.*cells[index].member);
    organisations::check_code(line_);
    line_.kind = line_.kind.empty() ? "other" : read_kind(line_.kind);
    if (line_.kind.empty()) line_.report("kind", "directory.take_over_unknown_kind");
    check_categories();
    check_dates();
  }

 private:
  void check_categories() {
    auto codes = read_categories(line_.ip_categories);
    if (!codes) line_.report("ip_categories", "directory.take_over_unknown_category", {{"text", line_.ip_categories}});
    line_.ip_categories = std::move(codes).value_or("");
  }

  void check_dates() {
    const auto take = [&](const char* column, std::string& cell) { return organisations::take_day(line_, column, cell, counts_from_1904_); };
    const auto filed = take("filed_on", line_.filed_on);
    if (filed && *filed > today_) line_.report("filed_on", "organisations.list_day_to_come");
    const bool is_without_end = line_.valid_until == "无" || line_.valid_until == "长期" || base::fold(line_.valid_until) == "none";
    if (is_without_end) line_.valid_until.clear();
    const bool was_empty = line_.valid_until.empty();
    const auto until = take("valid_until", line_.valid_until);
    const auto ended = take("ended_on", line_.ended_on);
    if (filed && until && *until < *filed) line_.report("valid_until", "directory.take_over_end_before_start");
    if (filed && ended && *ended < *filed) line_.report("ended_on", "directory.take_over_end_before_start");
    if (ended && *ended > today_) line_.report("ended_on", "organisations.list_day_to_come");
    const bool has_term = status_.procedure && !status_.procedure->grants->validity.empty();
    if (was_empty && has_term && !is_without_end && !ended) line_.report("valid_until", "directory.take_over_validity_missing");
    if (until && status_.procedure && !has_term) line_.report("valid_until", "directory.take_over_validity_not_in_act", {}, true);
  }

  TakeOverLine& line_;
  const Status& status_;
  base::Date today_;
  bool counts_from_1904_;
};

}  // namespace

const std::vector<organisations::ListColumn>& take_over_columns() {
  static const std::vector<organisations::ListColumn> columns = [] {
    std::vector<organisations::ListColumn> made;
    for (const auto& [column, member, is_required] : cells)
      made.push_back({column, std::string("directory.column_") + column, std::string("directory.take_over_how_") + column, is_required});
    return made;
  }();
  return columns;
}

base::Result<TakeOverSheet> read_take_over_sheet(const std::string& path, const Status& status, base::Date today) {
  auto sheet = organisations::read_list(path, take_over_columns());
  if (!sheet) return base::refuse(std::move(sheet.error()));
  TakeOverSheet list{std::move(*sheet), {}};
  for (organisations::ListRow& row : list.sheet.rows) {
    TakeOverLine& line = list.lines.emplace_back();
    line.row = row.number;
    for (const auto& [column, member, is_required] : cells) line.*member = std::move(row.cells[column]);
    LineCheck(line, status, today, list.sheet.counts_from_1904).run();
  }
  return list;
}

}  // namespace zhidian::directory
