#include "http/rendering.hpp"

#include <algorithm>
#include <stdexcept>

#include "http/encoding.hpp"
#include "http/problem.hpp"

namespace zhidian::http {

namespace {

constexpr std::string_view content_security_policy =
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors "
    "'none'";

bool has_header(const Reply& reply, std::string_view name) {
  return std::any_of(reply.headers.begin(), reply.headers.end(), [&](const auto& header) { return header.first == name; });
}

/// A line break in a header would begin another one; a handler that lets one through is broken.
std::string checked(std::string_view value) {
  if (std::any_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; })) {
    throw std::logic_error("a response header holds a control character");
  }
  return std::string(value);
}

}  // namespace

std::string session_cookie(std::string_view token, std::chrono::seconds lifetime) {
  return "session=" + std::string(token) + "; Max-Age=" + std::to_string(lifetime.count());
}

std::string expired_session_cookie() { return "session=; Max-Age=0"; }

Rendering::Rendering(std::string_view public_url) : is_https_(to_lower(public_url.substr(0, 8)) == "https://") {}

std::string Rendering::set_cookie(std::string_view written) const {
  if (!written.starts_with("session=")) return checked(written);
  const auto end = std::min(written.find(';'), written.size());
  const auto age = written.find("Max-Age=");
  std::string cookie = std::string(session_cookie_name()) + std::string(written.substr(7, end - 7)) + "; Path=/; HttpOnly; SameSite=Lax";
  if (age != std::string_view::npos) cookie += "; " + std::string(written.substr(age, written.find(';', age) - age));
  if (is_https_) cookie += "; Secure";
  return checked(cookie);
}

Reply Rendering::render(Response response) const {
  Reply reply;
  reply.status = response.status;
  if (const auto* value = std::get_if<base::Value>(&response.body)) {
    reply.headers.emplace_back("Content-Type", "application/json");
    reply.body = base::print_json(*value);
  } else if (!std::holds_alternative<std::monostate>(response.body)) {
    reply.headers.emplace_back("Content-Type", checked(response.content_type.empty() ? "application/octet-stream" : response.content_type));
    if (auto* bytes = std::get_if<std::string>(&response.body)) reply.body = std::move(*bytes);
    if (auto* file = std::get_if<FileBody>(&response.body)) reply.body = std::move(*file);
    if (auto* pieces = std::get_if<PieceBody>(&response.body)) reply.body = std::move(*pieces);
  }
  if (response.etag) reply.headers.emplace_back("ETag", checked('"' + *response.etag + '"'));
  for (const auto& [name, value] : response.headers) reply.headers.emplace_back(checked(name), checked(value));
  for (const auto& cookie : response.cookies) reply.headers.emplace_back("Set-Cookie", set_cookie(cookie));
  return secure(std::move(reply));
}

Reply Rendering::refuse(const base::Error& error, Language language) const { return refuse(error, language, status_of(error.code)); }

Reply Rendering::refuse(const base::Error& error, Language language, int status) const {
  Reply reply;
  reply.status = status;
  reply.headers = {{"Content-Type", "application/problem+json"}, {"Content-Language", language == Language::zh ? "zh-CN" : "en"}};
  if (status == 401) reply.headers.emplace_back("WWW-Authenticate", "Session");
  if (const auto wait = error.params.find("seconds"); wait != error.params.end()) reply.headers.emplace_back("Retry-After", checked(wait->second));
  if (const auto allow = error.params.find("allow"); allow != error.params.end()) reply.headers.emplace_back("Allow", checked(allow->second));
  if (status == 503 && !has_header(reply, "Retry-After")) reply.headers.emplace_back("Retry-After", "2");
  reply.body = base::print_json(problem_body(error, language, status));
  return secure(std::move(reply));
}

Reply Rendering::secure(Reply reply) const {
  reply.headers.emplace_back("Content-Security-Policy", content_security_policy);
  reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
  reply.headers.emplace_back("Referrer-Policy", "same-origin");
  reply.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  reply.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  if (is_https_) reply.headers.emplace_back("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  if (!has_header(reply, "Cache-Control")) reply.headers.emplace_back("Cache-Control", "no-store");
  return reply;
}

}  // namespace zhidian::http
