#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "http/message.hpp"

namespace zhidian::http {

/// Refuses unsafe requests that another site made a browser send.
/// With a session cookie: Sec-Fetch-Site must be same-origin, or where the browser sends none, Origin must be ours;
/// neither refuses. Without one: only what says it comes from elsewhere is refused. A bearer token never rides along
/// by itself, so such a request is not asked.
/// Source: OWASP CSRF prevention, fetch metadata. Errors: http.cross_site.
base::Result<void> check_same_site(const Request& request, bool has_session_cookie, std::string_view public_url);

}  // namespace zhidian::http
