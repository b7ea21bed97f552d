#include "capabilities/directory/directory.hpp"
#include "capabilities/directory/directory_store.hpp"
#include "capabilities/notices/notices.hpp"

namespace zhidian::directory {
namespace {

using base::Value;

/// The public notices that named the case which brought the line in.
Value::List list_reasons(storage::Connection& connection, const std::string& case_id, base::Date today) {
  Value::List list;
  if (case_id.empty()) return list;
  notices::NoticeFilter filter;
  filter.case_id = case_id;
  filter.today = today;
  for (const notices::Notice& notice : notices::list_notices(connection, filter)) list.push_back(notices::summary_value(notice, today));
  return list;
}

/// How the public calls an event of a line: the first grant enters the directory, a later one or the next term renews. Empty: what is told of a term
/// while its renewal is under way is no event of the past.
std::string word_of(const LineEvent& event, bool is_first) {
  if (event.action == "grant") return is_first ? "enter" : "renew";
  if (event.action == "renewed") return "renew";
  if (event.action == "expired") return "expire";
  if (event.action == "prolong" && !event.content.text_or("renewal").empty()) return "";
  return event.action == "renewing" || event.action == "awaiting" || event.action == "running" ? "" : event.action;
}

/// The day an event is about: of a grant the day of the decision, of an end with a day of its own that one.
base::Date day_of(const LineEvent& event) {
  if (event.action == "grant" || event.action == "take_over" || event.action == "include") return event.filed_on;
  for (const char* key : {"ended_on", "from", "until"}) {
    if (const auto day = base::parse_date(event.content.text_or(key))) return *day;
  }
  return event.on;
}

Value event_value(const LineEvent& event, std::string action, base::Date on) {
  return Value::Map{{"action", std::move(action)},  {"on", base::print_date(on)},
                    {"outlet_id", event.outlet_id}, {"valid_until", base::date_value(event.valid_until)},
                    {"sequence", event.sequence},   {"leaf_hash", event.leaf_hash},
                    {"notices", Value::List{}}};
}

}  // namespace

base::Value::List list_history(storage::Connection& connection, const Outlet& outlet, base::Date today) {
  Value::List list;
  const auto events = list_line_events(connection, outlet);
  for (const LineEvent& event : events) {
    const bool is_entry = event.action == "grant" || event.action == "take_over";
    if (word_of(event, list.empty()).empty()) continue;
    Value value = event_value(event, word_of(event, list.empty()), day_of(event));
    if (is_entry) value.set("notices", list_reasons(connection, event.source_case_id, today));
    list.push_back(std::move(value));
  }
  // The day after the last one, before the daily round has said so.
  if (!events.empty() && outlet.renewal.empty() && events.back().valid_until && *events.back().valid_until < today) {
    Value value = event_value(events.back(), "expire", *events.back().valid_until + std::chrono::days(1));
    value.set("sequence", Value());
    value.set("leaf_hash", Value());
    list.push_back(std::move(value));
  }
  return list;
}

}  // namespace zhidian::directory
