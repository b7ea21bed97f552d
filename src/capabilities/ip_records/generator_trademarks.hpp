#pragma once
#include <cstdint>
#include <string>

#include "capabilities/ip_records/generator_parties.hpp"
#include "capabilities/ip_records/vocabulary.hpp"
#include "query/collection.hpp"

namespace zhidian::ip_records {

/// Invents trademarks: for demonstrations and measurements. Record n of a seed is the same whichever others are made. Lengths of marks and the shares
/// of Latin, mixed and figurative ones are as measured; classes and states are assumed; every mark and name is invented. Numbers are one to one up
/// to seventy million records.
class TrademarkGenerator {
 public:
  /// `parties`: the vocabulary of patents, for applicants; `marks`: that of trademarks.
  TrademarkGenerator(std::string_view parties, std::string_view marks, std::uint64_t seed);
  /// The record of this number, from 0. Shape: fields of the collection `trademarks`.
  [[nodiscard]] query::Document make(std::uint64_t number) const;

 private:
  std::string han_mark(Dice& dice) const;
  std::string latin_mark(Dice& dice) const;
  std::string mark(Dice& dice) const;
  void add_classes(query::Document& document, Dice& dice) const;
  void add_life(query::Document& document, Dice& dice) const;

  Vocabulary words_, marks_;
  PartyGenerator parties_;
  std::uint64_t seed_;
};

}  // namespace zhidian::ip_records
