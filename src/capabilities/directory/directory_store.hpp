#pragma once
#include "capabilities/directory/directory.hpp"
#include "capabilities/directory/take_over.hpp"
#include "capabilities/directory/website_export.hpp"

namespace zhidian::directory {

/// Who touched a line, and under which version of an act.
struct Hand {
  std::string account_id;
  base::Instant at;
  std::string act_version;
};
audit::Event line_event(std::string_view id, std::int64_t ordinal, std::string_view action, const Hand& hand, base::Value content);

/// Where a valid line of the status was entered at the same moment the request is run again.
void insert_outlet(storage::Connection& connection, const Outlet& outlet, base::Instant now);
/// Writes a line as its events tell it.
void rewrite_outlet(storage::Connection& connection, const Outlet& outlet, std::int64_t version, base::Instant created_at);
void delete_outlet(storage::Connection& connection, std::string_view id);
/// The version the line has now, or empty where it has ended.
std::optional<std::int64_t> update_term(storage::Connection& connection, const Outlet& outlet);
/// What an institution holds the status of a line by besides, standing or suspended.
std::vector<HeldLine> list_lines_beside(storage::Connection& connection, std::string_view outlet_id);
bool is_standing(storage::Connection& connection, std::string_view outlet_id);
/// The line that stands for a status of an act, with the procedure that granted it and who recommended it then.
std::optional<cases::StandingLine> find_line(storage::Connection& connection, std::string_view organisation_id, std::string_view act_id,
                                             std::string_view status);
/// Brings what a line publishes to its institution's record of today, which nobody had to report while the line was out of the directory.
void catch_up(storage::Connection& connection, const regulations::Registry& registry, const std::string& outlet_id, const Hand& hand,
              base::Random& random);
/// Name, place and entry as they are now; its new version, or nothing where it has ended.
std::optional<std::int64_t> update_line(storage::Connection& connection, const Outlet& outlet);
/// Its new version, or nothing where it has ended already.
std::optional<std::int64_t> end_line(storage::Connection& connection, std::string_view outlet_id, base::Date ended_on);
/// Its new version, or nothing where it stands or another line has taken its place.
std::optional<std::int64_t> restore_line(storage::Connection& connection, std::string_view outlet_id);
std::vector<std::string> list_statuses(storage::Connection& connection, std::string_view organisation_id, base::Date today);
std::vector<std::string> list_outlet_ids(storage::Connection& connection);
/// The outlets whose cases a notice names, in its order.
std::vector<Outlet> list_outlets_of_notice(storage::Connection& connection, std::string_view notice_id);
void insert_website_publication(storage::Connection& connection, std::string_view notice_id, const WebsitePublication& publication);
struct RegisteredLine {
  std::string id, source_case_id, filed_on, state;
  bool is_included = false;
};
std::vector<RegisteredLine> list_lines(storage::Connection& connection, std::string_view organisation_id, std::string_view status);
/// False where the file was entered already.
bool insert_take_over(storage::Connection& connection, const TakeOverRecord& record, std::string_view act_id);
std::string division_name(storage::Connection& connection, std::string_view code);
/// Every cache of directory pages is keyed by this version.
void raise_data_version(storage::Connection& connection);
std::int64_t find_data_version(storage::Connection& connection);
/// One event of the lines an institution had for a status.
struct LineEvent {
  std::int64_t sequence = 0;
  std::string outlet_id, action, source_case_id, leaf_hash;
  base::Date on{}, filed_on{};
  std::optional<base::Date> valid_until{};
  base::Value content;
};
std::vector<LineEvent> list_line_events(storage::Connection& connection, const Outlet& outlet);
/// An entry of the log about the directory or a notice, in the order of the log.
struct PublicEvent {
  std::int64_t sequence = 0;
  std::string id, kind, subject_id, action, at, act_version, leaf_hash;
  base::Date on{};
  base::Value content;
};
struct FeedFilter {
  std::int64_t after = 0, limit = 1000;
  std::optional<base::Date> day{};
};
std::vector<PublicEvent> list_public_events(storage::Connection& connection, const FeedFilter& filter);
/// How an IP category stands in search_text, so that one column serves search and filter.
std::string category_mark(std::string_view category);

}  // namespace zhidian::directory
