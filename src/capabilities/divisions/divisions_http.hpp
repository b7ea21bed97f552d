#pragma once
#include "capabilities/divisions/divisions.hpp"
#include "capabilities/divisions/routes.hpp"

namespace zhidian::divisions {

/// Serves the divisions from memory; `tree` must outlive it. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  explicit Handlers(const DivisionTree& tree) : tree_(tree) {}
  base::Result<http::Response> list_divisions(http::Call& call) override;

 private:
  const DivisionTree& tree_;
};

}  // namespace zhidian::divisions
