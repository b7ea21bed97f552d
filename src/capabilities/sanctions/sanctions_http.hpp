#pragma once
#include "capabilities/sanctions/routes.hpp"
#include "capabilities/sanctions/sanctions.hpp"

namespace zhidian::sanctions {

/// The routes of openapi.yaml. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  explicit Handlers(regulations::ActiveRegistry registry) : registry_(std::move(registry)) {}
  base::Result<http::Response> list_sanctions(http::Call& call) override;
  base::Result<http::Response> list_sanctions_of(http::Call& call) override;
  base::Result<http::Response> annul_sanction(http::Call& call) override;

 private:
  base::Result<http::Response> answer(http::Call& call, std::string organisation_id) const;
  regulations::ActiveRegistry registry_;
};

}  // namespace zhidian::sanctions
