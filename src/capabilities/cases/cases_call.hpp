#pragma once
#include "capabilities/cases/cases_store.hpp"

namespace zhidian::cases {

/// The case of the path inside the caller's scope. Errors: cases.not_found, the same for absent and foreign.
base::Result<VisibleCase> find_case_of(const http::Call& call, const Service& service);
/// The number of If-Match "v7". Errors: http.if_match_required, http.bad_if_match.
base::Result<std::int64_t> expected_version(const http::Call& call);
/// The caller as doer of something in this case, at the time the request arrived.
Doer doer_of(const http::Call& call, const VisibleCase& visible);
/// The answer with the version it tells, in ETag "v7": what If-Match of the next write names.
http::Response with_version(http::Response response, std::int64_t version);
/// A query or path parameter that is a whole number; empty where absent. Errors: cases.bad_number.
base::Result<std::optional<std::int64_t>> read_number(const std::string& text);

}  // namespace zhidian::cases
