#pragma once
#include "capabilities/changes/changes.hpp"
#include "capabilities/changes/routes.hpp"
#include "capabilities/divisions/divisions.hpp"

namespace zhidian::changes {

/// The routes of openapi.yaml. `service`, `watcher` and `tree` must outlive it. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  Handlers(const cases::Service& service, Watcher& watcher, const divisions::DivisionTree& tree)
      : service_(service), watcher_(watcher), tree_(tree) {}
  base::Result<http::Response> get_change(http::Call& call) override;
  base::Result<http::Response> get_standing(http::Call& call) override;
  base::Result<http::Response> get_pause(http::Call& call) override;
  base::Result<http::Response> check_change(http::Call& call) override;

 private:
  const cases::Service& service_;
  Watcher& watcher_;
  const divisions::DivisionTree& tree_;
};

}  // namespace zhidian::changes
