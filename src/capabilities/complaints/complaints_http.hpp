#pragma once
#include "capabilities/complaints/complaints.hpp"
#include "capabilities/complaints/routes.hpp"

namespace zhidian::complaints {

/// The routes of openapi.yaml. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  explicit Handlers(cases::Service& cases) : cases_(cases) {}
  base::Result<http::Response> get_complaint_form(http::Call& call) override;
  base::Result<http::Response> lodge_complaint(http::Call& call) override;
  base::Result<http::Response> follow_complaint(http::Call& call) override;
  base::Result<http::Response> list_complaint_grounds(http::Call& call) override;
  base::Result<http::Response> list_complaints(http::Call& call) override;
  base::Result<http::Response> get_complaint(http::Call& call) override;
  base::Result<http::Response> take_on_complaint(http::Call& call) override;
  base::Result<http::Response> add_complaint_note(http::Call& call) override;
  base::Result<http::Response> link_complaint_case(http::Call& call) override;
  base::Result<http::Response> conclude_complaint(http::Call& call) override;
  base::Result<http::Response> read_complaint_identity(http::Call& call) override;
  base::Result<http::Response> download_complaint_file(http::Call& call) override;

 private:
  base::Result<http::Response> answer(http::Call& call, const std::string& id) const;
  cases::Service& cases_;
};

}  // namespace zhidian::complaints
