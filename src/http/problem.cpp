#include "http/problem.hpp"

namespace zhidian::http {

namespace {

struct CodeRow {
  std::string_view name;
  int status;
};

CodeRow row_of(base::ErrorCode code) {
  using base::ErrorCode;
  switch (code) {
    case ErrorCode::invalid: return {"invalid", 422};
    case ErrorCode::malformed: return {"malformed", 400};
    case ErrorCode::not_found: return {"not_found", 404};
    case ErrorCode::conflict: return {"conflict", 409};
    case ErrorCode::forbidden: return {"forbidden", 403};
    case ErrorCode::not_allowed: return {"not_allowed", 409};
    case ErrorCode::unavailable: return {"unavailable", 503};
    case ErrorCode::unauthenticated: return {"unauthenticated", 401};
    case ErrorCode::stale: return {"stale", 412};
    case ErrorCode::precondition_missing: return {"precondition_missing", 428};
    case ErrorCode::mismatch: return {"mismatch", 422};
    case ErrorCode::too_large: return {"too_large", 413};
    case ErrorCode::too_many: return {"too_many", 429};
    case ErrorCode::storage_full: return {"storage_full", 507};
  }
  return {"unavailable", 500};
}

base::Value detail_body(const base::ErrorDetail& detail, Language language) {
  const auto& stated = language == Language::zh ? detail.message_zh : detail.message_en;
  base::Value::List cites(detail.cites.begin(), detail.cites.end());
  base::Value body;
  body.set("field", detail.field);
  body.set("condition", detail.condition);
  body.set("id", detail.id);
  body.set("message", stated.empty() && !detail.id.empty() ? sentence(language, detail.id, detail.params) : stated);
  body.set("cure", language == Language::zh ? detail.cure_zh : detail.cure_en);
  body.set("cites", std::move(cites));
  return body;
}

}  // namespace

int status_of(base::ErrorCode code) { return row_of(code).status; }

std::string_view name_of(base::ErrorCode code) { return row_of(code).name; }

base::Value problem_body(const base::Error& error, Language language) { return problem_body(error, language, status_of(error.code)); }

base::Value problem_body(const base::Error& error, Language language, int status) {
  const std::string code(name_of(error.code));
  base::Value::List details;
  for (const auto& detail : error.details) details.push_back(detail_body(detail, language));
  base::Value body;
  body.set("type", "urn:zhidian:problem:" + error.id);
  body.set("title", sentence(language, "http.title_" + code, {}));
  body.set("status", status);
  body.set("detail", sentence(language, error.id, error.params));
  body.set("code", code);
  body.set("id", error.id);
  body.set("errors", std::move(details));
  body.set("allowed", base::Value::List(error.allowed.begin(), error.allowed.end()));
  if (const auto incident = error.params.find("incident"); incident != error.params.end())
    body.set("instance", "urn:zhidian:incident:" + incident->second);
  return body;
}

}  // namespace zhidian::http
