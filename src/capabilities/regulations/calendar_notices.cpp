// The holiday notices in force: seeded from the files of the program, then followed by what administrators bring into force.
#include <fmt/format.h>

#include <algorithm>

#include "base/id.hpp"
#include "capabilities/regulations/regulations.hpp"
#include "capabilities/regulations/regulations_store.hpp"

namespace zhidian::regulations {
namespace {

std::vector<rules::CalendarNotice> read_all(const std::vector<rules::SourceFile>& files) {
  std::vector<rules::Problem> problems;
  std::vector<rules::CalendarNotice> notices;
  for (const rules::SourceFile& file : files) {
    if (file.path.ends_with(".yaml")) notices.push_back(rules::read_calendar_notice(file, problems));
  }
  if (problems.empty()) return notices;
  const rules::Problem& problem = problems.front();
  throw storage::Failure(storage::Failure::Kind::broken, fmt::format("{}:{}: {}: {}", problem.file, problem.line, problem.key, problem.message.zh));
}

}  // namespace

rules::SourceFile source_of(const StoredNotice& stored) { return {fmt::format("calendars/{}-{}.yaml", stored.year, stored.version), stored.text}; }

rules::Calendar load_calendar(storage::Connection& connection) {
  std::vector<rules::SourceFile> files;
  for (const StoredNotice& stored : list_calendar_notices(connection)) files.push_back(source_of(stored));
  return rules::make_calendar(read_all(files));
}

std::vector<rules::Calendar> list_former_calendars(storage::Connection& connection, std::string_view since) {
  std::vector<StoredNotice> later;
  std::vector<rules::SourceFile> files;
  for (StoredNotice& stored : list_calendar_notices(connection)) {
    if (stored.change_id.empty() || stored.activated_at <= since)
      files.push_back(source_of(stored));
    else
      later.push_back(std::move(stored));
  }
  std::ranges::sort(later, {}, &StoredNotice::activated_at);
  std::vector<rules::Calendar> calendars;
  for (const StoredNotice& stored : later) {
    calendars.push_back(rules::make_calendar(read_all(files)));
    files.push_back(source_of(stored));
  }
  return calendars;
}

void seed_calendar(storage::Database& database, const std::vector<rules::SourceFile>& files, base::Instant now) {
  if (count_calendar_notices(database.read()->connection()) > 0) return;
  const auto transaction = database.write();
  if (count_calendar_notices(transaction->connection()) > 0) return;
  for (const rules::SourceFile& file : files) {
    const auto read = read_all({file});
    if (!read.empty()) add_calendar_notice(transaction->connection(), read.front(), file.text, "", now);
  }
  transaction->commit();
}

bool add_calendar_notice(storage::Connection& connection, const rules::CalendarNotice& notice, const std::string& text, std::string_view change_id,
                         base::Instant now) {
  return insert_calendar_notice(connection, {notice.year, notice.version, text, base::sha256_hex(notice.content), std::string(change_id), {}}, now);
}

}  // namespace zhidian::regulations
