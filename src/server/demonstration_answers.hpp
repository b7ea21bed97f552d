#pragma once
#include "rules/model.hpp"
#include "server/demonstration_desk.hpp"
#include "server/demonstration_people.hpp"

namespace zhidian::server {

/// A present answer, or what an invented institution would write into a field.
base::Value invent_answer(const rules::Field& field, const base::Value& present, DemonstrationTexts& texts);
/// A team with so many full-time members and some part-time ones, and service items.
void furnish(DemonstrationDesk& desk, const DemonstrationInstitution& institution, int full_time, DemonstrationTexts& texts, base::Instant at);
/// One more full-time member.
void hire(DemonstrationDesk& desk, const DemonstrationInstitution& institution, DemonstrationTexts& texts, base::Instant at);

}  // namespace zhidian::server
