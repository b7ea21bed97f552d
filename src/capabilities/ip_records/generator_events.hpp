#pragma once
#include <string>
#include <vector>

#include "base/date.hpp"
#include "capabilities/ip_records/vocabulary.hpp"
#include "query/collection.hpp"

namespace zhidian::ip_records {

/// Publications appear on Tuesdays and Fridays: the first such day from here on.
base::Date publication_day(base::Date date);

/// The legal events an invented patent of these days, this kind and this status has behind it, by their day.
std::vector<std::string> invent_events(const query::Document& patent, Dice& dice);

}  // namespace zhidian::ip_records
