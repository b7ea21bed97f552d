#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/collection.hpp"

namespace zhidian::ip_records {

/// The field they stand in, one text an event.
constexpr std::string_view events_field = "legal_events";

/// What an office published about a patent.
struct LegalEvent {
  std::string day;   ///< YYYY-MM-DD, of the publication of the event
  std::string code;  ///< of the office: SE01; may be empty
  std::string words, note;
};

/// `2013-05-08 [SE01] 实质审查的生效 | 申请日：2012-05-31`: day first, so that texts in their order are events in theirs; code and note only where
/// they are. Semicolons become commas, since several values in one cell are parted by them.
std::string print_event(const LegalEvent& event);
/// Reads what print_event writes, with the day in any usual spelling. Empty where the text begins with no day.
std::optional<LegalEvent> read_event(std::string_view utf8);
/// The events of a cell: `;`, `；` or a line break parts them where a day follows; elsewhere it belongs to the words.
std::vector<std::string> split_events(std::string_view utf8);
/// Both, by their day, each once.
std::vector<std::string> join_events(std::vector<std::string> events, const std::vector<std::string>& more);
/// Joins them to those of the record.
void include_events(query::Document& document, const std::vector<std::string>& events);

}  // namespace zhidian::ip_records
