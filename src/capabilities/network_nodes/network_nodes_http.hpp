#pragma once
#include "capabilities/network_nodes/network_nodes.hpp"
#include "capabilities/network_nodes/routes.hpp"

namespace zhidian::network_nodes {

/// The routes of openapi.yaml. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  explicit Handlers(regulations::ActiveRegistry registry) : registry_(std::move(registry)) {}
  base::Result<http::Response> list_node_kinds(http::Call& call) override;
  base::Result<http::Response> list_network_nodes(http::Call& call) override;
  base::Result<http::Response> get_network_overview(http::Call& call) override;
  base::Result<http::Response> get_network(http::Call& call) override;
  base::Result<http::Response> record_network_node(http::Call& call) override;
  base::Result<http::Response> lift_exemption(http::Call& call) override;
  base::Result<http::Response> recommend_upward(http::Call& call) override;
  base::Result<http::Response> close_network_entry(http::Call& call) override;
  base::Result<http::Response> list_node_recorders(http::Call& call) override;
  base::Result<http::Response> download_node_template(http::Call& call) override;
  base::Result<http::Response> check_node_list(http::Call& call) override;
  base::Result<http::Response> enter_node_list(http::Call& call) override;

 private:
  regulations::ActiveRegistry registry_;
};

}  // namespace zhidian::network_nodes
