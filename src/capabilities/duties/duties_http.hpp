#pragma once
#include "capabilities/cases/cases.hpp"
#include "capabilities/duties/duties.hpp"
#include "capabilities/duties/routes.hpp"

namespace zhidian::duties {

/// The routes of openapi.yaml. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  Handlers(cases::Service& cases, regulations::ActiveRegistry registry) : cases_(cases), registry_(std::move(registry)) {}
  base::Result<http::Response> list_duties_of(http::Call& call) override;
  base::Result<http::Response> list_due(http::Call& call) override;
  base::Result<http::Response> collect_reports(http::Call& call) override;
  base::Result<http::Response> waive_report(http::Call& call) override;
  base::Result<http::Response> take_back_waiver(http::Call& call) override;
  base::Result<http::Response> list_calendar_feeds(http::Call& call) override;
  base::Result<http::Response> create_calendar_feed(http::Call& call) override;
  base::Result<http::Response> revoke_calendar_feed(http::Call& call) override;
  base::Result<http::Response> read_calendar_feed(http::Call& call) override;

 private:
  base::Value::List missing_of(http::Call& call, const Item& item) const;
  cases::Service& cases_;
  regulations::ActiveRegistry registry_;
};

}  // namespace zhidian::duties
