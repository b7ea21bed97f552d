#include "capabilities/organisations/institution_list.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "base/social_credit_code.hpp"
#include "base/text.hpp"
#include "capabilities/divisions/divisions.hpp"
#include "capabilities/organisations/organisations_store.hpp"
#include "documents/workbook.hpp"

namespace zhidian::organisations {
namespace {

using base::ErrorCode;
using base::Value;
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
const ListColumn* find_column(std::span<const ListColumn> columns, const std::string& text) {
  const std::string folded = base::fold(text);
  for (const ListColumn& column : columns) {
    for (const Language language : {Language::zh, Language::en}) {
      if (folded == base::fold(heading_of(column, language))) return &column;
    }
  }
  return nullptr;
}

using Header = std::vector<std::pair<std::size_t, const ListColumn*>>;

base::Result<Header> read_header(std::span<const ListColumn> columns, const std::vector<std::string>& cells) {
  Header header;
  std::set<std::string> seen;
  for (std::size_t at = 0; at < cells.size(); ++at) {
    if (base::is_blank(cells[at])) continue;
    const std::map<std::string, std::string> where{{"column", letter_of(at)}, {"heading", base::trim(cells[at])}};
    const ListColumn* column = find_column(columns, cells[at]);
    if (!column) return base::refuse(ErrorCode::invalid, "organisations.list_unknown_column", where);
    if (!seen.insert(column->name).second) return base::refuse(ErrorCode::invalid, "organisations.list_column_twice", where);
    header.emplace_back(at, column);
  }
  std::string missing;
  for (const ListColumn& column : columns) {
    if (column.is_required && !seen.contains(column.name)) missing += (missing.empty() ? "" : "、") + heading_of(column, Language::zh);
  }
  if (!missing.empty()) return base::refuse(ErrorCode::invalid, "organisations.list_no_header", {{"headings", missing}});
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

}  // namespace

std::string heading_of(const ListColumn& column, Language language) { return http::sentence(language, column.heading, {}); }

bool ListedInstitution::is_wrong() const {
  return std::ranges::any_of(findings, [](const CellFinding& finding) { return !finding.is_warning; });
}

void ListedInstitution::report(std::string column, std::string id, std::map<std::string, std::string> params, bool is_warning) {
  findings.push_back({std::move(column), std::move(id), std::move(params), is_warning});
}

base::Result<ListSheet> read_list(const std::string& path, std::span<const ListColumn> columns) {
  const auto content = documents::read_workbook(path, most_lines + 1);
  if (!content) return base::refuse(content.error());
  if (content->rows.empty()) return base::refuse(ErrorCode::invalid, "organisations.list_empty");
  const auto header = read_header(columns, content->rows.front().cells);
  if (!header) return base::refuse(header.error());
  ListSheet sheet{content->counts_from_1904, {}, {}};
  for (const auto& [at, column] : *header) sheet.letters[column->name] = letter_of(at);
  for (const documents::WorkbookRow& row : std::span(content->rows).subspan(1)) {
    ListRow& line = sheet.rows.emplace_back(ListRow{row.number, {}});
    for (const auto& [at, column] : *header) line.cells[column->name] = at < row.cells.size() ? base::trim(row.cells[at]) : "";
  }
  if (sheet.rows.empty()) return base::refuse(ErrorCode::invalid, "organisations.list_empty");
  return sheet;
}

void check_text(ListedInstitution& line, const ListColumn& column, const std::string& text) {
  if (column.is_required && text.empty()) line.report(column.name, "organisations.list_missing");
  if (base::count_characters(text) > longest_cell) line.report(column.name, "organisations.list_too_long", {{"most", std::to_string(longest_cell)}});
  if (base::has_hidden_characters(text)) line.report(column.name, "organisations.list_hidden_characters");
}

void check_code(ListedInstitution& line) {
  line.credit_code = base::fold_code(line.credit_code);
  if (line.credit_code.empty()) return;
  const auto check = base::check_social_credit_code(line.credit_code);
  if (check == base::CodeCheck::malformed) line.report("credit_code", "organisations.list_bad_code");
  if (check == base::CodeCheck::wrong_check_digit) {
    const char expected = base::social_credit_check_character(std::string_view(line.credit_code).substr(0, line.credit_code.size() - 1));
    line.report("credit_code", "organisations.list_check_digit", {{"expected", std::string(1, expected)}}, true);
  }
}

std::optional<base::Date> take_day(ListedInstitution& line, const std::string& column, std::string& cell, bool counts_from_1904) {
  if (cell.empty()) return std::nullopt;
  const auto day = read_day(cell, counts_from_1904);
  if (!day) line.report(column, "organisations.list_bad_date", {{"text", cell}});
  cell = day ? base::print_date(*day) : "";
  return day;
}

void check_division(storage::Connection& connection, const accounts::Authority& authority, ListedInstitution& line) {
  if (line.division.empty()) return;
  const auto place = divisions::find_place(connection, line.division, authority.division_code);
  if (!place) return line.report("division", "organisations.list_unknown_division", {{"code", line.division}});
  line.division_name = place->name;
  if (!place->is_inside) return line.report("division", "organisations.list_outside", {{"authority", authority.name}});
  if (place->is_divided) line.report("division", "organisations.list_divided", {{"name", place->name}});
}

std::optional<Organisation> find_known(storage::Connection& connection, const accounts::Authority& authority, ListedInstitution& line) {
  const auto id = find_by_code(connection, line.credit_code);
  auto known = id ? find_organisation(connection, *id) : std::nullopt;
  if (known && !divisions::is_within(connection, known->registered_division, authority.division_code)) {
    line.report("credit_code", "organisations.list_registered_elsewhere", {{"authority", authority.name}});
    return std::nullopt;
  }
  if (known) line.institution_id = known->id;
  return known;
}

Organisation new_institution(const ListedInstitution& line) {
  Organisation organisation;
  organisation.credit_code = line.credit_code;
  organisation.is_code_confirmed = base::check_social_credit_code(line.credit_code) == base::CodeCheck::wrong_check_digit;
  organisation.name = line.name;
  organisation.kind = "other";
  organisation.registered_division = line.division;
  organisation.state = "active";
  return organisation;
}

Value::List findings_value(const ListedInstitution& line, const ListSheet& sheet, std::span<const ListColumn> columns, Language language) {
  Value::List values;
  for (const CellFinding& finding : line.findings) {
    const auto letter = sheet.letters.find(finding.column);
    const auto column = std::ranges::find(columns, finding.column, &ListColumn::name);
    values.push_back(Value::Map{{"field", finding.column},
                                {"column", letter == sheet.letters.end() ? "" : letter->second},
                                {"heading", column == columns.end() ? "" : heading_of(*column, language)},
                                {"id", finding.id},
                                {"is_warning", finding.is_warning},
                                {"message", http::sentence(language, finding.id, finding.params)},
                                {"cure", finding.is_warning ? "" : http::sentence(language, finding.id + "_cure", finding.params)}});
  }
  return values;
}

std::string print_list_template(storage::Connection& connection, const ListTemplate& wanted, Language language) {
  const auto word = [&](const char* id) { return http::sentence(language, std::string("organisations.list_") + id, {}); };
  documents::WorkbookSheet list{wanted.sheet, {{}}};
  documents::WorkbookSheet explained{word("sheet_explanation"), {{wanted.about}, {word("about_rows")}, {}}};
  explained.rows.push_back({word("column"), word("is_required"), word("how")});
  for (const ListColumn& column : wanted.columns) {
    list.rows.front().push_back(heading_of(column, language));
    explained.rows.push_back(
        {heading_of(column, language), word(column.is_required ? "required" : "optional"), http::sentence(language, column.how, {})});
  }
  if (!wanted.words.empty()) explained.rows.insert(explained.rows.end(), {{}, {wanted.words_title}});
  for (const std::string& each : wanted.words) explained.rows.push_back({each});
  documents::WorkbookSheet places{word("sheet_divisions"), {{word("division_code"), word("division_name")}}};
  for (const divisions::Place& place : divisions::list_undivided_below(connection, wanted.division)) places.rows.push_back({place.code, place.name});
  return documents::workbook_xlsx({list, explained, places});
}

}  // namespace zhidian::organisations
