// The evidence log on one core: how many events a second verify reads, and whether it finds and locates every one of `mutations` random
// alterations of a log of 1,000 events. Argument: number of mutations (default 100,000).
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <memory>
#include <random>
#include <vector>

#include "audit/log.hpp"
#include "storage/storage.hpp"
#include "support/fresh_database.hpp"

namespace {

using namespace zhidian;

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

audit::Event make_event(std::int64_t number) {
  audit::Event event;
  event.subject_kind = "case";
  event.subject_id = fmt::format("case_{}", number % 997);
  event.ordinal = number;
  event.action = "submit";
  event.actor_kind = "account";
  event.actor_id = "somebody";
  event.at = *base::parse_instant("2026-03-02T01:02:03.004Z") + std::chrono::milliseconds(number);
  event.on = base::civil_date(event.at);
  event.act_version = "shenyang_outlet_2024@3";
  event.calendar_version = "2026";
  event.content.set("action", "submit");
  event.content.set("round", number);
  event.content.set("to", "verifying");
  return event;
}

class Log {
 public:
  explicit Log(std::int64_t size) : database_(storage::Dialect::sqlite), random_(base::make_seeded_random(7)) {
    database_->migrate(support::ProjectMigrations(ZHIDIAN_SOURCE_DIR).list());
    const auto transaction = database_->write();
    for (std::int64_t number = 1; number <= size; ++number) audit::append(transaction->connection(), make_event(number), *random_);
    transaction->commit();
  }
  storage::Database& database() { return *database_; }

 private:
  support::FreshDatabase database_;
  std::unique_ptr<base::Random> random_;
};

/// What no verification can do without: every row read as it stands, the hash of its bytes and one node of the tree for each.
double read_and_hash(storage::Connection& connection) {
  const auto begin = processor_seconds();
  std::string bytes, root(32, '\0');
  connection.query({"", "SELECT * FROM events ORDER BY sequence", ""}, {}, [&](const storage::Row& row) {
    bytes.clear();
    for (const char* column : {"id", "subject_kind", "subject_id", "action", "actor_kind", "actor_id", "on_date", "at", "act_version",
                               "calendar_version", "content", "personal_hash", "leaf_hash"})
      bytes += row.view(column);
    root = base::sha256({"\x01", root, base::sha256({bytes})});
  });
  return processor_seconds() - begin;
}

void measure_verify() {
  constexpr std::int64_t size = 200000;
  Log log(size);
  const auto reader = log.database().read();
  std::vector<double> ours, bare;
  std::size_t findings = 0;
  for (int round = 0; round < 5; ++round) {
    bare.push_back(read_and_hash(reader->connection()));
    const auto begin = processor_seconds();
    findings += audit::verify(reader->connection(), {}, "").size();
    ours.push_back(processor_seconds() - begin);
  }
  std::ranges::sort(ours);
  std::ranges::sort(bare);
  fmt::print("verify a log of {} events ({} findings), one core, median of 5: {:.0f} events/s (aim ≥ 300,000); {:.2f} of reading and hashing alone\n",
             size, findings, static_cast<double>(size) / ours[2], bare[2] / ours[2]);
}

/// One random alteration: of a field, a deletion, or the exchange of two entries. Returns the entry it must be located at.
std::int64_t alter(storage::Connection& connection, std::mt19937_64& source, std::int64_t size) {
  const auto at = static_cast<std::int64_t>(source() % static_cast<std::uint64_t>(size)) + 1;
  static constexpr const char* fields[] = {"subject_id",  "action",  "actor_id",      "on_date",  "at",
                                           "act_version", "content", "personal_hash", "leaf_hash"};
  const auto kind = source() % (std::size(fields) + 2);
  if (kind < std::size(fields)) {
    const std::string statement = fmt::format("UPDATE events SET {0} = substr({0}, 1, {1}) || '~' || substr({0}, {2}) WHERE sequence = $1",
                                              fields[kind], source() % 8, source() % 8 + 9);
    connection.execute({"alter", statement, ""}, {at});
  } else if (kind == std::size(fields)) {
    connection.execute({"remove", "DELETE FROM events WHERE sequence = $1", ""}, {at});
  } else {
    connection.execute({"swap", "UPDATE events SET sequence = CASE sequence WHEN $1 THEN -$2 ELSE -$1 END WHERE sequence IN ($1, $2)", ""},
                       {at, at % size + 1});
    connection.execute({"swap_end", "UPDATE events SET sequence = -sequence WHERE sequence < 0", ""}, {});
  }
  return at;
}

void measure_mutations(int count) {
  constexpr std::int64_t size = 1000;
  Log log(size);
  std::mt19937_64 source(7);
  int found = 0, located = 0;
  for (int number = 0; number < count; ++number) {
    const auto transaction = log.database().write();
    const auto at = alter(transaction->connection(), source, size);
    const auto findings = audit::verify(transaction->connection(), {}, "");
    found += findings.empty() ? 0 : 1;
    bool is_located = false;
    for (const audit::Finding& finding : findings) is_located = is_located || (finding.first <= at && at <= finding.last);
    located += is_located ? 1 : 0;
  }
  fmt::print("random alterations of a log of {} events: {} made, {} found, {} located\n", size, count, found, located);
}

}  // namespace

int main(int count, char** words) {
  measure_verify();
  measure_mutations(count > 1 ? std::atoi(words[1]) : 100000);
  return 0;
}
