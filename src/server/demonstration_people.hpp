#pragma once
#include <map>
#include <string>
#include <vector>

#include "capabilities/divisions/divisions.hpp"
#include "http/http.hpp"
#include "server/demonstration_network.hpp"
#include "server/demonstration_texts.hpp"

namespace zhidian::server {

/// One invented institution with the person who applies for it.
struct DemonstrationInstitution {
  int number = 0;  // from 0
  std::string id, name, division;
  http::Principal applicant;
};

/// Where an invented institution stands and who signs in for it.
struct DemonstrationSeat {
  int number = 0;  // from 0; decides name and kind
  std::string city, division, division_name, login_name;
  std::string area = "024";  // of its telephone
};

/// The procedures the demonstration lives through, told apart by who files and who recommends; null where no act has one.
struct DemonstratedProcedures {
  const rules::Procedure* city = nullptr;         // recommended by districts; always there
  const rules::Procedure* national = nullptr;     // recommended by provinces
  const rules::Procedure* by_ministry = nullptr;  // recommended by a ministry
  const rules::Procedure* second_city = nullptr;  // without recommendation
};
DemonstratedProcedures find_demonstrated(const rules::Library& library);

/// Where institutions that apply to the nation stand: two in the province of the demonstration's city, one elsewhere.
inline constexpr const char* national_seats[] = {"210202", "210302"};
inline constexpr const char* ministry_seat = "110108";
inline constexpr const char* ministry_province = "110000";

/// Who decides under one act: the filing body and, by the division an institution is registered in, its recommender.
struct DemonstrationOfficials {
  http::Principal filing_body, head;                    // two officers of one office: who proposes a sanction may not decide it
  std::map<std::string, http::Principal> recommenders;  // by division code
  std::vector<std::string> divisions;                   // of the recommenders, in order
};

struct DemonstrationExpert {
  std::string login_name;
  http::Principal principal;
};

/// The officials of the whole demonstration, and the experts.
struct DemonstrationPeople {
  std::vector<DemonstrationExpert> experts;
  DemonstrationOfficials city, national, by_ministry, second_city;
  http::Principal province_officer, second_province_officer;  // of the provinces of the two cities
  std::string ministry_id;
};

DemonstrationPeople make_people(const NetworkParts& parts, const DemonstratedProcedures& procedures, const std::string& password_hash,
                                base::Instant at);
/// Enters the names of the seat's city and division.
void name_seat(DemonstrationSeat& seat, const divisions::DivisionTree& tree);
DemonstrationInstitution make_institution(const NetworkParts& parts, DemonstrationTexts& texts, const DemonstrationSeat& seat,
                                          const std::string& password_hash, base::Instant at);

}  // namespace zhidian::server
