// What the daily round computes, one thread, rows in memory: 100,000 outlets of three acts with the reports of their years, a tenth of them owing
// one; and how long a calendar of 500 duties is in writing (into the file named). Run from the project's folder: it reads regulations/ below the
// current directory.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <fstream>

#include "bench/read_files.hpp"
#include "capabilities/duties/calendar_feed.hpp"
#include "capabilities/duties/daily_round.hpp"

namespace {

using namespace zhidian;

constexpr int outlets = 100000;

duties::Line make_line(int number) {
  struct Kind {
    const char *act_id, *status;
  };
  constexpr Kind kinds[] = {
      {"shenyang_outlet_2024", "municipal_outlet"}, {"national_outlet_2024", "national_outlet"}, {"fuzhou_outlet_2022", "municipal_outlet"}};
  const Kind& kind = kinds[number % 3];
  duties::Line line{fmt::format("outlet-{}", number), fmt::format("organisation-{:06}", number), "网点", kind.act_id, kind.status, {}, {}, {}};
  line.holding = {"filing", *base::parse_date("2024-06-18"), base::parse_date("2027-06-18"), std::nullopt};
  return line;
}

/// Everybody has reported on 2024 and 2025 but for each tenth, who still owes the last of them.
void add_reports(std::vector<duties::StoredReport>& reports, int number) {
  for (const int year : {2024, 2025}) {
    if (year == 2025 && number % 10 == 0) continue;
    duties::StoredReport report;
    report.year = year;
    report.state = number % 3 == 1 ? "reported" : "archived";
    report.submitted_on = base::parse_date(fmt::format("{}-12-20", year));
    report.organisation_id = fmt::format("organisation-{:06}", number);
    report.act_id = make_line(number).act_id;
    report.procedure_id = "annual_summary";
    reports.push_back(std::move(report));
  }
}

void measure_owed(const regulations::Registry& registry) {
  std::vector<duties::Line> lines;
  std::vector<duties::StoredReport> reports;
  for (int number = 0; number < outlets; ++number) {
    lines.push_back(make_line(number));
    add_reports(reports, number);
  }
  const base::Date today = *base::parse_date("2026-02-10");
  const std::clock_t begin = std::clock();
  const auto items = duties::list_owed(registry, lines, reports, {}, today);
  const auto due =
      std::ranges::count_if(items, [&](const duties::Item& item) { return item.kind == "report" && !duties::step_of(item, today).empty(); });
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  fmt::print("duties of {} outlets on one day ({} of them, {} late): {:.2f} s (aim ≤ 2 s)\n", outlets, items.size(), due, seconds);
}

/// The calendar of 500 duties, an event and a task each: the median of `runs`. Kept in `path`, for whoever writes the same anew.
void measure_feed(const regulations::Registry& registry, const char* path) {
  constexpr int runs = 21;
  std::vector<duties::Line> lines;
  for (int number = 0; number < 125; ++number) lines.push_back(make_line(number));
  auto items = duties::list_owed(registry, lines, {}, {}, *base::parse_date("2026-02-10"));
  items.resize(500);
  std::vector<double> times;
  std::string calendar;
  for (int run = 0; run < runs; ++run) {
    const std::clock_t begin = std::clock();
    calendar = duties::print_calendar(items, {"网点", http::Language::zh}, *base::parse_instant("2026-02-10T00:00:00.000Z"));
    times.push_back(static_cast<double>(std::clock() - begin) * 1000 / CLOCKS_PER_SEC);
  }
  std::ranges::sort(times);
  std::ofstream(path, std::ios::binary) << calendar;
  fmt::print("calendar of {} duties, {} bytes, median of {}: {:.1f} ms\n", items.size(), calendar.size(), runs, times[runs / 2]);
}

}  // namespace

int main(int arguments, char** argument) {
  regulations::Registry registry;
  auto [library, problems] = rules::load_library(bench::read_files("regulations"));
  registry.law = std::move(library);
  measure_owed(registry);
  if (arguments > 1) measure_feed(registry, argument[1]);
  return 0;
}
