#pragma once
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace zhidian::search {

/// The number of a document in one index: dense, given again after a removal.
using DocumentNumber = std::uint32_t;

/// A set of documents of one index, a bit each. Two sets that meet in an operation may differ in length.
class DocumentSet {
 public:
  DocumentSet() = default;
  explicit DocumentSet(std::size_t limit) : words_((limit + 63) / 64) {}
  explicit DocumentSet(std::span<const std::uint64_t> words) : words_(words.begin(), words.end()) {}
  [[nodiscard]] std::span<const std::uint64_t> words() const { return words_; }

  /// Grows as far as it must.
  void add(DocumentNumber number) {
    if (number / 64 >= words_.size()) words_.resize(number / 64 + 1);
    words_[number / 64] |= bit(number);
  }
  void remove(DocumentNumber number) {
    if (number / 64 < words_.size()) words_[number / 64] &= ~bit(number);
  }
  [[nodiscard]] bool contains(DocumentNumber number) const { return number / 64 < words_.size() && (words_[number / 64] & bit(number)) != 0; }
  [[nodiscard]] std::uint64_t count() const;
  [[nodiscard]] std::size_t bytes() const { return words_.size() * sizeof(std::uint64_t); }

  /// Whether it holds all of `other` with numbers of [begin, end); both are multiples of 64.
  [[nodiscard]] bool holds_all(const DocumentSet& other, std::size_t begin, std::size_t end) const;

  DocumentSet& operator&=(const DocumentSet& other);
  DocumentSet& operator|=(const DocumentSet& other);
  DocumentSet& operator-=(const DocumentSet& other);
  friend bool operator==(const DocumentSet& left, const DocumentSet& right);

  /// Calls `visit` with each number of [begin, end) that is in it, in order; begin is a multiple of 64.
  template <class Visit>
  void each(std::size_t begin, std::size_t end, Visit visit) const {
    for (std::size_t index = begin / 64; index < words_.size() && index * 64 < end; ++index) {
      for (std::uint64_t word = words_[index]; word != 0; word &= word - 1) {
        visit(static_cast<DocumentNumber>(index * 64 + static_cast<std::size_t>(std::countr_zero(word))));
      }
    }
  }
  template <class Visit>
  void each(Visit visit) const {
    each(0, words_.size() * 64, visit);
  }

 private:
  static std::uint64_t bit(DocumentNumber number) { return std::uint64_t{1} << (number % 64); }
  std::vector<std::uint64_t> words_;
};

}  // namespace zhidian::search
