#include "http/head.hpp"

#include <algorithm>
#include <charconv>

#include "http/encoding.hpp"

namespace zhidian::http {

namespace {

constexpr HeadRefusal malformed{400, "http.malformed_request"};
constexpr HeadRefusal bad_host{400, "http.bad_host"};
constexpr HeadRefusal too_long{431, "http.header_too_large"};
constexpr HeadRefusal line_too_long{414, "http.address_too_long"};

bool is_token(std::string_view text) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || marks.find(c) != std::string_view::npos;
  });
}

bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; }

bool is_visible(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

/// Host: a name, an address or [an IPv6 address], with a port or without.
bool is_host(std::string_view text) {
  constexpr std::string_view marks = "-._~[]:";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || marks.find(c) != std::string_view::npos;
  });
}

/// Source: RFC 9112 section 3.2.2: an absolute address is taken too; its host replaces Host.
bool take_absolute_form(Request& request, std::optional<std::string>& host) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!to_lower(request.target.substr(0, scheme.size())).starts_with(scheme)) continue;
    const std::string rest = request.target.substr(scheme.size());
    const auto slash = rest.find_first_of("/?");
    host = rest.substr(0, slash);
    request.target = slash == std::string::npos ? "/" : rest.substr(slash);
    if (request.target.front() == '?') request.target.insert(0, "/");
  }
  return request.target.starts_with('/');
}

bool read_request_line(std::string_view line, Request& request, std::optional<std::string>& host) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return false;
  const auto version = line.substr(last + 1);
  request.method = line.substr(0, first);
  request.target = line.substr(first + 1, last - first - 1);
  request.is_http_1_0 = version == "HTTP/1.0";
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return false;
  return is_token(request.method) && is_visible(request.target) && take_absolute_form(request, host);
}

bool read_content_length(std::string_view text, Request& request) {
  std::int64_t length = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (request.content_length || text.empty() || text.front() < '0' || text.front() > '9') return false;
  if (failure != std::errc() || end != text.data() + text.size()) return false;
  request.content_length = length;
  return true;
}

bool read_transfer_encoding(std::string_view text, Request& request) {
  if (request.is_chunked || request.is_http_1_0 || to_lower(text) != "chunked") return false;
  return request.is_chunked = true;
}

/// One `name: value` line into the request; empty where it is well formed.
std::optional<HeadRefusal> read_header(std::string_view line, Request& request, std::optional<std::string>& host, bool& has_host) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return malformed;
  const auto value = trim_spaces(line.substr(colon + 1));
  if (std::any_of(value.begin(), value.end(), is_control)) return malformed;
  auto name = to_lower(line.substr(0, colon));
  if (name == "content-length" && !read_content_length(value, request)) return malformed;
  if (name == "transfer-encoding" && !read_transfer_encoding(value, request)) return malformed;
  if (name == "host") {
    if (has_host || !is_host(value)) return bad_host;
    has_host = true;
    if (!host) host = value;
    return std::nullopt;
  }
  request.headers.emplace_back(std::move(name), value);
  return std::nullopt;
}

}  // namespace

std::variant<std::size_t, HeadRefusal> measure_head(std::string_view bytes, const HeadLimits& limits) {
  std::size_t start = 0;
  bool is_first = true;
  for (;;) {
    const auto end = bytes.find('\n', start);
    const auto line = bytes.substr(start, end == std::string_view::npos ? end : end - start);
    if (line.find('\0') != std::string_view::npos) return malformed;
    if (line.size() > limits.line) return is_first ? line_too_long : too_long;
    if (end == std::string_view::npos) break;
    if (line.empty() || line.back() != '\r') return malformed;
    start = end + 1;
    if (start > limits.head) return too_long;
    if (line.size() == 1) return is_first ? std::variant<std::size_t, HeadRefusal>(malformed) : start;
    is_first = false;
  }
  if (bytes.size() > limits.head) return too_long;
  return std::size_t{0};
}

std::variant<Request, HeadRefusal> read_head(std::string_view head, const HeadLimits& limits) {
  Request request;
  std::optional<std::string> host;
  const auto first_end = head.find("\r\n");
  if (first_end == std::string_view::npos || !read_request_line(head.substr(0, first_end), request, host)) return malformed;
  if (host && !is_host(*host)) return bad_host;
  bool has_host = false;
  head.remove_prefix(first_end + 2);
  for (auto end = head.find("\r\n"); end != 0; end = head.find("\r\n")) {
    if (end == std::string_view::npos) return malformed;
    if (request.headers.size() + (has_host ? 1 : 0) == limits.headers) return too_long;
    if (const auto refusal = read_header(head.substr(0, end), request, host, has_host)) return *refusal;
    head.remove_prefix(end + 2);
  }
  if (request.is_chunked && request.content_length) return malformed;
  if (!has_host && !request.is_http_1_0) return bad_host;
  if (host) request.headers.emplace_back("host", *host);
  return request;
}

}  // namespace zhidian::http
