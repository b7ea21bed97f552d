#pragma once
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "search/document_set.hpp"

namespace zhidian::search {

/// The document sets of the frequent words last asked for, as they stood after one batch. Threads: safe to call from several.
class SetCache {
 public:
  explicit SetCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// The set of an expression, or null.
  std::shared_ptr<const DocumentSet> find(const std::string& expression, std::uint64_t generation);
  /// Sets of another batch are forgotten; where it is too much, those longest unused.
  void put(const std::string& expression, std::uint64_t generation, std::shared_ptr<const DocumentSet> set);

 private:
  struct Kept {
    std::string expression;
    std::shared_ptr<const DocumentSet> set;
  };
  void clear_others(std::uint64_t generation);

  std::size_t most_bytes_;
  std::mutex mutex_;
  std::uint64_t generation_ = 0;
  std::size_t bytes_ = 0;
  std::list<Kept> kept_;  ///< the last used first
  std::unordered_map<std::string, std::list<Kept>::iterator> places_;
};

}  // namespace zhidian::search
