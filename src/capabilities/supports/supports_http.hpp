#pragma once
#include "capabilities/supports/routes.hpp"
#include "capabilities/supports/supports.hpp"

namespace zhidian::supports {

/// The routes of openapi.yaml. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  explicit Handlers(Kinds kinds) : kinds_(std::move(kinds)) {}
  base::Result<http::Response> list_support_kinds(http::Call& call) override;
  base::Result<http::Response> list_supports(http::Call& call) override;
  base::Result<http::Response> record_support(http::Call& call) override;
  base::Result<http::Response> get_support(http::Call& call) override;
  base::Result<http::Response> correct_support(http::Call& call) override;
  base::Result<http::Response> withdraw_support(http::Call& call) override;
  base::Result<http::Response> list_support_requests(http::Call& call) override;
  base::Result<http::Response> ask_for_support(http::Call& call) override;
  base::Result<http::Response> close_support_request(http::Call& call) override;
  base::Result<http::Response> count_supports(http::Call& call) override;
  base::Result<http::Response> export_supports(http::Call& call) override;

 private:
  Kinds kinds_;
};

}  // namespace zhidian::supports
