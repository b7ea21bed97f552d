#include <fmt/format.h>

#include <algorithm>

#include "base/id.hpp"
#include "rules/calendar_notice.hpp"
#include "rules/reader.hpp"
#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

/// A notice orders days of its own year and may reach a month into its neighbours.
bool is_near(base::Date date, int year) {
  const base::Date first{std::chrono::year{year} / std::chrono::January / 1};
  const base::Date last{std::chrono::year{year} / std::chrono::December / 31};
  return date >= first - std::chrono::days{31} && date <= last + std::chrono::days{31};
}

bool is_named(const CalendarNotice& notice, base::Date date) {
  return std::ranges::any_of(notice.spans, [&](const auto& span) { return span.first <= date && date <= span.last; });
}

void read_days(MapReader& reader, CalendarNotice& notice) {
  const bool is_single = reader.has("date");
  const auto first = is_single ? reader.date("date") : reader.date("from", required);
  const auto last = is_single ? first : reader.date("to", required);
  CalendarNotice::Span span{{}, {}, reader.boolean("rest", true), reader.text("name"), reader.key(), reader.line()};
  if (!reader.has("rest")) reader.report("schema", "rest", sentences::missing_key());
  if (!first || !last) return;
  if (*last < *first || !is_near(*first, notice.year) || !is_near(*last, notice.year)) {
    reader.report("schema", is_single ? "date" : "from", sentences::not_in_year(notice.year));
    return;
  }
  span.first = *first;
  span.last = *last;
  for (base::Date date = *first; date <= *last; date += std::chrono::days{1}) {
    if (is_named(notice, date)) reader.report("schema", "", sentences::repeated(base::print_date(date)));
  }
  notice.spans.push_back(std::move(span));
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

std::map<base::Date, Calendar::Day> days_of(const CalendarNotice& notice) {
  std::map<base::Date, Calendar::Day> found;
  for (const auto& span : notice.spans) {
    for (base::Date date = span.first; date <= span.last; date += std::chrono::days{1})
      found.emplace(date, Calendar::Day{span.is_rest ? DayKind::holiday : DayKind::make_up, span.name});
  }
  return found;
}

bool is_earlier(const CalendarNotice& left, const CalendarNotice& right) {
  return std::tie(left.year, left.version) < std::tie(right.year, right.version);
}

/// Text that reads back as it was, whatever stands in it.
std::string in_quotes(std::string_view text) { return base::print_json(base::Value(text)); }

std::string print_text(const Text& text) { return fmt::format("{{zh: {}, en: {}}}", in_quotes(text.zh), in_quotes(text.en)); }

}  // namespace

CalendarNotice read_calendar_notice(const SourceFile& source, std::vector<Problem>& problems) {
  CalendarNotice notice;
  notice.path = source.path;
  const Node root = read_yaml(source, problems);
  notice.content = canonical_text(root);
  MapReader reader(root, "", source, problems);
  notice.year = static_cast<int>(std::clamp<std::int64_t>(reader.integer("year", required), 0, 9999));
  notice.version = reader.integer("version", required);
  notice.replaces = reader.boolean("replaces", false);
  reader.nested(
      "notice",
      [&](MapReader& named) {
        notice.title = named.text("title");
        notice.number = named.string("number", required);
        notice.url = named.string("url");
        notice.issued_on = named.date("date");
      },
      required);
  reader.each("days", [&](MapReader& found) { read_days(found, notice); }, required);
  reader.finish();
  return notice;
}

std::string print_calendar_notice(const CalendarNotice& notice) {
  std::string text = fmt::format("year: {}\nversion: {}\n", notice.year, notice.version);
  if (notice.replaces) text += "replaces: true\n";
  text += fmt::format("notice:\n  title: {}\n  number: {}\n", print_text(notice.title), in_quotes(notice.number));
  if (!notice.url.empty()) text += fmt::format("  url: {}\n", in_quotes(notice.url));
  if (notice.issued_on) text += fmt::format("  date: {}\n", base::print_date(*notice.issued_on));
  text += notice.spans.empty() ? "days: []\n" : "days:\n";
  for (const auto& span : notice.spans) {
    const std::string found = span.first == span.last ? fmt::format("date: {}", base::print_date(span.first))
                                                      : fmt::format("from: {}, to: {}", base::print_date(span.first), base::print_date(span.last));
    text += fmt::format("  - {{{}, rest: {}, name: {}}}\n", found, span.is_rest, print_text(span.name));
  }
  return text;
}

Calendar make_calendar(std::vector<CalendarNotice> notices) {
  std::ranges::sort(notices, is_earlier);
  std::string content;
  Calendar calendar;
  for (auto notice = notices.begin(); notice != notices.end(); ++notice) {
    content += notice->content + "\n";
    const bool is_replaced =
        std::any_of(std::next(notice), notices.end(), [&](const auto& later) { return later.year == notice->year && later.replaces; });
    if (!is_replaced) calendar.add(notice->year, notice->number, days_of(*notice));
  }
  calendar.set_version(base::sha256_hex(content).substr(0, 16));
  return calendar;
}

base::Result<Calendar> load_calendar(const std::vector<SourceFile>& files) {
  std::vector<Problem> problems;
  std::vector<CalendarNotice> notices;
  for (const SourceFile& file : files) {
    if (file.path.ends_with(".yaml")) notices.push_back(read_calendar_notice(file, problems));
  }
  std::ranges::sort(notices, is_earlier);
  for (std::size_t i = 1; i < notices.size(); ++i) {
    if (notices[i].year == notices[i - 1].year && notices[i].version == notices[i - 1].version)
      problems.push_back({"schema", notices[i].path, 1, "version", sentences::repeated(std::to_string(notices[i].version)), {}});
  }
  if (!problems.empty()) return base::refuse(error_of(problems));
  return make_calendar(std::move(notices));
}

}  // namespace zhidian::rules
