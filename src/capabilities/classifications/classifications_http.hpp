#pragma once
#include "capabilities/classifications/classifications.hpp"
#include "capabilities/classifications/routes.hpp"

namespace zhidian::classifications {

/// `tables` must outlive it. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  explicit Handlers(const Tables& tables) : tables_(tables) {}
  base::Result<http::Response> list_classifications(http::Call& call) override;
  base::Result<http::Response> list_classes(http::Call& call) override;
  base::Result<http::Response> get_class(http::Call& call) override;
  base::Result<http::Response> search_classes(http::Call& call) override;

 private:
  const Tables& tables_;
};

}  // namespace zhidian::classifications
