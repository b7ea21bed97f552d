#include "capabilities/ip_records/generator_parties.hpp"

#include <algorithm>
#include <cmath>

namespace zhidian::ip_records {
namespace {

constexpr double discount = 0.80, strength = 268;
enum Purpose : std::uint64_t { novelty = 1, earlier = 2, applicant_name = 3, further = 4, agency_name = 5 };

/// How many applicants are expected after `records` records.
double expected_applicants(double records) { return strength / discount * (std::pow((strength + records) / strength, discount) - 1); }

std::string without(const std::string& text, std::string_view ending) {
  return text.ends_with(ending) ? text.substr(0, text.size() - ending.size()) : text;
}

}  // namespace

bool PartyGenerator::brings_new(std::uint64_t number) const {
  const auto before = static_cast<double>(number);
  return Dice::of(seed_, number, novelty).is((strength + discount * expected_applicants(before)) / (strength + before));
}

std::uint64_t PartyGenerator::applicant_id(std::uint64_t number) const {
  // Taking a uniform earlier record, and one that brought a new applicant with share 1 − discount only, weighs an applicant of k records with k −
  // discount.
  while (!brings_new(number)) {
    Dice dice = Dice::of(seed_, number, earlier);
    std::uint64_t chosen = dice.below(number);
    while (brings_new(chosen) && dice.is(discount)) chosen = dice.below(number);
    number = chosen;
  }
  return number;
}

std::string PartyGenerator::brand(Dice& dice) const {
  const Words& characters = words_.at("brand");
  std::string name = characters.draw(dice) + characters.draw(dice);
  if (dice.is(0.3)) name += characters.draw(dice);
  return name;
}

PartyGenerator::Applicant PartyGenerator::applicant(std::uint64_t id) const {
  Dice dice = Dice::of(seed_, id, applicant_name);
  Applicant made;
  made.province = words_.at("regions").draw(dice);
  if (made.province == "abroad") {
    const std::uint64_t syllables = 2 + dice.below(4);
    for (std::uint64_t i = 0; i < syllables; ++i) made.name += words_.at("foreign syllables").draw(dice);
    made.name += words_.at("foreign endings").draw(dice);
    return made;
  }
  made.city = words_.at("cities " + made.province).draw(dice);
  const std::string place = without(made.city, "市");
  const double kind = dice.unit();
  if (kind < 0.66) {
    made.name = (dice.is(0.5) ? made.city : place) + brand(dice) + words_.at("trades").draw(dice) + words_.at("company endings").draw(dice);
  } else if (kind < 0.89) {
    made.name = (dice.is(0.3) ? place : "") + brand(dice) + words_.at("disciplines").draw(dice) + words_.at("school endings").draw(dice);
  } else if (kind < 0.94) {
    made.name = place + brand(dice) + words_.at("trades").draw(dice) + words_.at("institute endings").draw(dice);
  } else {
    made.name = person(dice);
  }
  return made;
}

std::vector<PartyGenerator::Applicant> PartyGenerator::applicants(std::uint64_t number) const {
  std::vector<Applicant> all = {applicant(applicant_id(number))};
  Dice dice = Dice::of(seed_, number, further);
  if (number < 100 || !dice.is(0.1)) return all;
  const std::uint64_t more = dice.is(0.2) ? 2 : 1;
  for (std::uint64_t i = 0; i < more; ++i) {
    Applicant another = applicant(applicant_id(dice.below(number)));
    if (std::ranges::none_of(all, [&](const Applicant& each) { return each.name == another.name; })) all.push_back(std::move(another));
  }
  return all;
}

std::string PartyGenerator::person(Dice& dice) const {
  const Words& given = words_.at("given");
  std::string name = words_.at("surnames").draw(dice) + given.draw(dice);
  if (dice.is(0.8)) name += given.draw(dice);
  return name;
}

std::vector<std::string> PartyGenerator::inventors(Dice& dice) const {
  constexpr double shares[] = {0.13, 0.31, 0.48, 0.62, 0.73, 0.82, 0.88, 0.92};
  const double drawn = dice.unit();
  std::size_t count = 1;
  while (count <= std::size(shares) && drawn >= shares[count - 1]) ++count;
  if (count > std::size(shares)) count += dice.below(4);
  std::vector<std::string> names;
  while (names.size() < count) {
    std::string name = person(dice);
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

std::string PartyGenerator::agency(Dice& dice) const {
  // A few hundred agencies, some of them large: the square of a uniform number favours the first.
  const double drawn = dice.unit();
  Dice name = Dice::of(seed_, static_cast<std::uint64_t>(drawn * drawn * 600), agency_name);
  std::string province = words_.at("regions").draw(name);
  if (province == "abroad") province = "110000";
  return without(words_.at("cities " + province).draw(name), "市") + brand(name) + words_.at("agency endings").draw(name);
}

}  // namespace zhidian::ip_records
