#include "capabilities/divisions/divisions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/id.hpp"
#include "base/text.hpp"
#include "capabilities/divisions/divisions_store.hpp"

namespace zhidian::divisions {
namespace {

constexpr std::array<std::string_view, 4> levels{"nation", "province", "city", "county"};

[[noreturn]] void fail(std::size_t line, std::string_view reason) {
  throw storage::Failure(storage::Failure::Kind::broken, fmt::format("divisions.tsv:{}: {}", line, reason));
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t start = 0;;) {
    const std::size_t end = text.find(separator, start);
    parts.emplace_back(text.substr(start, end == std::string_view::npos ? end : end - start));
    if (end == std::string_view::npos) return parts;
    start = end + 1;
  }
}

bool is_code(std::string_view code) {
  return code.size() == 6 && std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
}

std::size_t rank(std::string_view level) { return static_cast<std::size_t>(std::ranges::find(levels, level) - levels.begin()); }

Division read_line(std::string_view line, std::size_t number) {
  const auto cells = split(line, '\t');
  if (cells.size() != 7) fail(number, fmt::format("{} columns, expected 7", cells.size()));
  Division division{cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]};
  if (!is_code(division.code)) fail(number, fmt::format("'{}' is no code of six digits", division.code));
  if (division.name.empty()) fail(number, "the name is missing");
  if (rank(division.level) == levels.size()) fail(number, fmt::format("unknown level '{}'", division.level));
  for (const auto& day : {division.valid_from, division.valid_to})
    if (!day.empty() && !base::parse_date(day)) fail(number, fmt::format("'{}' is no date", day));
  return division;
}

/// Every parent exists and is of a higher level, so there is no ring.
void check_parents(const std::vector<std::pair<Division, std::size_t>>& lines) {
  std::map<std::string, const Division*, std::less<>> by_code;
  for (const auto& [division, number] : lines)
    if (!by_code.emplace(division.code, &division).second) fail(number, fmt::format("{} stands twice", division.code));
  for (const auto& [division, number] : lines) {
    if (division.parent_code.empty()) continue;
    const auto parent = by_code.find(division.parent_code);
    if (parent == by_code.end()) fail(number, fmt::format("the parent {} is missing", division.parent_code));
    if (rank(parent->second->level) >= rank(division.level)) fail(number, fmt::format("the parent {} is of no higher level", division.parent_code));
  }
}

/// Ancestors of a division, itself first.
std::vector<std::string> list_ancestors(const std::map<std::string, std::string>& parents, const std::string& code) {
  std::vector<std::string> ancestors{code};
  for (auto parent = parents.find(code); parent != parents.end() && !parent->second.empty(); parent = parents.find(parent->second))
    ancestors.push_back(parent->second);
  return ancestors;
}

}  // namespace

bool Division::is_valid_on(base::Date date) const {
  const auto from = base::parse_date(valid_from);
  const auto to = base::parse_date(valid_to);
  return (!from || *from <= date) && (!to || date <= *to);
}

std::vector<Division> parse_divisions(std::string_view tsv) {
  std::vector<std::pair<Division, std::size_t>> lines;
  std::size_t number = 0;
  bool has_header = false;
  for (auto line : split(tsv, '\n')) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    if (!has_header && line.starts_with("code\t")) {
      has_header = true;
      continue;
    }
    lines.emplace_back(read_line(line, number), number);
  }
  check_parents(lines);
  std::vector<Division> divisions;
  for (auto& [division, ignored] : lines) divisions.push_back(std::move(division));
  std::ranges::stable_sort(divisions, {}, [](const Division& division) { return rank(division.level); });
  return divisions;
}

std::size_t load_divisions(storage::Connection& connection, std::string_view tsv) {
  const std::string hash = base::sha256_hex(tsv);
  if (find_table_hash(connection) == hash) return 0;
  const auto divisions = parse_divisions(tsv);
  std::map<std::string, std::string> parents;
  for (const auto& division : divisions) {
    keep_division(connection, division);
    parents[division.code] = division.parent_code;
  }
  for (const auto& division : divisions) {
    forget_ancestors(connection, division.code);
    for (const auto& ancestor : list_ancestors(parents, division.code)) keep_ancestor(connection, ancestor, division.code);
  }
  keep_table_hash(connection, hash);
  return divisions.size();
}

DivisionTree::DivisionTree(std::vector<Division> divisions) {
  for (auto& division : divisions) divisions_.emplace(division.code, division);
  for (const auto& [code, division] : divisions_) {
    if (division.parent_code.empty()) continue;
    if (!divisions_.contains(division.parent_code))
      throw storage::Failure(storage::Failure::Kind::broken, fmt::format("division {} has the unknown parent {}", code, division.parent_code));
    children_[division.parent_code].push_back(code);
  }
  for (const auto& [code, division] : divisions_) folded_names_[code] = base::fold(full_name(code));
}

DivisionTree DivisionTree::read(storage::Connection& connection) { return DivisionTree(list_all(connection)); }

const Division* DivisionTree::find(std::string_view code) const {
  const auto found = divisions_.find(code);
  return found == divisions_.end() ? nullptr : &found->second;
}

bool DivisionTree::is_within(std::string_view division, std::string_view ancestor) const {
  for (const Division* at = find(division); at != nullptr; at = find(at->parent_code))
    if (at->code == ancestor) return true;
  return false;
}

std::string DivisionTree::full_name(std::string_view code) const {
  const Division* division = find(code);
  if (division == nullptr) return std::string(code);
  if (division->level == "nation") return division->name;
  std::string name, last;
  for (const Division* at = division; at != nullptr && at->level != "nation"; at = find(at->parent_code)) {
    if (at->name != last) name = at->name + name;
    last = at->name;
  }
  return name;
}

std::vector<const Division*> DivisionTree::list_children(std::string_view parent, base::Date on) const {
  std::vector<const Division*> found;
  if (parent.empty()) {
    for (const auto& [code, division] : divisions_)
      if (division.level == "province" && division.is_valid_on(on)) found.push_back(&division);
    return found;
  }
  const auto children = children_.find(parent);
  if (children == children_.end()) return found;
  for (const auto& code : children->second)
    if (const Division* division = find(code); division->is_valid_on(on)) found.push_back(division);
  return found;
}

std::vector<const Division*> DivisionTree::search(std::string_view words, base::Date on, std::size_t limit) const {
  const std::string wanted = base::fold(words);
  std::vector<const Division*> found;
  if (wanted.empty()) return found;
  for (const auto level : levels)
    for (const auto& [code, division] : divisions_) {
      if (found.size() >= limit) return found;
      if (division.level != level || !division.is_valid_on(on)) continue;
      if (folded_names_.at(code).find(wanted) != std::string::npos) found.push_back(&division);
    }
  return found;
}

}  // namespace zhidian::divisions
