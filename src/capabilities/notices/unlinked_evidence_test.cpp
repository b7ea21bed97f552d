#include "capabilities/notices/unlinked_evidence.hpp"

#include <gtest/gtest.h>

#include "audit/log.hpp"
#include "capabilities/notices/objections.hpp"
#include "capabilities/notices/objections_store.hpp"
#include "support/filing.hpp"

namespace zhidian::notices {
namespace {

using namespace std::chrono_literals;

class UnlinkedEvidences : public testing::TestWithParam<storage::Dialect> {
 protected:
  /// A file that has arrived, with these words in it, as an upload.
  std::pair<std::string, std::string> upload(const std::string& words, base::Instant when) {
    auto arriving = filing_.files().begin(1000).value();
    EXPECT_TRUE(arriving->append("%PDF-1.4\n" + words));
    const files::Incoming incoming = arriving->finish().value();
    EXPECT_TRUE(filing_.files().keep(incoming));
    const auto id =
        filing_.write([&](storage::Connection& connection) { return add_upload(connection, incoming, "证据.pdf", {when, when}, filing_.random()); });
    return {id.value(), incoming.sha256};
  }
  std::vector<jobs::Timer> timers() {
    return filing_.read([](storage::Connection& connection) {
      std::vector<jobs::Timer> found;
      for (const auto& event : {"2024-10-01T04:00:00.000Z", "2024-10-01T05:00:00.000Z"}) {
        const base::Instant due = *base::parse_instant(event);
        for (jobs::Timer& timer : jobs::list_timers_of(connection, "objection_uploads", base::print_instant(due))) found.push_back(std::move(timer));
      }
      return found;
    });
  }
  std::int64_t fire(const jobs::Timer& timer) {
    return filing_.write([&](storage::Connection& connection) { return handler_.fire(connection, timer, timer.due_at); }).value();
  }
  void use(const std::string& id) {
    filing_.store().run("UPDATE objection_uploads SET used_at = '2024-09-30T03:30:00.000Z' WHERE id = '" + id + "'");
  }

  support::Filing filing_{GetParam(), ZHIDIAN_SOURCE_DIR};
  UnlinkedEvidence handler_{filing_.files(), filing_.random()};
  base::Instant morning_ = *base::parse_instant("2024-09-30T03:10:00.000Z");
};
INSTANTIATE_TEST_SUITE_P(databases, UnlinkedEvidences, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST_P(UnlinkedEvidences, are_removed_after_their_day_with_their_files) {
  const auto [first, first_hash] = upload("one", morning_);
  const auto [second, second_hash] = upload("two", morning_ + 20min);
  const auto [later, later_hash] = upload("three", morning_ + 1h);
  const auto due = timers();
  ASSERT_EQ(due.size(), 2U) << "one timer for all of an hour";
  EXPECT_EQ(base::print_instant(due[0].due_at), "2024-10-01T04:00:00.000Z");
  EXPECT_EQ(fire(due[0]), 2);
  EXPECT_FALSE(filing_.files().exists(first_hash));
  EXPECT_FALSE(filing_.files().exists(second_hash));
  EXPECT_TRUE(filing_.files().exists(later_hash)) << "its day is not over";
  const auto events = filing_.read([](storage::Connection& connection) { return audit::list_events_of_kind(connection, "objection_uploads"); });
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(base::print_json(events[0].content), R"({"files":2,"uploads":2})");
  EXPECT_TRUE(events[0].personal.is_null());
  EXPECT_EQ(fire(due[0]), 0) << "nothing is left, and nothing is logged twice";
}

TEST_P(UnlinkedEvidences, never_take_what_is_linked) {
  const auto [linked, linked_hash] = upload("linked", morning_);
  const auto [same, same_hash] = upload("linked", morning_);
  use(linked);
  ASSERT_EQ(linked_hash, same_hash);
  EXPECT_EQ(fire(timers().front()), 1) << "the second upload of the same content";
  EXPECT_TRUE(filing_.files().exists(linked_hash));
  EXPECT_EQ(fire(timers().front()), 0);
}

TEST_P(UnlinkedEvidences, go_in_parts_where_there_are_many) {
  const auto [first, hash] = upload("many", morning_);
  for (int number = 0; number < 200; ++number) upload("many", morning_);
  const jobs::Timer due = timers().front();
  EXPECT_EQ(fire(due), jobs::effects_per_transaction);
  EXPECT_TRUE(filing_.files().exists(hash)) << "one still names it";
  const auto rest = filing_.read(
      [&](storage::Connection& connection) { return jobs::list_timers_of(connection, "objection_uploads", "1 " + base::print_instant(due.due_at)); });
  ASSERT_EQ(rest.size(), 1U);
  EXPECT_EQ(fire(rest.front()), 1);
  EXPECT_FALSE(filing_.files().exists(hash));
}

}  // namespace
}  // namespace zhidian::notices
