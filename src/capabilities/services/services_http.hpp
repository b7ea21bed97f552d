#pragma once
#include "capabilities/services/routes.hpp"
#include "capabilities/services/services.hpp"

namespace zhidian::services {

/// The routes of openapi.yaml. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  explicit Handlers(Kinds kinds) : kinds_(std::move(kinds)) {}
  base::Result<http::Response> list_service_kinds(http::Call& call) override;
  base::Result<http::Response> list_services(http::Call& call) override;
  base::Result<http::Response> record_service(http::Call& call) override;
  base::Result<http::Response> get_service(http::Call& call) override;
  base::Result<http::Response> correct_service(http::Call& call) override;
  base::Result<http::Response> withdraw_service(http::Call& call) override;
  base::Result<http::Response> count_services(http::Call& call) override;
  base::Result<http::Response> export_services(http::Call& call) override;

 private:
  Kinds kinds_;
};

}  // namespace zhidian::services
