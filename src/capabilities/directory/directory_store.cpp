#include "capabilities/directory/directory_store.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "capabilities/directory/inclusion_store.hpp"
#include "capabilities/directory/sql.hpp"

namespace zhidian::directory {
namespace {

namespace sql = zhidian::sql::directory;
using storage::Row;

Outlet read_outlet(const Row& row) {
  Outlet outlet;
  outlet.id = row.text("id");
  outlet.organisation_id = row.text("organisation_id");
  outlet.source_case_id = row.text("source_case_id");
  outlet.act_id = row.text("act_id");
  outlet.status = row.text("status");
  outlet.division_code = row.text("division_code");
  outlet.division_name = row.text("division_name");
  outlet.name = row.text("name");
  outlet.sort_key = row.text("sort_key");
  outlet.kind = row.text("kind");
  outlet.entry = row.json("entry");
  outlet.filed_on = row.date("filed_on");
  outlet.valid_until = row.optional_date("valid_until");
  outlet.listed_until = row.optional_date("listed_until");
  outlet.renewal = row.text("renewal");
  outlet.ended_on = row.optional_date("ended_on");
  outlet.is_taken_over = row.integer("is_taken_over") != 0;
  if (!row.is_null("included_from")) outlet.included_from = row.text("included_from");
  outlet.suspended_from = row.optional_date("suspended_from");
  outlet.node_kinds = row.texts("node_kinds");
  return outlet;
}

base::Date entered_on(const Row& row) { return base::civil_date(base::parse_instant(row.text("created_at")).value()); }

std::string category_pattern(const OutletFilter& filter) {
  return filter.category.empty() ? "" : storage::like_pattern(category_mark(filter.category));
}

const char* state_of(const Outlet& outlet) { return outlet.ended_on ? "ended" : outlet.suspended_from ? "suspended" : "valid"; }

/// Lines that have not ended are before this day, whatever day it is.
std::string day_of(const OutletFilter& filter) { return filter.as_of ? base::print_date(*filter.as_of) : "9999-12-31"; }

/// The statuses of the level as `|a|b|`; empty without a level, `|` where no status has it.
std::string statuses_of(const OutletFilter& filter, const regulations::Registry& registry) {
  if (filter.level.empty()) return "";
  std::string statuses = "|";
  for (const Status& status : list_known_statuses(registry)) {
    if (status.level == filter.level) statuses += status.status + "|";
  }
  return statuses;
}

}  // namespace

std::string category_mark(std::string_view category) { return fmt::format("¦{}¦", category); }

void insert_outlet(storage::Connection& connection, const Outlet& outlet, base::Instant now) {
  const auto valid_until = base::print_date(outlet.valid_until);
  const auto ended_on = base::print_date(outlet.ended_on);
  const std::optional<std::string> source = outlet.source_case_id.empty() ? std::nullopt : std::optional(outlet.source_case_id);
  const auto inserted =
      connection.execute(sql::insert_outlet, {outlet.id, outlet.organisation_id, outlet.act_id, outlet.status, source, outlet.division_code,
                                              outlet.name, outlet.sort_key, outlet.kind, outlet.search_text, base::print_json(outlet.entry),
                                              base::print_date(outlet.filed_on), valid_until, state_of(outlet), outlet.is_taken_over ? 1 : 0,
                                              base::print_instant(now), ended_on, base::print_date(outlet.listed_until), outlet.renewal});
  if (inserted == 0) throw storage::Failure(storage::Failure::Kind::serialization, "directory: another line of this status was entered");
}

void rewrite_outlet(storage::Connection& connection, const Outlet& outlet, std::int64_t version, base::Instant created_at) {
  const auto ended_on = base::print_date(outlet.ended_on);
  const std::optional<std::string> source = outlet.source_case_id.empty() ? std::nullopt : std::optional(outlet.source_case_id);
  connection.execute(sql::rewrite_outlet, {outlet.id,
                                           outlet.organisation_id,
                                           outlet.act_id,
                                           outlet.status,
                                           source,
                                           outlet.division_code,
                                           outlet.name,
                                           outlet.sort_key,
                                           outlet.kind,
                                           outlet.search_text,
                                           base::print_json(outlet.entry),
                                           base::print_date(outlet.filed_on),
                                           base::print_date(outlet.valid_until),
                                           state_of(outlet),
                                           outlet.is_taken_over,
                                           version,
                                           base::print_instant(created_at),
                                           ended_on,
                                           base::print_date(outlet.listed_until),
                                           outlet.renewal});
}

void delete_outlet(storage::Connection& connection, std::string_view id) {
  delete_ties(connection, id);
  connection.execute(sql::delete_outlet, {id});
}

std::vector<std::string> list_outlet_ids(storage::Connection& connection) {
  return connection.list(sql::list_outlet_ids, {}, [](const storage::Row& row) { return row.text("id"); });
}

std::optional<std::int64_t> update_term(storage::Connection& connection, const Outlet& outlet) {
  return connection.find(
      sql::update_term,
      {outlet.id, base::print_date(outlet.valid_until), base::print_date(outlet.listed_until), outlet.renewal, base::print_json(outlet.entry)},
      [](const Row& row) { return row.integer("version"); });
}

bool is_standing(storage::Connection& connection, std::string_view outlet_id) {
  return connection.find(sql::find_standing_line, {outlet_id}, [](const Row&) { return true; }).has_value();
}

std::optional<cases::StandingLine> find_line(storage::Connection& connection, std::string_view organisation_id, std::string_view act_id,
                                             std::string_view status) {
  return connection.find(sql::find_line, {organisation_id, act_id, status}, [](const Row& row) {
    cases::StandingLine line{row.text("outlet_id"), row.text("recommender_id"), {row.text("granted_by"), row.date("filed_on"), {}, {}}};
    line.valid_until = row.optional_date("valid_until");
    line.holding.until = row.optional_date("listed_until");
    line.is_included = row.integer("is_included") != 0;
    if (row.integer("is_taken_over") != 0) line.holding.known_since = entered_on(row);
    return line;
  });
}

std::vector<HeldLine> list_held_lines(storage::Connection& connection, std::string_view organisation_id, std::string_view status) {
  return connection.list(sql::list_held_lines, {organisation_id, status},
                         [](const Row& row) { return HeldLine{row.text("id"), row.text("act_id"), row.text("status")}; });
}

std::vector<HeldLine> list_lines_beside(storage::Connection& connection, std::string_view outlet_id) {
  return connection.list(sql::list_lines_beside, {outlet_id}, [](const Row& row) {
    HeldLine line;
    line.id = row.text("id");
    line.act_id = row.text("act_id");
    line.status = row.text("status");
    return line;
  });
}

std::optional<std::int64_t> update_line(storage::Connection& connection, const Outlet& outlet) {
  return connection.find(sql::update_line,
                         {outlet.id, outlet.division_code, outlet.name, outlet.sort_key, outlet.search_text, base::print_json(outlet.entry)},
                         [](const Row& row) { return row.integer("version"); });
}

std::optional<std::int64_t> end_line(storage::Connection& connection, std::string_view outlet_id, base::Date ended_on) {
  return connection.find(sql::end_line, {outlet_id, base::print_date(ended_on)}, [](const Row& row) { return row.integer("version"); });
}

std::optional<std::int64_t> restore_line(storage::Connection& connection, std::string_view outlet_id) {
  const auto version = connection.find(sql::restore_line, {outlet_id}, [](const Row& row) { return row.integer("version"); });
  if (version) connection.execute(sql::delete_open_suspension, {outlet_id});
  return version;
}

std::vector<std::string> list_statuses(storage::Connection& connection, std::string_view organisation_id, base::Date today) {
  return connection.list(sql::list_statuses, {organisation_id, base::print_date(today)}, [](const Row& row) { return row.text("status"); });
}

std::vector<RegisteredLine> list_lines(storage::Connection& connection, std::string_view organisation_id, std::string_view status) {
  return connection.list(sql::list_lines, {organisation_id, status}, [](const Row& row) {
    return RegisteredLine{row.text("id"), row.text("source_case_id"), row.text("filed_on"), row.text("state"), row.integer("is_included") != 0};
  });
}

bool insert_take_over(storage::Connection& connection, const TakeOverRecord& record, std::string_view act_id) {
  return connection.execute(sql::insert_take_over, {record.id, record.authority_id, record.status, act_id, record.sha256, record.file_name,
                                                    record.outlets, record.entered_by, record.entered_at}) == 1;
}

std::vector<TakeOverRecord> list_take_overs(storage::Connection& connection, std::string_view account_id, std::string_view sha256) {
  return connection.list(sql::list_take_overs, {account_id, sha256}, [](const Row& row) {
    return TakeOverRecord{row.text("id"),        row.text("authority_id"), row.text("status"),     row.text("sha256"),
                          row.text("file_name"), row.text("entered_by"),   row.text("entered_at"), row.integer("outlets")};
  });
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

std::optional<Outlet> hold_outlet(storage::Connection& connection, std::string_view id) {
  connection.execute(sql::hold_line, {id});
  return find_outlet(connection, id);
}

std::vector<Outlet> list_outlets(storage::Connection& connection, const OutletFilter& filter, const regulations::Registry& registry) {
  return connection.list(sql::list_outlets,
                         {storage::like_pattern(filter.words), filter.division, filter.kind, category_pattern(filter), day_of(filter), filter.state,
                          filter.status, statuses_of(filter, registry), filter.after_key, filter.after_id, filter.limit + 1, filter.node_kind},
                         read_outlet);
}

std::vector<Outlet> list_outlets_of_notice(storage::Connection& connection, std::string_view notice_id) {
  return connection.list(sql::list_outlets_of_notice, {notice_id}, read_outlet);
}

std::vector<WebsitePublication> list_website_publications(storage::Connection& connection, std::string_view notice_id) {
  return connection.list(sql::list_website_publications, {notice_id}, [](const Row& row) {
    return WebsitePublication{row.text("id"),           row.text("site"),   row.text("address"),
                              row.text("published_on"), row.text("sha256"), row.text("recorded_at")};
  });
}

void insert_website_publication(storage::Connection& connection, std::string_view notice_id, const WebsitePublication& publication) {
  connection.execute(sql::insert_website_publication, {publication.id, notice_id, publication.site, publication.address, publication.published_on,
                                                       publication.sha256, publication.recorded_at});
}

std::int64_t count_outlets(storage::Connection& connection, const OutletFilter& filter, const regulations::Registry& registry) {
  return connection
      .find(sql::count_outlets,
            {storage::like_pattern(filter.words), filter.division, filter.kind, category_pattern(filter), day_of(filter), filter.state, filter.status,
             statuses_of(filter, registry), filter.node_kind},
            [](const Row& row) { return row.integer("number"); })
      .value_or(0);
}

std::vector<LineEvent> list_line_events(storage::Connection& connection, const Outlet& outlet) {
  return connection.list(sql::list_line_events, {outlet.organisation_id, outlet.status}, [](const Row& row) {
    LineEvent event{row.integer("sequence"),
                    row.text("outlet_id"),
                    row.text("action"),
                    row.text("source_case_id"),
                    row.text("leaf_hash"),
                    row.date("on_date"),
                    row.date("filed_on"),
                    {},
                    {}};
    // As the event left it, or as the line was granted.
    event.content = row.json("content");
    const base::Value& content = event.content;
    event.valid_until = content.at("valid_until").is_text() ? base::parse_date(content.text_or("valid_until")) : row.optional_date("valid_until");
    return event;
  });
}

std::vector<PublicEvent> list_public_events(storage::Connection& connection, const FeedFilter& filter) {
  const std::string day = filter.day ? base::print_date(*filter.day) : "";
  return connection.list(sql::list_public_events, {filter.after, day, filter.limit}, [](const Row& row) {
    return PublicEvent{row.integer("sequence"), row.text("id"),          row.text("subject_kind"), row.text("subject_id"), row.text("action"),
                       row.text("at"),          row.text("act_version"), row.text("leaf_hash"),    row.date("on_date"),    row.json("content")};
  });
}

}  // namespace zhidian::directory
