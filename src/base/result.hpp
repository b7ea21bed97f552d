#pragma once
#include <map>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace zhidian::base {

/// What kind of refusal this is; http/ has the one table from here to a status.
enum class ErrorCode {
  invalid,               // 422 the content is wrong
  malformed,             // 400 the request cannot be read
  not_found,             // 404 absent, or out of the reader's scope
  conflict,              // 409 clashes with what is stored
  forbidden,             // 403 in scope, but not this role
  not_allowed,           // 409 not in this state, or a need is not met
  unavailable,           // 503 try again
  unauthenticated,       // 401
  stale,                 // 412 If-Match does not match
  precondition_missing,  // 428 If-Match is required
  mismatch,              // 422 the idempotency key was used for something else
  too_large,             // 413
  too_many,              // 429
  storage_full,          // 507
};

/// One finding inside an error: which field or condition, by which article, and how to cure it. `message` and
/// `cure` are already in both languages where they come from a regulation; otherwise `id` names a sentence
/// of locales/{zh-CN,en}.yaml and stays the reader's to translate.
struct ErrorDetail {
  std::string field;      // dotted path, empty if none
  std::string condition;  // id of the condition or need, empty if none
  std::string id;         // error sentence id, empty if message_* is set
  std::map<std::string, std::string> params;
  std::string message_zh, message_en;
  std::string cure_zh, cure_en;
  std::vector<std::string> cites;  // article ids, e.g. "shenyang_outlet_2024/art_4_1"
};

/// A refusal a person may be told. A broken world (lost database, full disk) is an exception instead.
struct Error {
  ErrorCode code = ErrorCode::invalid;
  std::string id;  // <capability>.<reason>, a key of locales/*.yaml
  std::map<std::string, std::string> params;
  std::vector<ErrorDetail> details;
  std::vector<std::string> allowed;  // ids of the actions that are possible instead
};

template <class T>
using Result = tl::expected<T, Error>;

/// Shorthand for `return refuse(ErrorCode::not_found, "cases.not_found");`.
inline tl::unexpected<Error> refuse(ErrorCode code, std::string id, std::map<std::string, std::string> params = {}) {
  return tl::unexpected<Error>(Error{code, std::move(id), std::move(params), {}, {}});
}
inline tl::unexpected<Error> refuse(Error error) { return tl::unexpected<Error>(std::move(error)); }

/// An error that stands at one field of what was sent: `id` is the sentence of both. Shape: field and cites as in ErrorDetail.
inline Error field_error(std::string field, const std::string& id, ErrorCode code = ErrorCode::invalid, std::vector<std::string> cites = {}) {
  Error error{code, id, {}, {}, {}};
  error.details.push_back({std::move(field), "", id, {}, {}, {}, {}, {}, std::move(cites)});
  return error;
}

}  // namespace zhidian::base
