#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "audit/log.hpp"
#include "support/fresh_database.hpp"

namespace zhidian::audit {

inline Event make_event(const std::string& subject_id, std::int64_t ordinal) {
  Event event;
  event.subject_kind = "case";
  event.subject_id = subject_id;
  event.ordinal = ordinal;
  event.action = "submit";
  event.actor_kind = "account";
  event.actor_id = "somebody";
  event.at = *base::parse_instant("2026-03-02T01:02:03.004Z") + std::chrono::milliseconds(ordinal);
  event.on = base::civil_date(event.at);
  event.act_version = "shenyang_outlet_2024@1";
  event.calendar_version = "2026";
  event.content.set("round", ordinal);
  event.content.set("text", "第一轮");
  event.personal.set("name", "王某");
  return event;
}

/// A log in a database of its own, with a signing key and one checkpoint at every hundredth entry.
class LogUnderTest {
 public:
  explicit LogUnderTest(storage::Dialect dialect) : database(dialect, ZHIDIAN_SOURCE_DIR), random(base::make_seeded_random(7)) {
    key = SigningKey::load_or_create(folder.file("signing.key"), *random);
  }
  void grow_to(std::int64_t size, std::int64_t checkpoint_every = 100) {
    auto transaction = database->write();
    auto& connection = transaction->connection();
    for (auto number = get_head(connection).size + 1; number <= size; ++number) {
      auto event = make_event("case_" + std::to_string(number % 37), number);
      if (number % 5 == 0) event.personal = nullptr;
      append(connection, event, *random);
      if (number % checkpoint_every == 0) checkpoints.push_back(make_checkpoint(connection, key, "test", event.at));
    }
    transaction->commit();
  }
  std::vector<Finding> findings(const std::vector<Checkpoint>& outside = {}) {
    return verify(database->read()->connection(), outside, key.public_key_hex());
  }

  support::FreshFolder folder;
  support::FreshDatabase database;
  std::unique_ptr<base::Random> random;
  SigningKey key;
  std::vector<Checkpoint> checkpoints;
};

inline std::string print(const std::vector<Finding>& findings) {
  std::string text;
  for (const auto& finding : findings) {
    text += (text.empty() ? "" : " ") + finding.kind + " " + std::to_string(finding.first) + "-" + std::to_string(finding.last);
  }
  return text;
}

}  // namespace zhidian::audit
