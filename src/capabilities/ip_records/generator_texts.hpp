#pragma once
#include <string>
#include <vector>

#include "capabilities/ip_records/vocabulary.hpp"

namespace zhidian::ip_records {

/// The texts of one invented patent: they speak of the same few things throughout.
class PatentTexts {
 public:
  /// `section`: of its first class, A to H; `is_model`: a utility model, which is a thing and no method.
  PatentTexts(const Vocabulary& words, std::string section, bool is_model, Dice& dice);

  [[nodiscard]] const std::string& title() const { return title_; }
  std::string abstract();
  std::string first_claim();
  /// Of a design: a name and what it is for.
  static std::pair<std::string, std::string> design(const Vocabulary& words, Dice& dice);

 private:
  enum class Style { device, method, matter };
  void make_title(bool is_model);
  std::string part();
  std::string signal();
  std::string fill(const std::string& sentence);
  std::string sentences(std::size_t characters);

  const Vocabulary& words_;
  std::string section_;
  Dice& dice_;
  bool is_model_;
  Style style_ = Style::device;
  std::string head_, title_;
  std::vector<std::string> parts_, signals_;
};

}  // namespace zhidian::ip_records
