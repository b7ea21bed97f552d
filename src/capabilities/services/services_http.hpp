#pragma once
#include "capabilities/regulations/regulations.hpp"
#include "capabilities/services/routes.hpp"
#include "capabilities/services/services.hpp"

namespace zhidian::services {

/// The routes of openapi.yaml. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  Handlers(Kinds kinds, regulations::ActiveRegistry registry) : kinds_(std::move(kinds)), registry_(std::move(registry)) {}
  base::Result<http::Response> list_service_kinds(http::Call& call) override;
  base::Result<http::Response> list_services(http::Call& call) override;
  base::Result<http::Response> record_service(http::Call& call) override;
  base::Result<http::Response> get_service(http::Call& call) override;
  base::Result<http::Response> correct_service(http::Call& call) override;
  base::Result<http::Response> withdraw_service(http::Call& call) override;
  base::Result<http::Response> count_services(http::Call& call) override;
  base::Result<http::Response> export_services(http::Call& call) override;
  base::Result<http::Response> compare_services(http::Call& call) override;

 private:
  Kinds kinds_;
  regulations::ActiveRegistry registry_;
};

}  // namespace zhidian::services
