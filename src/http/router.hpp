#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/http.hpp"

namespace zhidian::http {

/// A request path as decoded segments: `/api/cases/7` → api, cases, 7. Empty where the path is not well formed:
/// broken escapes, control characters, overlong UTF-8, empty segments, `.`, `..`, an escaped slash or a backslash.
std::optional<std::vector<std::string>> split_path(std::string_view path);

/// What a path and a method lead to.
struct Match {
  const Operation* operation = nullptr;  // null: no such route, or not this method
  const Handler* handler = nullptr;
  std::map<std::string, std::string, std::less<>> parameters;
  std::string allow;  // the methods of the path, where the path exists and the method does not
};

/// Finds operations by path template. A literal segment wins over a parameter.
class Router {
 public:
  /// `routes` must outlive the router.
  explicit Router(const Routes& routes);
  Match find(std::string_view method, const std::vector<std::string>& segments) const;

 private:
  struct Entry {
    std::vector<std::string_view> pattern;  // "{name}" for a parameter
    const Operation* operation;
    const Handler* handler;
  };
  static bool matches(const Entry& entry, const std::vector<std::string>& segments);
  std::map<std::size_t, std::vector<Entry>> by_length_;  // literal segments before parameters
};

}  // namespace zhidian::http
