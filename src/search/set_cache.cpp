#include "search/set_cache.hpp"

#include <utility>

namespace zhidian::search {

void SetCache::clear_others(std::uint64_t generation) {
  if (generation == generation_) return;
  generation_ = generation;
  bytes_ = 0;
  kept_.clear();
  places_.clear();
}

std::shared_ptr<const DocumentSet> SetCache::find(const std::string& expression, std::uint64_t generation) {
  std::lock_guard lock(mutex_);
  const auto place = generation == generation_ ? places_.find(expression) : places_.end();
  if (place == places_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, place->second);
  return kept_.front().set;
}

void SetCache::put(const std::string& expression, std::uint64_t generation, std::shared_ptr<const DocumentSet> set) {
  std::lock_guard lock(mutex_);
  if (generation < generation_) return;
  clear_others(generation);
  if (places_.contains(expression)) return;
  bytes_ += set->bytes();
  kept_.push_front({expression, std::move(set)});
  places_.emplace(expression, kept_.begin());
  while (bytes_ > most_bytes_) {
    bytes_ -= kept_.back().set->bytes();
    places_.erase(kept_.back().expression);
    kept_.pop_back();
  }
}

}  // namespace zhidian::search
