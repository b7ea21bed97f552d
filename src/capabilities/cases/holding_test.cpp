#include <gtest/gtest.h>

#include <future>

#include "capabilities/cases/cases_store.hpp"
#include "support/filing.hpp"

namespace zhidian::cases {
namespace {

using support::morning_of;

/// A case the filing body holds; its decision slot has one file already.
class Holding : public testing::TestWithParam<storage::Dialect> {
 protected:
  Holding() { filing_.add_case("case_a", "alpha", "210102", "heping"); }
  base::Result<std::string> add_scan(storage::Connection& connection) {
    auto upload = filing_.files().begin(1000).value();
    if (!upload->append("%PDF-1.4 a page")) return base::refuse(base::ErrorCode::storage_full, "test.append");
    return filing_.cases().add_material(connection, filing_.cases().find(connection, "case_a").value(), "decision_scan", upload->finish().value(),
                                        "第九部分.pdf", {"city_officer", {"filing_body"}, morning_of("2024-10-09")});
  }
  std::int64_t held() { return filing_.store().count("SELECT COUNT(*) AS n FROM materials WHERE slot = 'decision_scan'"); }

  support::Filing filing_{GetParam(), ZHIDIAN_SOURCE_DIR};
};

TEST_P(Holding, TwoUploadsAtOnceNeverExceedASlot) {
  const std::int64_t most = filing_.cases().procedure_of(filing_.get_case("case_a")).find_material("decision_scan")->max_files;
  while (held() < most - 1) ASSERT_TRUE(filing_.write([&](storage::Connection& connection) { return add_scan(connection); }));
  auto first = filing_.database().write();
  ASSERT_TRUE(add_scan(first->connection()));
  auto second = std::async(std::launch::async, [&] { return filing_.write([&](storage::Connection& connection) { return add_scan(connection); }); });
  EXPECT_EQ(second.wait_for(std::chrono::milliseconds(300)), std::future_status::timeout);
  first->commit();
  first.reset();
  const auto outcome = second.get();
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().id, "cases.slot_full");
  EXPECT_EQ(held(), most);
}

INSTANTIATE_TEST_SUITE_P(Databases, Holding, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

}  // namespace
}  // namespace zhidian::cases
