#pragma once
#include <string>
#include <vector>

#include "capabilities/ip_records/vocabulary.hpp"

namespace zhidian::ip_records {

/// Who invented patents belong to. Applicants follow a Pitman–Yor process (discount 0.80, strength 268, as measured): each record either brings a new
/// one or takes that of an earlier record, found again from the seed alone.
class PartyGenerator {
 public:
  PartyGenerator(const Vocabulary& words, std::uint64_t seed) : words_(words), seed_(seed) {}

  struct Applicant {
    std::string name, province, city;
  };
  /// The applicant of a record, and sometimes a second and third.
  [[nodiscard]] std::vector<Applicant> applicants(std::uint64_t number) const;
  [[nodiscard]] std::vector<std::string> inventors(Dice& dice) const;
  [[nodiscard]] std::string person(Dice& dice) const;
  [[nodiscard]] std::string agency(Dice& dice) const;

 private:
  [[nodiscard]] bool brings_new(std::uint64_t number) const;
  [[nodiscard]] std::uint64_t applicant_id(std::uint64_t number) const;
  [[nodiscard]] Applicant applicant(std::uint64_t id) const;
  [[nodiscard]] std::string brand(Dice& dice) const;

  const Vocabulary& words_;
  std::uint64_t seed_;
};

}  // namespace zhidian::ip_records
