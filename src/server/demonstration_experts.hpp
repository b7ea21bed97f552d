#pragma once
#include "server/demonstration_desk.hpp"
#include "server/demonstration_people.hpp"

namespace zhidian::server {

/// Fills the pool of the body that asks experts: each has fields and declares an employer, one of them an institution that applies itself, so that a
/// panel can be drawn at once and an exclusion be seen. The last of the people's experts stays outside the pool.
void fill_expert_pool(DemonstrationDesk& desk, const DemonstrationPeople& people, const std::string& applicant_name, base::Instant at);

}  // namespace zhidian::server
