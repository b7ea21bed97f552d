#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zhidian::classifications {

/// A label in both languages.
struct Label {
  std::string zh, en;
};

/// A kind of classification table: ipc, nice, locarno, gbt4754, sei.
struct Scheme {
  std::string id;
  Label label;
  std::vector<std::string> levels;                ///< from the top: section, class, subclass …
  std::map<std::string, Label, std::less<>> top;  ///< what stands in every edition, in words of our own: code → title
};

/// Reads top_levels.yaml. Errors: YAML::Exception, a fault of the file.
std::vector<Scheme> read_schemes(std::string_view yaml);

/// A code in the one spelling of its scheme, or empty where it is none: IPC `e01b3/32` → E01B3/32, Nice `9` → 09, `0901`, item `090372` or
/// `C090012`, Locarno `14-3` → 14-03, GB/T 4754 `A`, `0111`, strategic industries `1.2.1`.
std::optional<std::string> read_code(const Scheme& scheme, std::string_view utf8);
/// The rank of a code's level, 0 at the top. `code` as read_code returns it.
std::size_t level_of(const Scheme& scheme, std::string_view code);
/// The codes above it that its notation tells, from the top; what only the table knows (the group of a Nice item, the section of an industry) is
/// not told.
std::vector<std::string> codes_above(const Scheme& scheme, std::string_view code);

/// Whether the edition `one` is earlier than `other`: numbers in their names count as numbers, NCL9-2010 < NCL12-2025.
bool is_earlier(std::string_view one, std::string_view other);

}  // namespace zhidian::classifications
