#pragma once
#include "capabilities/ip_search/index_keeper.hpp"
#include "capabilities/ip_sources/routes.hpp"
#include "files/files.hpp"

namespace zhidian::ip_sources {

/// Where searched records come from, as the system administrator keeps it. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  /// The rejected of imports lie in `folder`.
  Handlers(const ip_search::IndexKeeper& keeper, files::Store& files, std::string folder)
      : keeper_(keeper), files_(files), folder_(std::move(folder)) {}
  base::Result<http::Response> list_ip_sources(http::Call& call) override;
  base::Result<http::Response> remove_ip_source(http::Call& call) override;
  base::Result<http::Response> list_ip_imports(http::Call& call) override;
  base::Result<http::Response> order_ip_import(http::Call& call) override;
  base::Result<http::Response> download_rejected_ip_records(http::Call& call) override;
  base::Result<http::Response> renew_ip_index(http::Call& call) override;

 private:
  const ip_search::IndexKeeper& keeper_;
  files::Store& files_;
  std::string folder_;
};

}  // namespace zhidian::ip_sources
