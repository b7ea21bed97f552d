#include "capabilities/ip_records/generator_indications.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/date.hpp"

namespace zhidian::ip_records {
namespace {

constexpr std::uint64_t of_indication = 200;
constexpr int first_registered = 2000, years_of_registering = 25;
constexpr std::size_t most_users = 7;

/// Mainland provinces and municipalities: those whose code begins with 1 to 6.
bool is_mainland(const std::string& code) { return !code.empty() && code[0] >= '1' && code[0] <= '6'; }

std::string protection_of(Dice& dice) {
  const double drawn = dice.unit();
  return drawn < 0.35 ? "product" : drawn < 0.75 ? "mark" : "agricultural";
}

std::string status_of(Dice& dice) {
  const double drawn = dice.unit();
  return drawn < 0.90 ? "protected" : drawn < 0.97 ? "accepted" : "ended";
}

}  // namespace

IndicationGenerator::IndicationGenerator(std::string_view vocabulary, const query::Collection& collection, std::uint64_t seed)
    : words_(vocabulary), provinces_(*collection.find("province")), seed_(seed) {}

IndicationGenerator::Place IndicationGenerator::place(Dice& dice) const {
  std::string name = words_.at("place fronts").draw(dice);
  name += words_.at("place backs").draw(dice);
  return {std::move(name), words_.at("place endings").draw(dice)};
}

std::string IndicationGenerator::area(Dice& dice, const Place& of, const std::string& province) const {
  std::string towns;
  const std::uint64_t named = 1 + dice.below(4);
  for (std::uint64_t i = 0; i < named; ++i) {
    const std::string town = words_.at("towns").draw(dice) + words_.at("place backs").draw(dice) + words_.at("town endings").draw(dice);
    if (towns.find(town) == std::string::npos) towns += (towns.empty() ? "" : "、") + town;
  }
  return fmt::format("{}{}{}{}等{}个乡镇（街道）现辖行政区域", provinces_.values.at(province).first, of.name, of.ending, towns,
                     named + dice.below(9));
}

std::vector<std::string> IndicationGenerator::users(Dice& dice, const Place& of) const {
  std::vector<std::string> names;
  const std::uint64_t count = dice.below(most_users);
  while (names.size() < count) {
    std::string name = of.name + words_.at("brand").draw(dice);
    name += words_.at("brand").draw(dice) + words_.at("trades").draw(dice) + words_.at("company endings").draw(dice);
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

query::Document IndicationGenerator::make(std::uint64_t number) const {
  Dice dice = Dice::of(seed_, number, of_indication);
  std::vector<std::string> mainland;
  for (const auto& [code, label] : provinces_.values) {
    if (is_mainland(code)) mainland.push_back(code);
  }
  // Some provinces have more: the larger of two numbers favours the later ones.
  const std::string& province = mainland[std::max(dice.below(mainland.size()), dice.below(mainland.size()))];
  const Place of = place(dice);
  const std::string product = words_.at("products").draw(dice), name = of.name + product;
  const int year = first_registered + static_cast<int>(dice.below(years_of_registering));
  const base::Date day = base::Date(std::chrono::year(year) / 1 / 1) + std::chrono::days(static_cast<int>(dice.below(365)));
  query::Document document{fmt::format("XG{}{:05}", year, number + 1), {}};  // XG: invented
  auto& values = document.values;
  values["number"] = {document.key};
  values["name"] = {name};
  values["area"] = {area(dice, of, province)};
  values["holder"] = {of.name + of.ending + product + words_.at("holders").draw(dice)};
  values["standard"] = {fmt::format("T/XG {:04}-{} 地理标志产品{}", number + 1, year, name)};
  if (auto all = users(dice, of); !all.empty()) values["users"] = std::move(all);
  values["registered_on"] = {base::print_date(day)};
  values["protection"] = {protection_of(dice)};
  values["status"] = {status_of(dice)};
  values["province"] = {province};
  return document;
}

}  // namespace zhidian::ip_records
