#pragma once
#include "capabilities/demonstration/demonstration.hpp"
#include "capabilities/demonstration/routes.hpp"

namespace zhidian::demonstration {

/// The clock; `clock` and `ids` must outlive it. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  Handlers(DatabaseClock& clock, base::Random& ids, bool is_demonstration) : clock_(clock), ids_(ids), is_demonstration_(is_demonstration) {}
  base::Result<http::Response> get_clock(http::Call& call) override;
  base::Result<http::Response> advance_clock(http::Call& call) override;

 private:
  http::Response answer() const;

  DatabaseClock& clock_;
  base::Random& ids_;
  bool is_demonstration_;
};

}  // namespace zhidian::demonstration
