#include <algorithm>

#include "http/http.hpp"

namespace zhidian::http {

bool Principal::has_role(std::string_view role) const {
  return std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) { return grant.role == role; });
}

std::string Call::path_at(std::string_view name) const {
  const auto found = path.find(name);
  return found == path.end() ? std::string() : found->second;
}

std::string Call::query_at(std::string_view name) const {
  const auto found = query.find(name);
  return found == query.end() ? std::string() : found->second;
}

void Routes::add(const Operation& operation, Handler handler) { routes_.emplace_back(operation, std::move(handler)); }

}  // namespace zhidian::http
