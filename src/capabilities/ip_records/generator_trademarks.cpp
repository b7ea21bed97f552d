#include "capabilities/ip_records/generator_trademarks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/date.hpp"

namespace zhidian::ip_records {
namespace {

using base::Date;
using std::chrono::days;

constexpr std::uint64_t of_trademark = 200;
constexpr int first_filed = 2008, years_of_filing = 17;

std::string capitalised(std::string word) {
  if (!word.empty() && word.front() >= 'a' && word.front() <= 'z') word.front() = static_cast<char>(word.front() - 'a' + 'A');
  return word;
}

}  // namespace

TrademarkGenerator::TrademarkGenerator(std::string_view parties, std::string_view marks, std::uint64_t seed)
    : words_(parties), marks_(marks), parties_(words_, seed), seed_(seed) {}

std::string TrademarkGenerator::han_mark(Dice& dice) const {
  const double drawn = dice.unit() * 1.006;
  const int length = drawn < 0.46 ? 2 : drawn < 0.79 ? 3 : drawn < 1.0 ? 4 : 5;
  std::string mark;
  for (int i = 0; i < length; ++i) mark += marks_.at("characters").draw(dice);
  return mark;
}

std::string TrademarkGenerator::latin_mark(Dice& dice) const {
  std::string mark = marks_.at("latin openings").draw(dice);
  const std::uint64_t syllables = dice.below(3);
  for (std::uint64_t i = 0; i < syllables; ++i) mark += marks_.at("latin syllables").draw(dice);
  mark += marks_.at("latin endings").draw(dice);
  if (dice.is(0.6)) {
    std::ranges::transform(mark, mark.begin(), [](char each) { return each >= 'a' && each <= 'z' ? static_cast<char>(each - 'a' + 'A') : each; });
    return mark;
  }
  return capitalised(std::move(mark));
}

std::string TrademarkGenerator::mark(Dice& dice) const {
  const double drawn = dice.unit();
  if (drawn < 0.03) return "图形";
  if (drawn < 0.08) return han_mark(dice) + " " + latin_mark(dice);
  return drawn < 0.23 ? latin_mark(dice) : han_mark(dice);
}

void TrademarkGenerator::add_classes(query::Document& document, Dice& dice) const {
  const std::size_t classes = dice.is(0.88) ? 1 : dice.is(0.7) ? 2 : 3;
  auto& values = document.values;
  std::string goods;
  for (std::size_t i = 0; i < classes; ++i) {
    const std::string nice = marks_.at("classes").draw(dice);
    std::string code = fmt::format("{:0>2}", nice);
    if (std::ranges::find(values["nice"], code) != values["nice"].end()) continue;
    values["nice"].push_back(std::move(code));
    const std::uint64_t wares = 1 + dice.below(4);
    for (std::uint64_t ware = 0; ware < wares; ++ware) {
      const std::string& drawn = marks_.at("goods " + nice).draw(dice);
      if (goods.find(drawn) == std::string::npos) goods += (goods.empty() ? "" : "；") + drawn;
      std::string group = marks_.at("groups " + nice).draw(dice);
      auto& groups = values["groups"];
      if (std::ranges::find(groups, group) == groups.end()) groups.push_back(std::move(group));
    }
  }
  values["goods"] = {std::move(goods)};
}

void TrademarkGenerator::add_life(query::Document& document, Dice& dice) const {
  auto& values = document.values;
  const double later = std::max(dice.unit(), dice.unit());
  const Date applied =
      Date(std::chrono::year(first_filed + static_cast<int>(later * years_of_filing)) / 1 / 1) + days(static_cast<int>(dice.below(365)));
  const std::string& status = marks_.at("status").draw(dice);
  values["applied_on"] = {base::print_date(applied)};
  values["status"] = {status};
  if (status == "registered" || status == "cancelled" || status == "expired") {
    const int waited = static_cast<int>(std::clamp(330 + 80 * dice.normal(), 200.0, 700.0));
    values["registered_on"] = {base::print_date(applied + days(waited))};
  }
}

query::Document TrademarkGenerator::make(std::uint64_t number) const {
  Dice dice = Dice::of(seed_, number, of_trademark);
  query::Document document;
  auto& values = document.values;
  // One to one: the factor shares no divisor with seventy million.
  values["registration_number"] = {fmt::format("{}", 10'000'000 + (number * 61'803'401 + seed_ % 70'000'000) % 70'000'000)};
  document.key = values["registration_number"].front();
  values["mark"] = {mark(dice)};
  add_classes(document, dice);
  add_life(document, dice);
  const auto applicant = parties_.applicants(number).front();
  values["applicant"] = {applicant.name};
  values["province"] = {applicant.province};
  return document;
}

}  // namespace zhidian::ip_records
