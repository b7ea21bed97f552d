#pragma once
#include "capabilities/calendars/calendars.hpp"
#include "capabilities/calendars/routes.hpp"

namespace zhidian::calendars {

/// The routes of openapi.yaml; everything given must outlive it. `brought`: the calendar files of the program. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  Handlers(Service& service, const regulations::ActiveRegistry& registry, storage::Database& database, std::vector<rules::SourceFile> brought)
      : service_(service), registry_(registry), database_(database), brought_(std::move(brought)) {}
  base::Result<http::Response> list_calendars(http::Call& call) override;
  base::Result<http::Response> list_calendar_changes(http::Call& call) override;
  base::Result<http::Response> propose_calendar_change(http::Call& call) override;
  base::Result<http::Response> get_calendar_change(http::Call& call) override;
  base::Result<http::Response> revise_calendar_change(http::Call& call) override;
  base::Result<http::Response> withdraw_calendar_change(http::Call& call) override;
  base::Result<http::Response> list_calendar_effects(http::Call& call) override;
  base::Result<http::Response> approve_calendar_change(http::Call& call) override;

 private:
  http::Response answer(storage::Connection& connection, const Change& change, const http::Call& call) const;
  base::Value list_offered(storage::Connection& connection) const;
  Service& service_;
  const regulations::ActiveRegistry& registry_;
  storage::Database& database_;
  std::vector<rules::SourceFile> brought_;
};

}  // namespace zhidian::calendars
