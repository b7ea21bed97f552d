#pragma once
#include <memory>

#include "capabilities/directory/directory.hpp"
#include "capabilities/directory/page_cache.hpp"
#include "capabilities/directory/routes.hpp"

namespace zhidian::directory {

/// The public directory and the home box. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  explicit Handlers(regulations::ActiveRegistry registry) : registry_(std::move(registry)) {}
  base::Result<http::Response> list_outlets(http::Call& call) override;
  base::Result<http::Response> get_outlet(http::Call& call) override;
  base::Result<http::Response> get_outlet_history(http::Call& call) override;
  base::Result<http::Response> list_outlet_statuses(http::Call& call) override;
  base::Result<http::Response> search_everything(http::Call& call) override;
  base::Result<http::Response> export_outlets_jsonl(http::Call& call) override;
  base::Result<http::Response> export_outlets_csv(http::Call& call) override;
  base::Result<http::Response> export_notices_jsonl(http::Call& call) override;
  base::Result<http::Response> export_notices_csv(http::Call& call) override;
  base::Result<http::Response> list_take_overs(http::Call& call) override;
  base::Result<http::Response> download_take_over_template(http::Call& call) override;
  base::Result<http::Response> check_take_over(http::Call& call) override;
  base::Result<http::Response> enter_take_over(http::Call& call) override;
  base::Result<http::Response> get_take_over(http::Call& call) override;
  base::Result<http::Response> undo_take_over(http::Call& call) override;
  base::Result<http::Response> export_website_json(http::Call& call) override;
  base::Result<http::Response> export_website_xlsx(http::Call& call) override;
  base::Result<http::Response> list_website_publications(http::Call& call) override;
  base::Result<http::Response> record_website_publication(http::Call& call) override;
  base::Result<http::Response> list_changes(http::Call& call) override;

 private:
  std::string render_page(storage::Connection& connection, const OutletFilter& filter, const http::Page& page) const;

  regulations::ActiveRegistry registry_;
  PageCache cache_;
};

}  // namespace zhidian::directory
