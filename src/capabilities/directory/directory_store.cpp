#include "capabilities/directory/directory_store.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "capabilities/directory/sql.hpp"

namespace zhidian::directory {
namespace {

namespace sql = zhidian::sql::directory;
using storage::Row;

base::Date read_date(const Row& row, std::string_view column) {
  const auto date = base::parse_date(row.text(column));
  if (!date) throw storage::Failure(storage::Failure::Kind::broken, fmt::format("directory: column {} holds no date", column));
  return *date;
}

Outlet read_outlet(const Row& row) {
  Outlet outlet;
  outlet.id = row.text("id");
  outlet.act_id = row.text("act_id");
  outlet.status = row.text("status");
  outlet.division_code = row.text("division_code");
  outlet.division_name = row.text("division_name");
  outlet.name = row.text("name");
  outlet.sort_key = row.text("sort_key");
  outlet.kind = row.text("kind");
  auto entry = base::parse_json(row.text("entry"));
  if (!entry) throw storage::Failure(storage::Failure::Kind::broken, "directory: an entry cannot be read");
  outlet.entry = std::move(*entry);
  outlet.filed_on = read_date(row, "filed_on");
  if (!row.is_null("valid_until")) outlet.valid_until = read_date(row, "valid_until");
  outlet.state = row.text("state");
  outlet.is_taken_over = row.integer("is_taken_over") != 0;
  return outlet;
}

/// A pattern for LIKE; the reader's own % and _ mean themselves. Empty stays empty.
std::string pattern_of(const std::string& folded) {
  if (folded.empty()) return "";
  std::string pattern = "%";
  for (const char character : folded) {
    if (character == '%' || character == '_' || character == '!') pattern += '!';
    pattern += character;
  }
  return pattern + "%";
}

std::string category_pattern(const OutletFilter& filter) { return filter.category.empty() ? "" : pattern_of(category_mark(filter.category)); }

}  // namespace

std::string category_mark(std::string_view category) { return fmt::format("¦{}¦", category); }

void insert_outlet(storage::Connection& connection, const Outlet& outlet, base::Instant now) {
  const std::optional<std::string> valid_until = outlet.valid_until ? std::optional(base::print_date(*outlet.valid_until)) : std::nullopt;
  connection.execute(sql::insert_outlet, {outlet.id, outlet.organisation_id, outlet.act_id, outlet.status, outlet.source_case_id,
                                          outlet.division_code, outlet.name, outlet.sort_key, outlet.kind, outlet.search_text,
                                          base::print_json(outlet.entry), base::print_date(outlet.filed_on), valid_until, base::print_instant(now)});
}

std::vector<Line> list_valid_lines(storage::Connection& connection, std::string_view organisation_id, std::string_view status) {
  return connection.list(sql::list_valid_lines, {organisation_id, status},
                         [](const Row& row) { return Line{row.text("id"), row.integer("version")}; });
}

void end_outlets(storage::Connection& connection, std::string_view organisation_id, std::string_view status) {
  connection.execute(sql::end_outlets, {organisation_id, status});
}

std::vector<std::string> list_statuses(storage::Connection& connection, std::string_view organisation_id) {
  return connection.list(sql::list_statuses, {organisation_id}, [](const Row& row) { return row.text("status"); });
}

std::string division_name(storage::Connection& connection, std::string_view code) {
  return connection.find(sql::find_division, {code}, [](const Row& row) { return row.text("name"); }).value_or("");
}

void raise_data_version(storage::Connection& connection) { connection.execute(sql::raise_data_version); }

std::int64_t find_data_version(storage::Connection& connection) {
  return connection.find(sql::find_data_version, {}, [](const Row& row) { return row.integer("version"); }).value_or(0);
}

std::optional<Outlet> find_outlet(storage::Connection& connection, std::string_view id) {
  return connection.find(sql::find_outlet, {id}, read_outlet);
}

std::vector<Outlet> list_outlets(storage::Connection& connection, const OutletFilter& filter) {
  return connection.list(sql::list_outlets,
                         {pattern_of(base::fold(filter.words)), filter.division, filter.kind, category_pattern(filter), filter.after_key,
                          filter.after_id, filter.limit + 1},
                         read_outlet);
}

std::int64_t count_outlets(storage::Connection& connection, const OutletFilter& filter) {
  return connection
      .find(sql::count_outlets, {pattern_of(base::fold(filter.words)), filter.division, filter.kind, category_pattern(filter)},
            [](const Row& row) { return row.integer("number"); })
      .value_or(0);
}

}  // namespace zhidian::directory
