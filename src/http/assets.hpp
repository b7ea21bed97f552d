#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"

namespace zhidian::http {

/// The embedded web application. `<path>.gz` beside an asset is its compressed form.
class Assets {
 public:
  explicit Assets(const std::vector<Asset>& assets);
  /// The asset at a path, or index.html for a page of the application (a path that accepts text/html), or empty.
  std::optional<Reply> find(const Request& request, const std::vector<std::string>& segments) const;

 private:
  struct Entry {
    std::string_view bytes, compressed;
    std::string entity_tag;
    std::string_view content_type;
    bool is_immutable = false;
  };
  static Reply answer(const Request& request, const Entry& entry);
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace zhidian::http
