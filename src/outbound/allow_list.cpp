#include "outbound/allow_list.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

namespace zhidian::outbound {
namespace {

struct Scheme {
  std::string_view name;
  int port;
};
constexpr std::array schemes{Scheme{"https", 443}, Scheme{"http", 80}, Scheme{"smtps", 465}, Scheme{"smtp", 587}};
constexpr std::size_t longest_host = 253;

bool is_host_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_'; }

bool is_host(std::string_view host, bool is_bracketed) {
  if (host.empty() || host.size() > longest_host) return false;
  return std::ranges::all_of(host, [&](char c) { return is_host_character(c) || (is_bracketed && c == ':'); });
}

std::optional<int> read_port(std::string_view digits) {
  int port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc() || end != digits.data() + digits.size() || port < 1 || port > 65'535) return std::nullopt;
  return port;
}

/// host[:port] or [ipv6][:port].
std::optional<Target> read_authority(std::string_view authority, const Scheme& scheme) {
  const bool is_bracketed = authority.starts_with('[');
  const auto host_end = is_bracketed ? authority.find(']') : authority.find(':');
  if (is_bracketed && host_end == std::string_view::npos) return std::nullopt;
  Target target{std::string(scheme.name), std::string(authority.substr(is_bracketed, host_end - is_bracketed)), scheme.port};
  std::ranges::transform(target.host, target.host.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  auto rest = host_end == std::string_view::npos ? std::string_view() : authority.substr(host_end + is_bracketed);
  if (!rest.empty()) {
    const auto port = rest.starts_with(':') ? read_port(rest.substr(1)) : std::nullopt;
    if (!port) return std::nullopt;
    target.port = *port;
  }
  return is_host(target.host, is_bracketed) ? std::optional(std::move(target)) : std::nullopt;
}

std::optional<Target> read_target(std::string_view address) {
  if (!std::ranges::all_of(address, [](char c) { return c > ' ' && c < 0x7f && c != '\\'; })) return std::nullopt;
  const auto mark = address.find("://");
  const auto name = mark == std::string_view::npos ? schemes.front().name : address.substr(0, mark);
  const auto scheme = std::ranges::find(schemes, name, &Scheme::name);
  if (scheme == schemes.end()) return std::nullopt;
  const auto rest = mark == std::string_view::npos ? address : address.substr(mark + 3);
  return read_authority(rest.substr(0, rest.find_first_of("/?#")), *scheme);
}

}  // namespace

base::Result<Target> parse_target(std::string_view address) {
  auto target = read_target(address);
  if (!target) return base::refuse(base::ErrorCode::invalid, "outbound.bad_address");
  return *std::move(target);
}

base::Result<AllowList> AllowList::parse(const std::vector<std::string>& entries) {
  AllowList list;
  for (const auto& entry : entries) {
    auto target = parse_target(entry);
    if (!target) return base::refuse(std::move(target.error()));
    list.targets_.push_back(*std::move(target));
  }
  return list;
}

base::Result<Target> AllowList::check(std::string_view address) const {
  auto target = parse_target(address);
  if (target && std::ranges::find(targets_, *target) == targets_.end())
    return base::refuse(base::ErrorCode::invalid, "outbound.not_allowed", {{"host", target->host}});
  return target;
}

bool AllowList::permits(std::string_view numeric, int port) const {
  return is_public_address(numeric) ||
         std::ranges::any_of(targets_, [&](const Target& target) { return target.host == numeric && target.port == port; });
}

}  // namespace zhidian::outbound
