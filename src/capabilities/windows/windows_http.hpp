#pragma once
#include <memory>

#include "capabilities/windows/routes.hpp"
#include "capabilities/windows/windows.hpp"

namespace zhidian::windows {

/// The routes of the application windows. Threads: safe to call from several.
class Handlers : public Routes {
 public:
  explicit Handlers(regulations::ActiveRegistry registry) : registry_(std::move(registry)) {}
  base::Result<http::Response> list_windows(http::Call& call) override;
  base::Result<http::Response> open_window(http::Call& call) override;
  base::Result<http::Response> list_window_procedures(http::Call& call) override;
  base::Result<http::Response> get_window(http::Call& call) override;
  base::Result<http::Response> extend_window(http::Call& call) override;
  base::Result<http::Response> set_quotas(http::Call& call) override;

 private:
  regulations::ActiveRegistry registry_;
};

}  // namespace zhidian::windows
