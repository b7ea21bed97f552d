#include <fmt/format.h>

#include <algorithm>

#include "base/id.hpp"
#include "rules/calendar.hpp"
#include "rules/reader.hpp"
#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

struct YearFile {
  int year = 0;
  std::int64_t version = 0;
  std::string number, path, content;
  std::map<base::Date, Calendar::Day> days;
};

constexpr auto required = MapReader::Presence::required;

/// A notice orders days of its own year and may reach a month into its neighbours.
bool is_near(base::Date date, int year) {
  const base::Date first{std::chrono::year{year} / std::chrono::January / 1};
  const base::Date last{std::chrono::year{year} / std::chrono::December / 31};
  return date >= first - std::chrono::days{31} && date <= last + std::chrono::days{31};
}

void read_days(MapReader& reader, YearFile& file) {
  const bool is_single = reader.has("date");
  const auto first = is_single ? reader.date("date") : reader.date("from", required);
  const auto last = is_single ? first : reader.date("to", required);
  const Text name = reader.text("name");
  const bool is_rest = reader.boolean("rest", true);
  if (!reader.has("rest")) reader.report("schema", "rest", sentences::missing_key());
  if (!first || !last) return;
  if (*last < *first || !is_near(*first, file.year) || !is_near(*last, file.year)) {
    reader.report("schema", is_single ? "date" : "from", sentences::not_in_year(file.year));
    return;
  }
  for (base::Date date = *first; date <= *last; date += std::chrono::days{1}) {
    const bool is_new = file.days.emplace(date, Calendar::Day{is_rest ? DayKind::holiday : DayKind::make_up, name}).second;
    if (!is_new) reader.report("schema", "", sentences::repeated(base::print_date(date)));
  }
}

YearFile read_year(const SourceFile& source, std::vector<Problem>& problems) {
  YearFile file;
  file.path = source.path;
  const Node root = read_yaml(source, problems);
  file.content = canonical_text(root);
  MapReader reader(root, "", source, problems);
  file.year = static_cast<int>(std::min<std::int64_t>(reader.integer("year", required), 9999));
  file.version = reader.integer("version", required);
  reader.nested(
      "notice",
      [&](MapReader& notice) {
        notice.text("title");
        file.number = notice.string("number", required);
        notice.string("url");
      },
      required);
  reader.each("days", [&](MapReader& days) { read_days(days, file); }, required);
  reader.finish();
  return file;
}

base::Error error_of(const std::vector<Problem>& problems) {
  base::Error error{base::ErrorCode::invalid, "rules.bad_calendar", {{"file", problems.front().file}}, {}, {}};
  for (const Problem& problem : problems) {
    base::ErrorDetail detail;
    detail.field = fmt::format("{}:{}: {}", problem.file, problem.line, problem.key);
    detail.message_zh = problem.message.zh;
    detail.message_en = problem.message.en;
    error.details.push_back(std::move(detail));
  }
  return error;
}

}  // namespace

base::Result<Calendar> load_calendar(const std::vector<SourceFile>& files) {
  std::vector<Problem> problems;
  std::vector<YearFile> years;
  for (const SourceFile& file : files) {
    if (file.path.ends_with(".yaml")) years.push_back(read_year(file, problems));
  }
  std::sort(years.begin(), years.end(),
            [](const YearFile& left, const YearFile& right) { return std::tie(left.year, left.version) < std::tie(right.year, right.version); });
  std::string content;
  Calendar calendar;
  for (std::size_t i = 0; i < years.size(); ++i) {
    if (i > 0 && years[i].year == years[i - 1].year && years[i].version == years[i - 1].version) {
      problems.push_back({"schema", years[i].path, 1, "version", sentences::repeated(std::to_string(years[i].version)), {}});
    }
    content += years[i].content + "\n";
    calendar.add(years[i].year, years[i].number, std::move(years[i].days));
  }
  if (!problems.empty()) return base::refuse(error_of(problems));
  calendar.set_version(base::sha256_hex(content).substr(0, 16));
  return calendar;
}

}  // namespace zhidian::rules
