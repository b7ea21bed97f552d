#pragma once
#include "audit/log.hpp"
#include "capabilities/cases/cases.hpp"
#include "capabilities/evidence/routes.hpp"

namespace zhidian::evidence {

/// The routes of openapi.yaml; `cases` and `key` must outlive it. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  Handlers(const cases::Service& cases, const audit::SigningKey& key) : cases_(cases), key_(key) {}
  base::Result<http::Response> get_evidence_key(http::Call& call) override;
  base::Result<http::Response> get_checkpoint(http::Call& call) override;
  base::Result<http::Response> get_receipt(http::Call& call) override;
  base::Result<http::Response> get_receipt_proof(http::Call& call) override;

 private:
  const cases::Service& cases_;
  const audit::SigningKey& key_;
};

}  // namespace zhidian::evidence
