#include "http/cross_site.hpp"

#include "http/encoding.hpp"

namespace zhidian::http {

namespace {

/// scheme://host[:port] of an address, in lower case and without the scheme's own port.
std::string origin_of(std::string_view url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return {};
  auto origin = to_lower(url.substr(0, url.find('/', scheme_end + 3)));
  for (const std::string_view own : {"http://:80", "https://:443"}) {
    const auto scheme = own.substr(0, own.rfind(':'));
    const auto port = own.substr(own.rfind(':'));
    if (origin.starts_with(scheme) && origin.ends_with(port)) origin.resize(origin.size() - port.size());
  }
  return origin;
}

bool is_own_origin(std::string_view origin, const Request& request, std::string_view public_url) {
  const auto given = origin_of(origin);
  if (given.empty()) return false;
  if (!public_url.empty() && given == origin_of(public_url)) return true;
  const std::string host(request.at("host"));
  return public_url.empty() && (given == origin_of("http://" + host) || given == origin_of("https://" + host));
}

}  // namespace

base::Result<void> check_same_site(const Request& request, bool has_session_cookie, std::string_view public_url) {
  const auto* fetch_site = request.find("sec-fetch-site");
  const auto* origin = request.find("origin");
  bool is_ours = !has_session_cookie;
  if (fetch_site) {
    is_ours = *fetch_site == "same-origin";
  } else if (origin) {
    is_ours = is_own_origin(*origin, request, public_url);
  }
  if (!is_ours) return base::refuse(base::ErrorCode::forbidden, "http.cross_site");
  return {};
}

}  // namespace zhidian::http
