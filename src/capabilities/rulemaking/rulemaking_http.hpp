#pragma once
#include "capabilities/divisions/divisions.hpp"
#include "capabilities/rulemaking/routes.hpp"
#include "capabilities/rulemaking/rulemaking.hpp"

namespace zhidian::rulemaking {

/// The routes of openapi.yaml; everything given must outlive it. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  Handlers(Service& service, const regulations::ActiveRegistry& registry, storage::Database& database, const divisions::DivisionTree& divisions)
      : service_(service), registry_(registry), database_(database), divisions_(divisions) {}
  base::Result<http::Response> list_act_drafts(http::Call& call) override;
  base::Result<http::Response> begin_act_draft(http::Call& call) override;
  base::Result<http::Response> get_act_draft(http::Call& call) override;
  base::Result<http::Response> withdraw_act_draft(http::Call& call) override;
  base::Result<http::Response> save_act_file(http::Call& call) override;
  base::Result<http::Response> list_act_differences(http::Call& call) override;
  base::Result<http::Response> simulate_act_draft(http::Call& call) override;
  base::Result<http::Response> propose_act_draft(http::Call& call) override;
  base::Result<http::Response> activate_act_draft(http::Call& call) override;

 private:
  http::Response answer(const Draft& draft, const http::Call& call) const;
  Service& service_;
  const regulations::ActiveRegistry& registry_;
  storage::Database& database_;
  const divisions::DivisionTree& divisions_;
};

}  // namespace zhidian::rulemaking
