#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace zhidian::ip_records {

/// Numbers that depend on nothing but what it was begun with, the same on every machine (SplitMix64).
class Dice {
 public:
  explicit Dice(std::uint64_t state) : state_(state) {}
  /// Begun with what several numbers make together.
  static Dice of(std::uint64_t seed, std::uint64_t number, std::uint64_t purpose);
  std::uint64_t next();
  std::uint64_t below(std::uint64_t end) { return next() % end; }
  double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
  bool is(double share) { return unit() < share; }
  /// Around 0 with deviation 1.
  double normal();

 private:
  std::uint64_t state_;
};

/// Words with weights.
class Words {
 public:
  void add(std::string text, std::uint64_t weight);
  [[nodiscard]] const std::string& draw(Dice& dice) const;
  [[nodiscard]] std::size_t size() const { return texts_.size(); }

 private:
  std::vector<std::string> texts_;
  std::vector<std::uint64_t> sums_;  ///< of the weights up to and with each
};

/// What invented texts are made of: a file of sections, `[name]`, each with its words: separated by blanks, or, where the name ends with "sentences",
/// one a line. `word:7` weighs 7.
class Vocabulary {
 public:
  explicit Vocabulary(std::string_view text);
  /// Errors: std::out_of_range, a fault of the file.
  [[nodiscard]] const Words& at(const std::string& section) const { return sections_.at(section); }

 private:
  std::map<std::string, Words> sections_;
};

}  // namespace zhidian::ip_records
