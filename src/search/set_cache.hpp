#pragma once
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "search/document_set.hpp"

namespace zhidian::search {

/// What an expression finds: the documents, and where it was asked for the score of each, in the order of their numbers.
struct Matches {
  DocumentSet documents;
  std::vector<float> scores;
  [[nodiscard]] std::size_t bytes() const { return documents.bytes() + scores.size() * sizeof(float); }
};

/// What the frequent words last asked for found, as it stood after one batch. Threads: safe to call from several.
class SetCache {
 public:
  explicit SetCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// The matches of an expression, or null.
  std::shared_ptr<const Matches> find(const std::string& expression, std::uint64_t generation);
  /// Takes the place of what is kept of the expression. Matches of another batch are forgotten; where it is too much, those longest unused.
  void put(const std::string& expression, std::uint64_t generation, std::shared_ptr<const Matches> matches);
  /// Whether an expression was asked about before, after the same batch, as far as is remembered.
  bool was_asked(const std::string& expression, std::uint64_t generation);

 private:
  struct Kept {
    std::string expression;
    std::shared_ptr<const Matches> matches;
  };
  void clear_others(std::uint64_t generation);
  void forget(std::list<Kept>::iterator kept);

  static constexpr std::size_t most_asked = 1000;

  std::size_t most_bytes_;
  std::mutex mutex_;
  std::uint64_t generation_ = 0;
  std::size_t bytes_ = 0;
  std::list<Kept> kept_;  ///< the last used first
  std::unordered_map<std::string, std::list<Kept>::iterator> places_;
  std::unordered_set<std::string> asked_;
};

}  // namespace zhidian::search
