#pragma once
#include <string>

#include "http/http.hpp"

namespace zhidian::http {

/// The problem body with a status of its own: 405, 415 and other refusals of the protocol have no error code.
base::Value problem_body(const base::Error& error, Language language, int status);
/// The word for an error code as it stands in problem bodies and in `http.title_<code>`.
std::string_view name_of(base::ErrorCode code);

}  // namespace zhidian::http
