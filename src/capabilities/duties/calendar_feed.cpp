#include "capabilities/duties/calendar_feed.hpp"

#include <fmt/format.h>
#include <libical/ical.h>

#include <memory>

namespace zhidian::duties {
namespace {

using Component = std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)>;

icaltimetype date_of(base::Date day) {
  const std::chrono::year_month_day parts{day};
  icaltimetype time = icaltime_null_date();
  time.year = static_cast<int>(parts.year());
  time.month = static_cast<int>(static_cast<unsigned>(parts.month()));
  time.day = static_cast<int>(static_cast<unsigned>(parts.day()));
  time.is_date = 1;
  return time;
}

icaltimetype stamp_of(base::Instant at) {
  return icaltime_from_timet_with_zone(std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count(), 0,
                                       icaltimezone_get_utc_timezone());
}

class Writer {
 public:
  Writer(const CalendarFeed& feed, base::Instant at)
      : feed_(feed), stamp_(stamp_of(at)), calendar_(icalcomponent_new(ICAL_VCALENDAR_COMPONENT), &icalcomponent_free) {
    add(calendar_.get(), icalproperty_new_version("2.0"));
    add(calendar_.get(), icalproperty_new_prodid("-//Zhidian//Duties//ZH"));
    add(calendar_.get(), icalproperty_new_method(ICAL_METHOD_PUBLISH));
    add_extension("X-WR-CALNAME", feed.title);
    add_extension("X-WR-TIMEZONE", "Asia/Shanghai");
    add_extension("X-PUBLISHED-TTL", "PT6H");
  }

  void write(const Item& item) {
    icalcomponent* event = begin(ICAL_VEVENT_COMPONENT, item, "event");
    add(event, icalproperty_new_dtstart(date_of(item.due_on)));
    add(event, icalproperty_new_dtend(date_of(item.due_on + std::chrono::days{1})));
    add(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    add(event, icalproperty_new_status(item.is_over() ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
    icalcomponent* task = begin(ICAL_VTODO_COMPONENT, item, "task");
    add(task, icalproperty_new_due(date_of(item.due_on)));
    add(task, icalproperty_new_status(item.state == "done" ? ICAL_STATUS_COMPLETED
                                      : item.is_over()     ? ICAL_STATUS_CANCELLED
                                                           : ICAL_STATUS_NEEDSACTION));
    if (item.done_on) add(task, icalproperty_new_completed(stamp_of(base::start_of(*item.done_on))));
  }

  std::string print() const {
    const std::unique_ptr<char, decltype(&free)> text(icalcomponent_as_ical_string_r(calendar_.get()), &free);
    return text.get();
  }

 private:
  static void add(icalcomponent* component, icalproperty* property) { icalcomponent_add_property(component, property); }

  void add_extension(const char* name, const std::string& value) {
    icalproperty* property = icalproperty_new_x(value.c_str());
    icalproperty_set_x_name(property, name);
    add(calendar_.get(), property);
  }

  std::string say(const rules::Text& text) const { return feed_.language == http::Language::zh ? text.zh : text.en; }

  std::string description_of(const Item& item) const {
    std::string text = item.organisation_name;
    if (!item.case_number.empty()) text += " · " + item.case_number;
    if (!item.consequence.zh.empty()) text += "\n" + say(item.consequence);
    return text;
  }

  icalcomponent* begin(icalcomponent_kind kind, const Item& item, const char* suffix) {
    icalcomponent* component = icalcomponent_new(kind);
    icalcomponent_add_component(calendar_.get(), component);
    add(component, icalproperty_new_uid(fmt::format("{}-{}@zhidian", item.id, suffix).c_str()));
    add(component, icalproperty_new_sequence(static_cast<int>(item.changes)));
    add(component, icalproperty_new_dtstamp(stamp_));
    add(component, icalproperty_new_summary(say(item.label).c_str()));
    add(component, icalproperty_new_description(description_of(item).c_str()));
    return component;
  }

  const CalendarFeed& feed_;
  icaltimetype stamp_;
  Component calendar_;
};

}  // namespace

std::string print_calendar(const std::vector<Item>& items, const CalendarFeed& feed, base::Instant at) {
  Writer writer(feed, at);
  for (const Item& item : items) {
    if (item.kind != "service") writer.write(item);
  }
  return writer.print();
}

}  // namespace zhidian::duties
