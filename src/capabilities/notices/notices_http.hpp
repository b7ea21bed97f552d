#pragma once
#include "capabilities/notices/notices.hpp"
#include "capabilities/notices/routes.hpp"

namespace zhidian::notices {

/// The routes of notices and objections. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  Handlers(cases::Service& cases, files::Store& files) : cases_(cases), files_(files) {}
  base::Result<http::Response> list_notices(http::Call& call) override;
  base::Result<http::Response> publish_notice(http::Call& call) override;
  base::Result<http::Response> preview_notice_term(http::Call& call) override;
  base::Result<http::Response> get_notice(http::Call& call) override;
  base::Result<http::Response> object_to_notice(http::Call& call) override;
  base::Result<http::Response> upload_objection_evidence(http::Call& call) override;
  base::Result<http::Response> follow_objection(http::Call& call) override;
  base::Result<http::Response> list_objections(http::Call& call) override;
  base::Result<http::Response> get_objection(http::Call& call) override;
  base::Result<http::Response> decide_objection(http::Call& call) override;
  base::Result<http::Response> download_objection_file(http::Call& call) override;

 private:
  cases::Service& cases_;
  files::Store& files_;
};

}  // namespace zhidian::notices
