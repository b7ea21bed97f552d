#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "storage/statement_text.hpp"

namespace zhidian::search {

/// A value as a column keeps it: its place in the dictionary of its field.
using ValueNumber = std::uint32_t;

/// The distinct values of one field, numbered as they came. What is compared is the key; what is shown is the spelling that
/// came first. Threads: one writer beside readers that ask only for numbers they got from columns or find().
class Dictionary {
 public:
  struct Entry {
    std::string key, shown;  ///< `shown` is empty where it is the key
    ValueNumber group = 0;   ///< of a class: what a facet counts it as
  };
  /// `is_classes`: the keys are canonical classes, which stand under others and are counted in groups.
  explicit Dictionary(bool is_classes) : is_classes_(is_classes) {}

  /// The number of a key, made where there is none. Errors: std::length_error beyond 67 million.
  ValueNumber add(std::string_view key, std::string_view shown);
  /// The next one as a file keeps it; false where the key has a number already.
  bool append(std::string_view key, std::string_view shown);
  void reserve(std::size_t size);
  [[nodiscard]] std::optional<ValueNumber> find(std::string_view key) const;
  [[nodiscard]] const Entry& at(ValueNumber number) const { return (*blocks_[number / block_size])[number % block_size]; }
  [[nodiscard]] const std::string& shown(ValueNumber number) const { return at(number).shown.empty() ? at(number).key : at(number).shown; }
  [[nodiscard]] std::size_t size() const;
  /// Forgets what came after the first `size`: their batch failed.
  void shrink(std::size_t size);

  /// Of classes: those that stand under this canonical one, itself included.
  [[nodiscard]] std::vector<ValueNumber> under(std::string_view canonical) const;
  [[nodiscard]] std::size_t group_count() const;
  [[nodiscard]] std::string group_name(ValueNumber group) const;

 private:
  static constexpr std::size_t block_size = 4096, most_blocks = 16384;
  using Block = std::array<Entry, block_size>;

  /// Writes the entry of the next number, which counts only once `size_` says so.
  Entry& write_next(std::string_view key, std::string_view shown);
  ValueNumber add_to_tree(ValueNumber number, std::string_view canonical);

  bool is_classes_;
  mutable std::shared_mutex mutex_;
  std::size_t size_ = 0;
  std::vector<std::unique_ptr<Block>> blocks_ = std::vector<std::unique_ptr<Block>>(most_blocks);  // never moved: readers are in it
  std::unordered_map<std::string_view, ValueNumber> numbers_;
  std::unordered_map<std::string, std::vector<ValueNumber>, storage::TextHash, std::equal_to<>> under_;
  std::map<std::string, ValueNumber, std::less<>> groups_;
  std::vector<std::string> group_names_;
};

/// What a facet counts a class as: of IPC and CPC the subclass ("E01B"), of any other the class itself.
std::string group_of(std::string_view canonical);

}  // namespace zhidian::search
