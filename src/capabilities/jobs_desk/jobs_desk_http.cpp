#include "capabilities/jobs_desk/jobs_desk_http.hpp"

#include <algorithm>
#include <array>

#include "capabilities/jobs_desk/jobs_desk.hpp"
#include "jobs/overview.hpp"

namespace zhidian::jobs_desk {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::array<std::string_view, 3> outbox_states{"waiting", "failed", "given_up"};

Value to_value(const jobs::Timer& timer, const http::Call& call) {
  return Value::Map{{"id", timer.id},
                    {"kind", timer.kind},
                    {"subject_kind", timer.subject_kind},
                    {"subject_id", timer.subject_id},
                    {"due_at", base::print_instant(timer.due_at)},
                    {"is_overdue", timer.due_at <= call.business_now},
                    {"attempts", timer.attempts},
                    {"reason", say_reason(call.language, timer.last_error)},
                    {"retry_at", timer.retry_at ? Value(base::print_instant(*timer.retry_at)) : Value()}};
}

Value to_value(const jobs::OutboxMessage& message, const http::Call& call) {
  return Value::Map{{"id", message.id},
                    {"channel", message.channel},
                    {"recipient", mask_recipient(message.recipient)},
                    {"subject_kind", message.subject_kind},
                    {"subject_id", message.subject_id},
                    {"state", message.state},
                    {"attempts", message.attempts},
                    {"reason", say_reason(call.language, message.last_error)},
                    {"created_at", base::print_instant(message.created_at)},
                    {"not_before", base::print_instant(message.not_before)},
                    {"next_attempt_at", base::print_instant(message.next_attempt_at)}};
}

template <class Entry>
http::Response list_page(const std::vector<Entry>& entries, const http::Page& page, const http::Call& call, std::string_view key) {
  Value::List items;
  for (const auto& entry : entries) items.push_back(to_value(entry, call));
  return http::ok(http::page_body(std::move(items), page, [&](const Value& item) { return std::pair(item.text_or(key), item.text_or("id")); }));
}

jobs::Continuation from(const http::Page& page) { return {page.after, page.after_id, page.limit + 1}; }

}  // namespace

base::Result<http::Response> Handlers::get_jobs(http::Call& call) {
  const auto counts = jobs::count_jobs(call.db(), call.business_now);
  Value body = jobs::health_of(call.db(), alarm_after_);
  body.set("timers", Value::Map{{"due", counts.timers_due}, {"overdue", counts.timers_overdue}, {"failed", counts.timers_failed}});
  body.set("outbox", Value::Map{{"waiting", counts.outbox_waiting}, {"failed", counts.outbox_failed}, {"given_up", counts.outbox_given_up}});
  return http::ok(std::move(body));
}

base::Result<http::Response> Handlers::list_timers(http::Call& call) {
  const auto page = http::read_page(call);
  if (!page) return base::refuse(page.error());
  return list_page(jobs::list_due_timers(call.db(), call.query_at("failed") == "true", from(*page)), *page, call, "due_at");
}

base::Result<http::Response> Handlers::retry_timer(http::Call& call) {
  if (!jobs::retry_timer(call.db(), call.path_at("timer_id"))) return base::refuse(ErrorCode::not_found, "jobs_desk.nothing_to_retry");
  return http::no_content();
}

base::Result<http::Response> Handlers::list_outbox(http::Call& call) {
  const auto page = http::read_page(call);
  if (!page) return base::refuse(page.error());
  const auto state = call.query_at("state");
  if (std::ranges::find(outbox_states, state) == outbox_states.end()) return base::refuse(ErrorCode::invalid, "jobs_desk.bad_state");
  return list_page(jobs::list_outbox(call.db(), state, from(*page)), *page, call, "next_attempt_at");
}

base::Result<http::Response> Handlers::retry_outbox_message(http::Call& call) {
  if (!jobs::retry_outbox_message(call.db(), call.path_at("message_id"))) return base::refuse(ErrorCode::not_found, "jobs_desk.nothing_to_retry");
  return http::no_content();
}

}  // namespace zhidian::jobs_desk
