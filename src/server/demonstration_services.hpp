#pragma once
#include "server/demonstration_desk.hpp"
#include "server/demonstration_people.hpp"

namespace zhidian::server {

/// The service log of an outlet from the day it was filed on until the day before `at`.
void log_services(DemonstrationDesk& desk, const DemonstrationInstitution& institution, base::Date filed_on, base::Instant at);

}  // namespace zhidian::server
