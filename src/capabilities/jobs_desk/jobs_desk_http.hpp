#pragma once
#include <chrono>

#include "capabilities/jobs_desk/routes.hpp"

namespace zhidian::jobs_desk {

/// Timers and the outbox as the system administrator sees them. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  /// Rounds older than this are late; before the first request.
  void use_alarm_after(std::chrono::milliseconds alarm_after) { alarm_after_ = alarm_after; }
  base::Result<http::Response> get_jobs(http::Call& call) override;
  base::Result<http::Response> list_timers(http::Call& call) override;
  base::Result<http::Response> retry_timer(http::Call& call) override;
  base::Result<http::Response> list_outbox(http::Call& call) override;
  base::Result<http::Response> retry_outbox_message(http::Call& call) override;

 private:
  std::chrono::milliseconds alarm_after_ = std::chrono::minutes(5);
};

}  // namespace zhidian::jobs_desk
