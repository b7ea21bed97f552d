#pragma once
#include <cstdint>
#include <string>

#include "capabilities/ip_records/vocabulary.hpp"
#include "query/collection.hpp"

namespace zhidian::ip_records {

/// Invents geographical indications: for demonstrations. Record n of a seed is the same whichever others are made. Places, holders, users, numbers
/// and standards are invented; the provinces alone are real, so that a reader can look by them.
class IndicationGenerator {
 public:
  /// `collection`: `indications`, whose provinces are used; it must outlive the generator.
  IndicationGenerator(std::string_view vocabulary, const query::Collection& collection, std::uint64_t seed);
  /// The record of this number, from 0.
  [[nodiscard]] query::Document make(std::uint64_t number) const;

 private:
  struct Place {
    std::string name, ending;  ///< 云岭, 县
  };
  [[nodiscard]] Place place(Dice& dice) const;
  [[nodiscard]] std::string area(Dice& dice, const Place& of, const std::string& province) const;
  [[nodiscard]] std::vector<std::string> users(Dice& dice, const Place& of) const;

  Vocabulary words_;
  const query::Field& provinces_;
  std::uint64_t seed_;
};

}  // namespace zhidian::ip_records
