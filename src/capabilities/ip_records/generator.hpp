#pragma once
#include <cstdint>
#include <string>

#include "capabilities/ip_records/generator_parties.hpp"
#include "capabilities/ip_records/vocabulary.hpp"
#include "query/collection.hpp"

namespace zhidian::ip_records {

/// Invents patents: for demonstrations and measurements. Record n of a seed is the same whichever others are made. Shares of kinds, classes,
/// applicants, provinces and lengths follow measured ones; every name is invented; 0.5 % of the check digits are wrong, as real ones are. Numbers are
/// one to one up to ten million records.
class PatentGenerator {
 public:
  PatentGenerator(std::string_view vocabulary, std::uint64_t seed);
  /// The record of this number, from 0. Shape: fields of the collection `patents`.
  [[nodiscard]] query::Document make(std::uint64_t number) const;

 private:
  void add_numbers(query::Document& document, Dice& dice, std::uint64_t number, char code) const;
  std::string add_classes(query::Document& document, Dice& dice) const;

  Vocabulary words_;
  PartyGenerator parties_;
  std::uint64_t seed_;
};

}  // namespace zhidian::ip_records
