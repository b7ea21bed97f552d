#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "capabilities/regulations/regulations.hpp"
#include "rules/model.hpp"
#include "storage/storage.hpp"

namespace zhidian::regulations {

/// An activated version of an act as kept in the database; `files` is canonical JSON, path → text.
struct StoredVersion {
  std::string act_id;
  std::int64_t version = 0;
  std::string hash, files;
};
struct OfficialText {
  std::string source, text;
};

std::vector<StoredVersion> list_act_versions(storage::Connection& connection);
std::int64_t count_act_versions(storage::Connection& connection);
std::optional<std::string> find_act_hash(storage::Connection& connection, const rules::Act& act);
void insert_act_version(storage::Connection& connection, const rules::Act& act, const std::string& files, base::Instant now);
std::int64_t count_calendar_notices(storage::Connection& connection);
/// False where the year has this version already.
bool insert_calendar_notice(storage::Connection& connection, const StoredNotice& notice, base::Instant now);
/// Fills an empty table with what the program brings. A notice it brings later waits for a person to put it into force.
void seed_calendar(storage::Database& database, const std::vector<rules::SourceFile>& files, base::Instant now);
std::optional<OfficialText> find_article_text(storage::Connection& connection, std::string_view act_id, std::string_view article_id);
std::map<std::string, OfficialText> list_article_texts(storage::Connection& connection, std::string_view act_id);
void save_article_text(storage::Connection& connection, std::string_view act_id, std::string_view article_id, const OfficialText& official);

/// Whether the division lies in the ancestor, or is it.
bool is_within_division(storage::Connection& connection, std::string_view division, std::string_view ancestor);

}  // namespace zhidian::regulations
