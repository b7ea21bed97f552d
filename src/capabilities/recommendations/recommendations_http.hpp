#pragma once
#include "capabilities/recommendations/recommendations.hpp"
#include "capabilities/recommendations/routes.hpp"

namespace zhidian::recommendations {

/// The routes of openapi.yaml. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  explicit Handlers(regulations::ActiveRegistry registry) : registry_(std::move(registry)) {}
  base::Result<http::Response> list_recommendations(http::Call& call) override;
  base::Result<http::Response> order_recommendations(http::Call& call) override;

 private:
  regulations::ActiveRegistry registry_;
};

}  // namespace zhidian::recommendations
