#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace zhidian::directory {

/// Rendered pages of the directory, valid for one data version. A page of an older version is never served: the version is read
/// in the same snapshot as the rows would be. Threads: safe to call from several.
class PageCache {
 public:
  std::optional<std::string> find(std::int64_t version, const std::string& key) {
    const std::lock_guard lock(mutex_);
    if (version != version_) return std::nullopt;
    const auto found = pages_.find(key);
    return found == pages_.end() ? std::nullopt : std::optional(found->second);
  }
  void keep(std::int64_t version, const std::string& key, const std::string& page) {
    const std::lock_guard lock(mutex_);
    if (version < version_) return;
    if (version > version_ || pages_.size() >= most_pages) pages_.clear();
    version_ = version;
    pages_.insert_or_assign(key, page);
  }

 private:
  static constexpr std::size_t most_pages = 256;
  std::mutex mutex_;
  std::int64_t version_ = 0;
  std::map<std::string, std::string> pages_;
};

}  // namespace zhidian::directory
