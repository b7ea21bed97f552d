#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <span>

#include "base/social_credit_code.hpp"
#include "base/text.hpp"
#include "capabilities/directory/take_over.hpp"
#include "capabilities/organisations/organisations.hpp"
#include "documents/workbook.hpp"

namespace zhidian::directory {
namespace {

using base::ErrorCode;
using http::Language;

constexpr std::size_t most_lines = 2000;
constexpr std::size_t longest_cell = 300;
constexpr int earliest_year = 2000, latest_year = 2099;

/// A, B, … of a column from 0.
std::string letter_of(std::size_t column) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return letters;
}

/// The column a heading names, in either language; null for none.
const TakeOverColumn* find_column(const std::string& text) {
  const std::string folded = base::fold(text);
  for (const TakeOverColumn& column : take_over_columns()) {
    for (const Language language : {Language::zh, Language::en}) {
      if (folded == base::fold(column_heading(language, column.name))) return &column;
    }
  }
  return nullptr;
}

using Header = std::vector<std::pair<std::size_t, const TakeOverColumn*>>;

base::Result<Header> read_header(const std::vector<std::string>& cells) {
  Header header;
  std::set<std::string> seen;
  for (std::size_t at = 0; at < cells.size(); ++at) {
    if (base::is_blank(cells[at])) continue;
    const TakeOverColumn* column = find_column(cells[at]);
    if (!column)
      return base::refuse(ErrorCode::invalid, "directory.take_over_unknown_column", {{"column", letter_of(at)}, {"heading", base::trim(cells[at])}});
    if (!seen.insert(column->name).second)
      return base::refuse(ErrorCode::invalid, "directory.take_over_column_twice", {{"column", letter_of(at)}, {"heading", base::trim(cells[at])}});
    header.emplace_back(at, column);
  }
  std::string missing;
  for (const TakeOverColumn& column : take_over_columns()) {
    if (column.is_required && !seen.contains(column.name)) missing += (missing.empty() ? "" : "、") + column_heading(Language::zh, column.name);
  }
  if (!missing.empty()) return base::refuse(ErrorCode::invalid, "directory.take_over_no_header", {{"headings", missing}});
  return header;
}

bool is_possible(base::Date day) {
  const int year = static_cast<int>(std::chrono::year_month_day(day).year());
  return year >= earliest_year && year <= latest_year;
}

std::optional<base::Date> make_date(const std::array<int, 3>& parts) {
  const std::chrono::year_month_day day{std::chrono::year{parts[0]}, std::chrono::month{static_cast<unsigned>(parts[1])},
                                        std::chrono::day{static_cast<unsigned>(parts[2])}};
  if (!day.ok() || !is_possible(std::chrono::sys_days(day))) return std::nullopt;
  return std::chrono::sys_days(day);
}

/// Takes what stands between the parts of a date off the front; behind the day nothing or a time of day.
bool skip_mark(std::string_view& text, std::size_t part) {
  constexpr std::array<std::array<std::string_view, 4>, 3> marks{{{"-", "/", ".", "年"}, {"-", "/", ".", "月"}, {"日", "T", " ", ""}}};
  for (const std::string_view mark : marks[part]) {
    if (!text.starts_with(mark) || (mark.empty() && !text.empty())) continue;
    text.remove_prefix(mark.size());
    return true;
  }
  return false;
}

/// 2024-06-18, 2024/6/18, 2024.6.18, 2024年6月18日, 20240618, the same with a time behind it, or a day number.
std::optional<base::Date> read_day(std::string_view text, bool counts_from_1904) {
  const bool is_number = text.find_first_not_of("0123456789.") == text.npos && std::ranges::count(text, '.') <= 1;
  if (is_number && text.size() == 8 && text.find('.') == text.npos) {
    const auto part = [&](std::size_t from, std::size_t count) {
      int number = 0;
      std::from_chars(text.data() + from, text.data() + from + count, number);
      return number;
    };
    return make_date({part(0, 4), part(4, 2), part(6, 2)});
  }
  if (is_number) {
    const auto day = documents::day_of_number(text, counts_from_1904);
    return day && is_possible(*day) ? day : std::nullopt;
  }
  std::array<int, 3> parts{};
  for (std::size_t part = 0; part < parts.size(); ++part) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits == 0 || digits > (part == 0 ? 4U : 2U)) return std::nullopt;
    std::from_chars(text.data(), text.data() + digits, parts[part]);
    text.remove_prefix(digits);
    if (!skip_mark(text, part)) return std::nullopt;
  }
  return make_date(parts);
}

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
    for (const TakeOverColumn& column : take_over_columns()) {
      const std::string& text = line_.*column.member;
      if (column.is_required && text.empty()) line_.report(column.name, "missing");
      if (base::count_characters(text) > longest_cell) line_.report(column.name, "too_long", {{"most", std::to_string(longest_cell)}});
      if (base::has_hidden_characters(text)) line_.report(column.name, "hidden_characters");
    }
    check_code();
    line_.kind = line_.kind.empty() ? "other" : read_kind(line_.kind);
    if (line_.kind.empty()) line_.report("kind", "unknown_kind");
    check_categories();
    check_dates();
  }

 private:
  void check_code() {
    line_.credit_code = base::fold_code(line_.credit_code);
    if (line_.credit_code.empty()) return;
    const auto check = base::check_social_credit_code(line_.credit_code);
    if (check == base::CodeCheck::malformed) line_.report("credit_code", "bad_code");
    if (check == base::CodeCheck::wrong_check_digit) {
      const char expected = base::social_credit_check_character(std::string_view(line_.credit_code).substr(0, line_.credit_code.size() - 1));
      line_.report("credit_code", "check_digit", {{"expected", std::string(1, expected)}}, true);
    }
  }

  void check_categories() {
    auto codes = read_categories(line_.ip_categories);
    if (!codes) line_.report("ip_categories", "unknown_category", {{"text", line_.ip_categories}});
    line_.ip_categories = std::move(codes).value_or("");
  }

  /// The cell as a date, written back in ISO; empty where there is none or it is none.
  std::optional<base::Date> take_date(const char* column, std::string& cell) {
    if (cell.empty()) return std::nullopt;
    const auto day = read_day(cell, counts_from_1904_);
    if (!day) line_.report(column, "bad_date", {{"text", cell}});
    cell = day ? base::print_date(*day) : "";
    return day;
  }

  void check_dates() {
    const auto filed = take_date("filed_on", line_.filed_on);
    if (filed && *filed > today_) line_.report("filed_on", "day_to_come");
    const bool is_without_end = line_.valid_until == "无" || line_.valid_until == "长期" || base::fold(line_.valid_until) == "none";
    if (is_without_end) line_.valid_until.clear();
    const bool was_empty = line_.valid_until.empty();
    const auto until = take_date("valid_until", line_.valid_until);
    const auto ended = take_date("ended_on", line_.ended_on);
    if (filed && until && *until < *filed) line_.report("valid_until", "end_before_start");
    if (filed && ended && *ended < *filed) line_.report("ended_on", "end_before_start");
    if (ended && *ended > today_) line_.report("ended_on", "day_to_come");
    const bool has_term = status_.procedure && !status_.procedure->grants->validity.empty();
    if (was_empty && has_term && !is_without_end && !ended) line_.report("valid_until", "validity_missing");
    if (until && status_.procedure && !has_term) line_.report("valid_until", "validity_not_in_act", {}, true);
  }

  TakeOverLine& line_;
  const Status& status_;
  base::Date today_;
  bool counts_from_1904_;
};

}  // namespace

