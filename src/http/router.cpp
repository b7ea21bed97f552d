#include "http/router.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "http/encoding.hpp"

namespace zhidian::http {

namespace {

bool is_parameter(std::string_view part) { return part.starts_with('{'); }

std::vector<std::string_view> split_pattern(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto slash = std::min(path.find('/'), path.size());
    parts.push_back(path.substr(0, slash));
    path.remove_prefix(slash);
  }
  return parts;
}

}  // namespace

std::optional<std::vector<std::string>> split_path(std::string_view path) {
  std::vector<std::string> segments;
  if (path == "/") return segments;
  if (!path.starts_with('/')) return std::nullopt;
  for (const auto part : split_pattern(path)) {
    const auto segment = percent_decode(part);
    if (!segment || segment->empty() || *segment == "." || *segment == ".." || segment->find_first_of("/\\") != std::string::npos)
      return std::nullopt;
    segments.push_back(*segment);
  }
  return segments;
}

Router::Router(const Routes& routes) {
  for (const auto& [operation, handler] : routes.all()) {
    auto pattern = split_pattern(operation.path);
    by_length_[pattern.size()].push_back({std::move(pattern), &operation, &handler});
  }
  const auto is_before = [](const Entry& left, const Entry& right) {
    return std::lexicographical_compare(
        left.pattern.begin(), left.pattern.end(), right.pattern.begin(), right.pattern.end(),
        [](std::string_view a, std::string_view b) { return std::pair(is_parameter(a), a) < std::pair(is_parameter(b), b); });
  };
  for (auto& [length, entries] : by_length_) std::sort(entries.begin(), entries.end(), is_before);
}

bool Router::matches(const Entry& entry, const std::vector<std::string>& segments) {
  return std::equal(entry.pattern.begin(), entry.pattern.end(), segments.begin(), segments.end(),
                    [](std::string_view part, const std::string& segment) { return is_parameter(part) || part == segment; });
}

Match Router::find(std::string_view method, const std::vector<std::string>& segments) const {
  Match match;
  std::set<std::string_view> allowed;
  const auto entries = by_length_.find(segments.size());
  if (entries == by_length_.end()) return match;
  for (const auto& entry : entries->second) {
    if (!matches(entry, segments)) continue;
    allowed.insert(entry.operation->method);
    if (entry.operation->method != method) continue;
    match.operation = entry.operation;
    match.handler = entry.handler;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      const auto part = entry.pattern[i];
      if (is_parameter(part)) match.parameters.emplace(part.substr(1, part.size() - 2), segments[i]);
    }
    return match;
  }
  if (allowed.contains("GET")) allowed.insert("HEAD");
  for (const auto name : allowed) match.allow += (match.allow.empty() ? "" : ", ") + std::string(name);
  return match;
}

}  // namespace zhidian::http
