#pragma once
#include "capabilities/sanctions/routes.hpp"
#include "capabilities/sanctions/sanctions.hpp"

namespace zhidian::sanctions {

/// The routes of openapi.yaml. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  Handlers(regulations::ActiveRegistry registry, const cases::Service& cases) : registry_(std::move(registry)), cases_(cases) {}
  base::Result<http::Response> list_sanctions(http::Call& call) override;
  base::Result<http::Response> list_sanctions_of(http::Call& call) override;
  base::Result<http::Response> annul_sanction(http::Call& call) override;
  base::Result<http::Response> list_public_sanctions(http::Call& call) override;
  base::Result<http::Response> get_public_sanction(http::Call& call) override;
  base::Result<http::Response> list_bans_elsewhere(http::Call& call) override;

 private:
  base::Result<http::Response> answer(http::Call& call, std::string organisation_id) const;
  regulations::ActiveRegistry registry_;
  const cases::Service& cases_;
};

}  // namespace zhidian::sanctions
