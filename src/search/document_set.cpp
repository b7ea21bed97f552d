#include "search/document_set.hpp"

#include <algorithm>

namespace zhidian::search {

std::uint64_t DocumentSet::count() const {
  std::uint64_t sum = 0;
  for (const std::uint64_t word : words_) sum += static_cast<std::uint64_t>(std::popcount(word));
  return sum;
}

bool DocumentSet::holds_all(const DocumentSet& other, std::size_t begin, std::size_t end) const {
  for (std::size_t index = begin / 64; index < std::min(end / 64, other.words_.size()); ++index) {
    if ((other.words_[index] & ~(index < words_.size() ? words_[index] : 0)) != 0) return false;
  }
  return true;
}

DocumentSet& DocumentSet::operator&=(const DocumentSet& other) {
  if (words_.size() > other.words_.size()) words_.resize(other.words_.size());
  for (std::size_t index = 0; index < words_.size(); ++index) words_[index] &= other.words_[index];
  return *this;
}

DocumentSet& DocumentSet::operator|=(const DocumentSet& other) {
  if (words_.size() < other.words_.size()) words_.resize(other.words_.size());
  for (std::size_t index = 0; index < other.words_.size(); ++index) words_[index] |= other.words_[index];
  return *this;
}

DocumentSet& DocumentSet::operator-=(const DocumentSet& other) {
  const std::size_t common = std::min(words_.size(), other.words_.size());
  for (std::size_t index = 0; index < common; ++index) words_[index] &= ~other.words_[index];
  return *this;
}

bool operator==(const DocumentSet& left, const DocumentSet& right) {
  const auto& longer = left.words_.size() < right.words_.size() ? right.words_ : left.words_;
  const std::size_t common = std::min(left.words_.size(), right.words_.size());
  return std::equal(left.words_.begin(), left.words_.begin() + static_cast<std::ptrdiff_t>(common), right.words_.begin()) &&
         std::all_of(longer.begin() + static_cast<std::ptrdiff_t>(common), longer.end(), [](std::uint64_t word) { return word == 0; });
}

}  // namespace zhidian::search
