#include "search/set_cache.hpp"

#include <iterator>
#include <utility>

namespace zhidian::search {

void SetCache::clear_others(std::uint64_t generation) {
  if (generation == generation_) return;
  generation_ = generation;
  bytes_ = 0;
  kept_.clear();
  places_.clear();
  asked_.clear();
}

std::shared_ptr<const Matches> SetCache::find(const std::string& expression, std::uint64_t generation) {
  std::lock_guard lock(mutex_);
  const auto place = generation == generation_ ? places_.find(expression) : places_.end();
  if (place == places_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, place->second);
  return kept_.front().matches;
}

void SetCache::forget(std::list<Kept>::iterator kept) {
  bytes_ -= kept->matches->bytes();
  places_.erase(kept->expression);
  kept_.erase(kept);
}

void SetCache::put(const std::string& expression, std::uint64_t generation, std::shared_ptr<const Matches> matches) {
  std::lock_guard lock(mutex_);
  if (generation < generation_) return;
  clear_others(generation);
  if (const auto place = places_.find(expression); place != places_.end()) forget(place->second);
  bytes_ += matches->bytes();
  kept_.push_front({expression, std::move(matches)});
  places_.emplace(expression, kept_.begin());
  while (bytes_ > most_bytes_) forget(std::prev(kept_.end()));
}

bool SetCache::was_asked(const std::string& expression, std::uint64_t generation) {
  std::lock_guard lock(mutex_);
  if (generation < generation_ || most_bytes_ == 0) return false;
  clear_others(generation);
  if (asked_.size() >= most_asked) asked_.clear();
  return !asked_.insert(expression).second;
}

}  // namespace zhidian::search
