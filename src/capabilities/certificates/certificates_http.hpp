#pragma once
#include "capabilities/certificates/certificates.hpp"
#include "capabilities/certificates/routes.hpp"

namespace zhidian::certificates {

/// The routes of openapi.yaml; `service` must outlive it. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  explicit Handlers(const Service& service) : service_(service) {}
  base::Result<http::Response> issue_certificate(http::Call& call) override;
  base::Result<http::Response> list_certifiable_outlets(http::Call& call) override;
  base::Result<http::Response> get_certificate_status_list(http::Call& call) override;
  base::Result<http::Response> check_certificate(http::Call& call) override;
  base::Result<http::Response> get_certificate(http::Call& call) override;
  base::Result<http::Response> download_certificate_json(http::Call& call) override;
  base::Result<http::Response> download_certificate_pdf(http::Call& call) override;

 private:
  const Service& service_;
};

}  // namespace zhidian::certificates
