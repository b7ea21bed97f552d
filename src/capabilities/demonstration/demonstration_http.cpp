#include "capabilities/demonstration/demonstration_http.hpp"

namespace zhidian::demonstration {
namespace {

constexpr std::int64_t most_days = 3650;

}  // namespace

http::Response Handlers::answer() const {
  const base::Instant now = clock_.business_now();
  return http::ok(base::Value::Map{{"business_now", base::print_instant(now)},
                                   {"business_today", base::print_date(base::civil_date(now))},
                                   {"is_demonstration_mode", is_demonstration_}});
}

base::Result<http::Response> Handlers::get_clock(http::Call&) { return answer(); }

base::Result<http::Response> Handlers::advance_clock(http::Call& call) {
  using base::ErrorCode;
  if (!is_demonstration_) return base::refuse(ErrorCode::not_allowed, "demonstration.not_in_demonstration");
  http::BodyReader reader(call.body);
  const auto days = reader.optional_integer("days", 1, most_days);
  const auto date = reader.optional_date("to");
  if (auto good = reader.finish(); !good) return base::refuse(good.error());
  if (days.has_value() == date.has_value()) return base::refuse(ErrorCode::invalid, "demonstration.bad_advance");
  const base::Instant wanted = days ? clock_.business_now() + std::chrono::days(*days) : base::start_of(*date);
  if (auto moved = clock_.advance_to(wanted, call.account_id(), ids_); !moved) return base::refuse(moved.error());
  return answer();
}

}  // namespace zhidian::demonstration
