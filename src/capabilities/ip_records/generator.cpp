#include "capabilities/ip_records/generator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "base/date.hpp"
#include "capabilities/ip_records/generator_events.hpp"
#include "capabilities/ip_records/generator_texts.hpp"
#include "capabilities/ip_records/legal_events.hpp"

namespace zhidian::ip_records {
namespace {

using base::Date;
using std::chrono::days;

constexpr std::uint64_t of_record = 100, of_legal_events = 101;
constexpr int first_year = 2005, years = 19;

/// The check digit of a Chinese application number of twelve digits. Source: ZC 0006-2003.
char check_digit(std::string_view digits) {
  constexpr std::array<int, 12> weights = {2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5};
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += (digits[i] - '0') * weights[i];
  return sum % 11 == 10 ? 'X' : static_cast<char>('0' + sum % 11);
}

/// Later years have more; each year a little.
Date application_day(Dice& dice) {
  const double drawn = std::max(dice.unit(), dice.unit());
  const int year = first_year + static_cast<int>(drawn * years);
  return Date(std::chrono::year(year) / 1 / 1) + days(static_cast<int>(dice.below(365)));
}

int lag(Dice& dice, double middle, double deviation, double least, double most) {
  return static_cast<int>(std::clamp(middle + deviation * dice.normal(), least, most));
}

std::string status_of(Dice& dice, char code, Date published) {
  const double drawn = dice.unit();
  if (code == 'A') return drawn < 0.3 ? "published" : drawn < 0.7 ? "examined" : drawn < 0.85 ? "withdrawn" : "refused";
  const bool is_old = base::year_of(published) < (code == 'B' ? 2006 : 2014);
  if (is_old && drawn < 0.3) return "expired";
  return drawn < 0.62 ? "granted" : drawn < 0.995 ? "ceased" : "invalidated";
}

/// A group of a subclass: few are frequent, most appear once.
std::string draw_group(Dice& dice) {
  const double first = dice.unit(), second = dice.unit();
  const int group = 1 + static_cast<int>(first * first * first * 99);
  const int subgroup = static_cast<int>(second * second * 80);
  return dice.is(0.25) ? fmt::format("{}/00", group) : fmt::format("{}/{:02}", group, subgroup);
}

}  // namespace

PatentGenerator::PatentGenerator(std::string_view vocabulary, std::uint64_t seed) : words_(vocabulary), parties_(words_, seed), seed_(seed) {}

std::string PatentGenerator::add_classes(query::Document& document, Dice& dice) const {
  const double drawn = dice.unit();
  const std::size_t subclasses = drawn < 0.54 ? 1 : drawn < 0.84 ? 2 : drawn < 0.95 ? 3 : drawn < 0.986 ? 4 : 5;
  const std::string section = words_.at("sections").draw(dice);
  std::vector<std::string>& codes = document.values["ipc"];
  for (std::size_t i = 0; i < subclasses; ++i) {
    const std::string& of = i == 0 || dice.is(0.7) ? section : words_.at("sections").draw(dice);
    const std::string subclass = words_.at("subclasses " + of).draw(dice);
    const std::uint64_t groups = 1 + dice.below(3);
    for (std::uint64_t group = 0; group < groups; ++group) {
      std::string code = subclass + draw_group(dice);
      if (std::ranges::find(codes, code) == codes.end()) codes.push_back(std::move(code));
    }
  }
  return section;
}

void PatentGenerator::add_numbers(query::Document& document, Dice& dice, std::uint64_t number, char code) const {
  const char type = code == 'U' ? '2' : code == 'S' ? '3' : '1';
  const Date applied = application_day(dice);
  // Both are one to one over ten million records, so that no number comes twice.
  const std::uint64_t serial = (number * 7'654'321 + seed_ % 10'000'000) % 10'000'000;
  const std::uint64_t publication = (number * 61'803'399 + seed_ % 100'000'000) % 100'000'000;
  const std::string digits = fmt::format("{}{}{:07}", base::year_of(applied), type, serial);
  char check = check_digit(digits);
  if (dice.is(0.005)) check = check == '7' ? '3' : '7';
  const int days_waited = code == 'A'   ? dice.is(0.3) ? lag(dice, 320, 80, 120, 520) : lag(dice, 552, 8, 540, 580)
                            : code == 'U' ? lag(dice, 235, 42, 120, 480)
                          : code == 'S' ? lag(dice, 190, 45, 90, 400)
                                        : lag(dice, 1020, 260, 420, 2200);
  const Date published = publication_day(applied + days(days_waited));
  auto& values = document.values;
  values["application_number"] = {fmt::format("CN{}.{}", digits, check)};
  values["publication_number"] = {fmt::format("CN{}{:08}{}", type, publication, code)};
  values["applied_on"] = {base::print_date(applied)};
  values["published_on"] = {base::print_date(published)};
  if (code != 'A') values["granted_on"] = {base::print_date(published)};
  values["kind"] = {code == 'U' ? "utility_model" : code == 'S' ? "design" : "invention"};
  values["status"] = {status_of(dice, code, published)};
  document.key = values["publication_number"].front();
}

query::Document PatentGenerator::make(std::uint64_t number) const {
  Dice dice = Dice::of(seed_, number, of_record);
  query::Document document;
  const double drawn = dice.unit();
  const char code = drawn < 0.40 ? 'A' : drawn < 0.78 ? 'U' : drawn < 0.83 ? 'B' : 'S';
  add_numbers(document, dice, number, code);
  auto& values = document.values;
  if (code == 'S') {
    auto [title, abstract] = PatentTexts::design(words_, dice);
    values["title"] = {std::move(title)};
    values["abstract"] = {std::move(abstract)};
    values["locarno"] = {fmt::format("{:02}-{:02}", 1 + dice.below(32), 1 + dice.below(7))};
  } else {
    PatentTexts texts(words_, add_classes(document, dice), code == 'U', dice);
    values["title"] = {texts.title()};
    values["abstract"] = {texts.abstract()};
    values["claims"] = {texts.first_claim()};
  }
  const auto applicants = parties_.applicants(number);
  for (const auto& each : applicants) values["applicant"].push_back(each.name);
  values["province"] = {applicants.front().province};
  if (!applicants.front().city.empty()) values["city"] = {applicants.front().city};
  values["inventor"] = parties_.inventors(dice);
  if (dice.is(0.74)) {
    values["agency"] = {parties_.agency(dice)};
    values["agent"] = {parties_.person(dice)};
  }
  Dice of_events = Dice::of(seed_, number, of_legal_events);
  values[std::string(events_field)] = invent_events(document, of_events);
  return document;
}

}  // namespace zhidian::ip_records
