#include "capabilities/evidence/evidence_http.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "audit/proof.hpp"
#include "audit/receipt.hpp"
#include "files/files.hpp"

namespace zhidian::evidence {
namespace {

using base::ErrorCode;
using base::Value;
using http::Response;

/// What the path names: a case inside the reader's scope and an event of it that decided something.
struct Named {
  cases::Case target;
  std::int64_t ordinal = 0;
  Value statement;
};

base::Result<Named> find_named(const http::Call& call, const cases::Service& cases) {
  const auto visible = cases.find_visible(call.db(), call.account_id(), call.path_at("case_id"));
  if (!visible) return base::refuse(ErrorCode::not_found, "cases.not_found");
  Named named{visible->target, 0, {}};
  const std::string text = call.path_at("ordinal");
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), named.ordinal);
  const bool is_number = failure == std::errc() && end == text.data() + text.size();
  auto statement = is_number ? cases::find_receipt(call.db(), named.target.id, named.ordinal) : std::nullopt;
  if (!statement) return base::refuse(ErrorCode::not_found, "evidence.no_receipt");
  named.statement = std::move(*statement);
  return named;
}

Response download(const Value& document, const std::string& name) {
  return {200,
          base::print_json(document) + "\n",
          "application/json",
          {{"Content-Disposition", files::content_disposition(name)}, {"Cache-Control", "no-store"}},
          {},
          {}};
}

}  // namespace

base::Result<Response> Handlers::get_evidence_key(http::Call&) {
  return http::ok(Value::Map{{"key_id", key_.key_id()}, {"public_key", key_.public_key_hex()}, {"algorithm", "Ed25519"}});
}

base::Result<Response> Handlers::get_checkpoint(http::Call& call) {
  return http::ok(audit::to_value(audit::sign_head(call.db(), key_, "zhidian", call.system_now)));
}

base::Result<Response> Handlers::get_receipt(http::Call& call) {
  const auto named = find_named(call, cases_);
  if (!named) return base::refuse(named.error());
  return download(audit::seal_receipt(named->statement, key_), fmt::format("{}-{}-回执.json", named->target.number, named->ordinal));
}

base::Result<Response> Handlers::get_receipt_proof(http::Call& call) {
  const auto named = find_named(call, cases_);
  if (!named) return base::refuse(named.error());
  const auto events = audit::list_events(call.db(), "case", named->target.id);
  const auto event = std::ranges::find(events, named->ordinal, &audit::StoredEvent::ordinal);
  if (event == events.end()) return base::refuse(ErrorCode::not_found, "evidence.no_receipt");
  const auto checkpoint = audit::sign_head(call.db(), key_, "zhidian", call.system_now);
  const auto proof = audit::prove_inclusion(call.db(), event->sequence, checkpoint);
  if (!proof) return base::refuse(proof.error());
  return download(*proof, fmt::format("{}-{}-日志证明.json", named->target.number, named->ordinal));
}

}  // namespace zhidian::evidence
