#include <fmt/format.h>

#include "capabilities/demonstration/demonstration.hpp"
#include "capabilities/jobs_desk/jobs_desk.hpp"
#include "jobs/overview.hpp"
#include "server/commands.hpp"
#include "server/store.hpp"

namespace zhidian::server {
namespace {

using base::Value;

constexpr std::chrono::minutes alarm_after{5};
constexpr std::int64_t most_listed = 100;  // of each kind

struct Listing {
  Value health;
  jobs::Counts counts;
  std::vector<jobs::Timer> timers;  // whose instant has come, the failed ones among them
  std::vector<jobs::OutboxMessage> messages;
};

Listing read_listing(Store& store) {
  const demonstration::DatabaseClock clock(*store.database);
  const auto reader = store.database->read();
  auto& connection = reader->connection();
  Listing listing{jobs::health_of(connection, alarm_after), jobs::count_jobs(connection, clock.business_now()), {}, {}};
  listing.timers = jobs::list_due_timers(connection, false, {"", "", most_listed});
  std::erase_if(listing.timers, [&](const jobs::Timer& timer) { return timer.due_at > clock.business_now(); });
  for (const std::string_view state : {"failed", "given_up", "waiting"}) {
    const auto found = jobs::list_outbox(connection, state, {"", "", most_listed});
    listing.messages.insert(listing.messages.end(), found.begin(), found.end());
  }
  return listing;
}

Value to_value(const Listing& listing) {
  const auto& counts = listing.counts;
  Value::List timers, messages;
  for (const auto& timer : listing.timers) {
    timers.emplace_back(Value::Map{{"id", timer.id},
                                   {"kind", timer.kind},
                                   {"subject_kind", timer.subject_kind},
                                   {"subject_id", timer.subject_id},
                                   {"due_at", base::print_instant(timer.due_at)},
                                   {"attempts", timer.attempts},
                                   {"last_error", timer.last_error}});
  }
  for (const auto& message : listing.messages) {
    messages.emplace_back(Value::Map{{"id", message.id},
                                     {"channel", message.channel},
                                     {"recipient", jobs_desk::mask_recipient(message.recipient)},
                                     {"state", message.state},
                                     {"attempts", message.attempts},
                                     {"last_error", message.last_error}});
  }
  return Value::Map{
      {"rounds", listing.health},
      {"timers", Value::Map{{"due", counts.timers_due}, {"overdue", counts.timers_overdue}, {"failed", counts.timers_failed}, {"items", timers}}},
      {"outbox",
       Value::Map{{"waiting", counts.outbox_waiting}, {"failed", counts.outbox_failed}, {"given_up", counts.outbox_given_up}, {"items", messages}}}};
}

void print(const Listing& listing) {
  const auto& counts = listing.counts;
  fmt::print("最近一次完成：{}  {}\n", listing.health.text_or("last_round", "—"), listing.health.text_or("state"));
  fmt::print("定时事项：未办 {}，已到期 {}，失败 {}\n", counts.timers_due, counts.timers_overdue, counts.timers_failed);
  for (const auto& timer : listing.timers) {
    fmt::print("  {}  {}  {} {} {}  {}\n", timer.id, base::print_instant(timer.due_at), timer.kind, timer.subject_kind, timer.subject_id,
               jobs_desk::say_reason(http::Language::zh, timer.last_error));
  }
  fmt::print("对外通知：待发送 {}，失败 {}，已放弃 {}\n", counts.outbox_waiting, counts.outbox_failed, counts.outbox_given_up);
  for (const auto& message : listing.messages) {
    fmt::print("  {}  {:<8}  {} {}  {}\n", message.id, message.state, message.channel, jobs_desk::mask_recipient(message.recipient),
               jobs_desk::say_reason(http::Language::zh, message.last_error));
  }
}

}  // namespace

int jobs_list(const Place& place, bool json) {
  Store store(place);
  const auto listing = read_listing(store);
  if (json) {
    fmt::print("{}\n", base::print_json(to_value(listing)));
  } else {
    print(listing);
  }
  const auto& counts = listing.counts;
  const bool is_well = counts.timers_failed + counts.outbox_failed + counts.outbox_given_up == 0 && listing.health.text_or("state") != "late";
  return is_well ? Exit::done : Exit::finding;
}

int jobs_retry(const Place& place, const std::string& id) {
  Store store(place);
  const auto transaction = store.database->write();
  auto& connection = transaction->connection();
  if (!jobs::retry_timer(connection, id) && !jobs::retry_outbox_message(connection, id)) {
    fmt::print(stderr, "{}\n", http::sentence(http::Language::zh, "jobs_desk.nothing_to_retry", {}));
    return Exit::finding;
  }
  transaction->commit();
  fmt::print("已安排立即重试。\n");
  return Exit::done;
}

}  // namespace zhidian::server
