#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "storage/storage.hpp"

namespace zhidian::divisions {

/// One administrative division. Unknown or open validity is empty.
struct Division {
  std::string code, name, level, parent_code;  // level: nation, province, city, county
  std::string valid_from, valid_to, note;
  bool is_valid_on(base::Date date) const;
};

/// Fills divisions and division_closure from `divisions.tsv` (columns code, name, level, parent_code, valid_from, valid_to,
/// note; # comments) and returns how many divisions it wrote; the same text twice writes nothing.
/// A division that has left the table stays, because cases name it. Errors: Failure{broken} that names the line.
std::size_t load_divisions(storage::Connection& connection, std::string_view tsv);

/// Reads the table alone. Shape: every parent before its children. Errors: Failure{broken} that names the line.
std::vector<Division> parse_divisions(std::string_view tsv);

/// Whether `division` is `ancestor` or lies in it, by the parent table.
bool is_within(storage::Connection& connection, std::string_view division, std::string_view ancestor);

/// A division as somebody names it: whether it lies in the one asked about, whether it is divided further.
struct Place {
  std::string code, name;
  bool is_inside = true, is_divided = false;
};
std::optional<Place> find_place(storage::Connection& connection, std::string_view code, std::string_view division);
/// The divisions below one that are divided no further, in the order of their codes, named with what they lie in.
std::vector<Place> list_undivided_below(storage::Connection& connection, std::string_view division);

/// All divisions in memory: built once at start, then only read. Threads: safe to share.
class DivisionTree {
 public:
  DivisionTree() = default;
  /// Errors: Failure{broken} where a parent is missing.
  explicit DivisionTree(std::vector<Division> divisions);
  static DivisionTree read(storage::Connection& connection);

  const Division* find(std::string_view code) const;
  /// Whether `division` is `ancestor` or lies in it; false for an unknown code.
  bool is_within(std::string_view division, std::string_view ancestor) const;
  /// 辽宁省沈阳市沈河区; a municipality stands once (北京市东城区). The code itself where it is unknown.
  std::string full_name(std::string_view code) const;
  /// Children valid on the date, in the order of their codes; of the nation where `parent` is empty.
  std::vector<const Division*> list_children(std::string_view parent, base::Date on) const;
  /// Divisions valid on the date whose name or full name contains `words`, at most `limit`, provinces first.
  std::vector<const Division*> search(std::string_view words, base::Date on, std::size_t limit) const;
  std::size_t size() const { return divisions_.size(); }

 private:
  std::map<std::string, Division, std::less<>> divisions_;
  std::map<std::string, std::vector<std::string>, std::less<>> children_;
  std::map<std::string, std::string, std::less<>> folded_names_;  // full names, for search
};

}  // namespace zhidian::divisions
