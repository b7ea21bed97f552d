#include "http/dispatcher.hpp"

#include <arpa/inet.h>

#include <array>

#include "http/encoding.hpp"
#include "http/exchange.hpp"
#include "http/request_parts.hpp"

namespace zhidian::http {

namespace {

bool is_address(const std::string& text) {
  std::array<unsigned char, 16> bytes{};
  return inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

}  // namespace

base::Error protocol_error(int status, std::string_view id) {
  using base::ErrorCode;
  ErrorCode code = ErrorCode::malformed;
  if (status == 404) code = ErrorCode::not_found;
  if (status == 413 || status == 414 || status == 431) code = ErrorCode::too_large;
  if (status == 503) code = ErrorCode::unavailable;
  return {code, std::string(id), {}, {}, {}};
}

Dispatcher::Dispatcher(const ServerOptions& options, const Routes& routes, Surroundings surroundings, Metrics& metrics)
    : options_(options),
      surroundings_(surroundings),
      metrics_(metrics),
      rendering_(options.public_url),
      router_(routes),
      assets_(options.assets),
      trusted_proxies_(options.trusted_proxies.begin(), options.trusted_proxies.end()) {}

Reply Dispatcher::refuse(int status, std::string_view id) {
  metrics_.count("unreadable", status, std::chrono::microseconds{0});
  return rendering_.refuse(protocol_error(status, id), Language::zh, status);
}

std::string Dispatcher::client_of(const Request& request) const {
  if (!trusted_proxies_.contains(request.client_address)) return request.client_address;
  const auto forwarded = request.at("x-forwarded-for");
  const auto comma = forwarded.rfind(',');
  const std::string last(trim_spaces(comma == std::string_view::npos ? forwarded : forwarded.substr(comma + 1)));
  return is_address(last) ? last : request.client_address;
}

std::unique_ptr<Exchange> Dispatcher::begin(Request request) {
  request.client_address = client_of(request);
  const auto mark = std::min(request.target.find('?'), request.target.size());
  auto segments = split_path(std::string_view(request.target).substr(0, mark));
  auto query = request.target.substr(std::min(mark + 1, request.target.size()));
  Match match;
  if (segments) match = router_.find(request.method == "HEAD" ? "GET" : request.method, *segments);
  if (match.operation) return std::make_unique<RoutedExchange>(*this, std::move(request), std::move(match), std::move(query));
  return std::make_unique<PlainExchange>(*this, std::move(request), std::move(segments), std::move(match.allow));
}

}  // namespace zhidian::http
