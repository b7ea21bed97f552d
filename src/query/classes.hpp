#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace zhidian::query {

/// A class in one spelling: `e01b 3/32(2006.01)I` → "E01B3/32", `E01B3` → "E01B3/00", Nice `9` → "09", Locarno `14-3` → "14-03",
/// group `0901`. What is no class is returned in capitals without blanks.
/// Source: IPC Guide (notation), Nice and Locarno classifications.
std::string canonical_class(std::string_view utf8);

/// Whether this is the notation of a class: a section, class, subclass, group, Nice or Locarno class, similar group.
bool is_class(std::string_view utf8);

/// The canonical class and every class above it that its notation tells, from the top: "E01B3/32" → E, E01, E01B, E01B3/00,
/// E01B3/32. A subgroup also stands below one whose digits it continues (H01M10/0525 below H01M10/05); what only the
/// table of the edition knows (dots) is not told here.
std::vector<std::string> class_path(std::string_view utf8);

/// The beginning of a class, spelled as a canonical class begins: `h01m 10/05*` → "H01M10/05".
std::string canonical_class_prefix(std::string_view utf8);

}  // namespace zhidian::query
