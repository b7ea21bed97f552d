#pragma once
#include <map>
#include <string>
#include <vector>

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

/// The procedure the demonstration lives through: the first of a city that grants a status and takes applications in windows.
const rules::Procedure& demonstrated_procedure(const rules::Library& library);

/// Officials of the demonstration: the filing body, its province and its districts.
struct DemonstrationOfficials {
  http::Principal city, system_administrator;
  std::map<std::string, http::Principal> districts;  // by division code
  std::vector<std::string> divisions;                // district codes in order
};

DemonstrationOfficials make_officials(const NetworkParts& parts, const std::string& password_hash, base::Instant at);
DemonstrationInstitution make_institution(const NetworkParts& parts, DemonstrationTexts& texts, int number, const std::string& division,
                                          const std::string& district_name, const std::string& password_hash, base::Instant at);

}  // namespace zhidian::server
