#include "server/years_province.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "capabilities/accounts/accounts.hpp"
#include "server/demonstration_answers.hpp"
#include "server/demonstration_experts.hpp"

namespace zhidian::server {
namespace {

/// The nation's applicants: in the city, whose act includes them, and elsewhere in the province.
constexpr std::size_t seats_in_city = 3;

int staff_asked(const rules::Procedure& procedure) {
  const rules::Condition* condition = procedure.find_condition("full_time_staff");
  const bool is_number = condition && condition->check && condition->check->operand.is_integer();
  return is_number ? static_cast<int>(condition->check->operand.as_integer()) : 1;
}

divisions::DivisionTree read_tree(storage::Database& database) {
  const auto reader = database.read();
  return divisions::DivisionTree::read(reader->connection());
}

}  // namespace

base::Date day_of(int year, const char* day) { return *base::parse_date(fmt::format("{}-{}", year, day)); }

Province::Province(const NetworkParts& given, cases::Service& service, Shares& given_shares, int outlets, base::Instant at)
    : parts(given),
      cases(service),
      shares(given_shares),
      office(given, service, tally),
      password_hash_(accounts::hash_password(demonstration_password, given.random)),
      tree_(read_tree(given.database)) {
  const DemonstratedProcedures procedures = find_demonstrated(parts.law);
  people = make_people(parts, procedures, password_hash_, at);
  const auto& districts = people.city.divisions;
  add_programme("city", procedures.city, people.city, districts, outlets);
  std::vector<std::string> nation(districts.begin(), districts.begin() + static_cast<std::ptrdiff_t>(std::min(seats_in_city, districts.size())));
  nation.insert(nation.end(), std::begin(national_seats), std::end(national_seats));
  add_programme("national", procedures.national, people.national, nation, outlets);
  add_programme("second_city", procedures.second_city, people.second_city, people.second_city.divisions, outlets);
  if (procedures.second_city) seat_experts(at);
}

void Province::add_programme(std::string word, const rules::Procedure* filing, const DemonstrationOfficials& officials,
                             std::vector<std::string> divisions, int outlets) {
  if (!filing) return;
  Programme& made = programmes.emplace_back();
  made.wanted = static_cast<std::size_t>(std::max(1, outlets * shares.share_of("outlets", word) / thousand));
  made.word = std::move(word);
  made.filing = filing;
  made.officials = &officials;
  made.divisions = std::move(divisions);
  made.full_time = staff_asked(*filing);
}

void Province::seat_experts(base::Instant at) { fill_expert_pool(office.desk(), people, "某申报单位（模拟）", at); }

Resident& Province::settle(Programme& programme, int full_time, base::Instant at) {
  const int number = static_cast<int>(residents.size());
  Resident& made = residents.emplace_back();
  const std::string& division = programme.divisions[static_cast<std::size_t>(number) % programme.divisions.size()];
  DemonstrationSeat seat{number, "", division, "", fmt::format("resident_{:04}", number + 1)};
  name_seat(seat, tree_);
  made.programme = &programme;
  made.full_time = full_time;
  made.institution = make_institution(parts, office.texts(), seat, password_hash_, at);
  by_organisation_[made.institution.id] = &made;
  furnish(office.desk(), made.institution, full_time, office.texts(), at);
  office.count("institutions");
  return made;
}

const http::Principal& Province::officer_of(const Resident& resident, std::string_view party) const {
  const DemonstrationOfficials& officials = *resident.programme->officials;
  if (party != "recommender") return officials.filing_body;
  if (resident.programme->word == "national") return people.province_officer;
  const auto found = officials.recommenders.find(resident.institution.division);
  return found == officials.recommenders.end() ? officials.filing_body : found->second;
}

const http::Principal& Province::officer_of(const Programme& programme, std::string_view party) const {
  return party == "recommender" ? people.province_officer : programme.officials->filing_body;
}

void Province::remind_on(base::Date day) {
  if (day > agenda.today() && reminders_.insert(day).second) agenda.on(day, [](base::Instant) {});
}

std::optional<directory::Outlet> Province::find_line(const Resident& resident) const {
  const rules::Procedure& filing = *resident.programme->filing;
  const auto reader = parts.database.read();
  for (const directory::HeldLine& held : directory::list_held_lines(reader->connection(), resident.institution.id, filing.grants->status)) {
    auto line = held.act_id == filing.act_id ? directory::find_outlet(reader->connection(), held.id) : std::nullopt;
    if (line && line->included_from.empty()) return line;
  }
  return std::nullopt;
}

bool Province::stands(const Resident& resident) const {
  const auto line = find_line(resident);
  return line && line->renewal != "expired";
}

base::Date Province::working(base::Date day) const {
  const rules::Calendar& calendar = cases.registry().calendar;
  while (!calendar.is_working(day)) day += std::chrono::days(1);
  return day;
}

const rules::Procedure* Province::find_procedure(const Resident& resident, std::string_view id) const {
  return parts.law.find_procedure(resident.programme->filing->act_id, id);
}

Resident* Province::find_resident(std::string_view organisation_id) {
  const auto found = by_organisation_.find(organisation_id);
  return found == by_organisation_.end() ? nullptr : found->second;
}

cases::Opening Province::opening(const Resident& resident, std::string_view procedure, std::string period) const {
  return {resident.programme->filing->act_id, std::string(procedure), resident.institution.id, "", "", std::move(period)};
}

}  // namespace zhidian::server