const std::vector<TakeOverColumn>& take_over_columns() {
  static const std::vector<TakeOverColumn> columns{{"credit_code", &TakeOverLine::credit_code, true},
                                                   {"name", &TakeOverLine::name, true},
                                                   {"kind", &TakeOverLine::kind, false},
                                                   {"division", &TakeOverLine::division, true},
                                                   {"address", &TakeOverLine::address, false},
                                                   {"telephone", &TakeOverLine::telephone, false},
                                                   {"website", &TakeOverLine::website, false},
                                                   {"service_recipients", &TakeOverLine::service_recipients, false},
                                                   {"ip_categories", &TakeOverLine::ip_categories, false},
                                                   {"filed_on", &TakeOverLine::filed_on, true},
                                                   {"valid_until", &TakeOverLine::valid_until, false},
                                                   {"ended_on", &TakeOverLine::ended_on, false},
                                                   {"document", &TakeOverLine::document, false}};
  return columns;
}

std::string column_heading(Language language, std::string_view column) {
  return http::sentence(language, "directory.column_" + std::string(column), {});
}

void TakeOverLine::report(std::string column, const std::string& fault, std::map<std::string, std::string> params, bool is_warning) {
  findings.push_back({std::move(column), "directory.take_over_" + fault, std::move(params), is_warning});
}

bool TakeOverLine::is_wrong() const {
  return std::ranges::any_of(findings, [](const LineFinding& finding) { return !finding.is_warning; });
}

base::Result<TakeOverSheet> read_take_over_sheet(const std::string& path, const Status& status, base::Date today) {
  const auto content = documents::read_workbook(path, most_lines + 1);
  if (!content) return base::refuse(content.error());
  if (content->rows.empty()) return base::refuse(ErrorCode::invalid, "directory.take_over_empty");
  const auto header = read_header(content->rows.front().cells);
  if (!header) return base::refuse(header.error());
  TakeOverSheet sheet;
  for (const auto& [at, column] : *header) sheet.letters[column->name] = letter_of(at);
  for (const documents::WorkbookRow& row : std::span(content->rows).subspan(1)) {
    TakeOverLine line;
    line.row = row.number;
    for (const auto& [at, column] : *header) line.*column->member = at < row.cells.size() ? base::trim(row.cells[at]) : "";
    LineCheck(line, status, today, content->counts_from_1904).run();
    sheet.lines.push_back(std::move(line));
  }
  if (sheet.lines.empty()) return base::refuse(ErrorCode::invalid, "directory.take_over_empty");
  return sheet;
}

}  // namespace zhidian::directory
