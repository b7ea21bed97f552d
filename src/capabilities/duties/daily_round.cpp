#include "capabilities/duties/daily_round.hpp"

#include <algorithm>
#include <array>

#include "capabilities/messages/messages.hpp"
#include "jobs/timers.hpp"

namespace zhidian::duties {
namespace {

using std::chrono::days;

constexpr std::chrono::hours begins_at{8};
/// An institution has a handful of reminders a day at most, so that a page of lines stays within one transaction's measure.
constexpr std::int64_t lines_at_once = jobs::effects_per_transaction / 4;
/// What was missed while nobody looked is reminded of later, but not for ever.
constexpr days late_for{60};

constexpr std::array<std::int64_t, 3> before_report{1, 7, 30}, before_end{30, 90, 180};

messages::Message message_of(const Item& item, const std::string& step) {
  const bool is_late = step == "late";
  messages::Message message;
  message.kind = "duties." + item.kind + (is_late ? "_late" : "_due");
  message.params = {
      {"organisation", item.organisation_name}, {"label_zh", item.label.zh}, {"label_en", item.label.en}, {"due_on", base::print_date(item.due_on)}};
  message.subject_kind = "duty";
  message.subject_id = item.id;
  message.link = "/duties";
  return message;
}

}  // namespace

std::string step_of(const Item& item, base::Date today) {
  const bool is_report = item.kind == "report";
  if (item.is_over() || (!is_report && item.kind != "validity")) return "";
  const std::int64_t left = (item.due_on - today).count();
  if (left < 0) return -left <= late_for.count() ? "late" : "";
  for (const std::int64_t step : is_report ? before_report : before_end) {
    if (left <= step) return std::to_string(step);
  }
  return "";
}

std::vector<base::Date> list_step_days(base::Date due_on, bool is_report) {
  std::vector<base::Date> listed{due_on + days{1}};
  for (const std::int64_t step : is_report ? before_report : before_end) listed.push_back(due_on - days{step});
  return listed;
}

std::int64_t DailyRound::work(const jobs::Fence& fence, base::Instant now) {
  const base::Date today = base::civil_date(now - begins_at);
  const std::string day = base::print_date(today);
  if (const Round seen = find_round(database_.read()->connection()); seen.day == day && seen.is_done) return 0;
  const auto transaction = database_.write();
  storage::Connection& connection = transaction->connection();
  if (!fence.holds(connection)) return 0;
  Round round = find_round(connection);
  if (round.day != day) round = {day, "", false};
  const auto lines = list_lines_after(connection, round.after, lines_at_once);
  const auto reports = lines.empty() ? std::vector<StoredReport>{} : list_reports_between(connection, round.after, lines.back().organisation_id);
  const Offers offers = list_offers(connection, *registry_);
  for (const Item& item : list_owed(*registry_, lines, reports, offers, today)) {
    const std::string step = step_of(item, today);
    if (step.empty() || !insert_reminder(connection, {item.organisation_id, item.act_id, item.id, item.due_on, step}, now)) continue;
    messages::tell_organisation(connection, item.organisation_id, message_of(item, step), now, ids_);
  }
  round.is_done = lines.empty();
  if (!lines.empty()) round.after = lines.back().organisation_id;
  save_round(connection, round);
  transaction->commit();
  return std::ssize(lines);
}

}  // namespace zhidian::duties
