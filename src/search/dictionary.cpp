#include "search/dictionary.hpp"

#include <mutex>
#include <stdexcept>

#include "base/text.hpp"
#include "query/classes.hpp"

namespace zhidian::search {
namespace {

bool is_capital(char character) { return character >= 'A' && character <= 'Z'; }

}  // namespace

std::string group_of(std::string_view canonical) {
  const bool has_subclass =
      canonical.size() >= 4 && is_capital(canonical[0]) && base::is_digit(canonical[1]) && base::is_digit(canonical[2]) && is_capital(canonical[3]);
  return std::string(has_subclass ? canonical.substr(0, 4) : canonical);
}

ValueNumber Dictionary::add(std::string_view key, std::string_view shown) {
  if (const auto found = find(key)) return *found;
  append(key, shown);
  return static_cast<ValueNumber>(size_ - 1);
}

bool Dictionary::append(std::string_view key, std::string_view shown) {
  std::unique_lock lock(mutex_);
  const auto number = static_cast<ValueNumber>(size_);
  Entry& entry = write_next(key, shown);
  if (!numbers_.emplace(entry.key, number).second) return false;
  if (is_classes_) entry.group = add_to_tree(number, key);
  ++size_;
  return true;
}

void Dictionary::reserve(std::size_t size) {
  std::unique_lock lock(mutex_);
  numbers_.reserve(size);
}

Dictionary::Entry& Dictionary::write_next(std::string_view key, std::string_view shown) {
  if (size_ == block_size * most_blocks) throw std::length_error("a field has more distinct values than an index numbers");
  auto& block = blocks_[size_ / block_size];
  if (!block) block = std::make_unique<Block>();
  Entry& entry = (*block)[size_ % block_size];
  entry = {std::string(key), shown == key ? std::string() : std::string(shown), 0};
  return entry;
}

ValueNumber Dictionary::add_to_tree(ValueNumber number, std::string_view canonical) {
  for (std::string& above : query::class_path(canonical)) under_[std::move(above)].push_back(number);
  std::string group = group_of(canonical);
  const auto [position, is_new] = groups_.try_emplace(group, static_cast<ValueNumber>(group_names_.size()));
  if (is_new) group_names_.push_back(std::move(group));
  return position->second;
}

std::optional<ValueNumber> Dictionary::find(std::string_view key) const {
  std::shared_lock lock(mutex_);
  const auto found = numbers_.find(key);
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

std::size_t Dictionary::size() const {
  std::shared_lock lock(mutex_);
  return size_;
}

void Dictionary::shrink(std::size_t size) {
  std::unique_lock lock(mutex_);
  for (; size_ > size; --size_) numbers_.erase(at(static_cast<ValueNumber>(size_ - 1)).key);
  for (auto& [above, numbers] : under_) std::erase_if(numbers, [&](ValueNumber number) { return number >= size; });
}

std::vector<ValueNumber> Dictionary::under(std::string_view canonical) const {
  std::shared_lock lock(mutex_);
  const auto found = under_.find(canonical);
  return found == under_.end() ? std::vector<ValueNumber>() : found->second;
}

std::size_t Dictionary::group_count() const {
  std::shared_lock lock(mutex_);
  return group_names_.size();
}

std::string Dictionary::group_name(ValueNumber group) const {
  std::shared_lock lock(mutex_);
  return group_names_.at(group);
}

}  // namespace zhidian::search
