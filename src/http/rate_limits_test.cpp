#include "http/rate_limits.hpp"

#include <gtest/gtest.h>

#include "http/metrics.hpp"

namespace zhidian::http {
namespace {

constexpr RateLimits::Time start{};

int burst_of(RateLimits& limits, std::string_view limit_class, std::string_view subject, RateLimits::Time at) {
  int taken = 0;
  while (taken < 10'000 && !limits.take(limit_class, subject, at)) ++taken;
  return taken;
}

TEST(RateLimits, LetABurstThroughAndThenTheRate) {
  RateLimits limits;
  EXPECT_EQ(burst_of(limits, "sign_in", "a", start), 30);
  EXPECT_EQ(limits.take("sign_in", "a", start), 2);
  EXPECT_EQ(burst_of(limits, "sign_in", "a", start + std::chrono::seconds(10)), 5);
  EXPECT_EQ(burst_of(limits, "sign_in", "a", start + std::chrono::hours(10)), 30);
}

TEST(RateLimits, CountEachSubjectAndClassByItself) {
  RateLimits limits;
  burst_of(limits, "anonymous_write", "a", start);
  EXPECT_TRUE(limits.take("anonymous_write", "a", start));
  EXPECT_FALSE(limits.take("anonymous_write", "b", start));
  EXPECT_FALSE(limits.take("write", "a", start));
}

TEST(RateLimits, DoNotGrowWithoutEnd) {
  RateLimits limits;
  for (int i = 0; i < 250'000; ++i) ASSERT_FALSE(limits.take("read", std::to_string(i), start + std::chrono::milliseconds(i)));
}

TEST(Metrics, CountByOperationAndStatus) {
  Metrics metrics;
  metrics.count("get_case", 200, std::chrono::microseconds(4'000));
  metrics.count("get_case", 200, std::chrono::microseconds(5'001));
  metrics.count("get_case", 404, std::chrono::seconds(9));
  const auto text = metrics.print();
  for (const auto* line :
       {"requests_total{operation=\"get_case\",status=\"200\"} 2\n", "requests_total{operation=\"get_case\",status=\"404\"} 1\n", "le=\"0.005\"} 1\n",
        "le=\"0.01\"} 2\n", "le=\"5\"} 2\n", "le=\"+Inf\"} 3\n", "seconds_count{operation=\"get_case\"} 3\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
  }
}

}  // namespace
}  // namespace zhidian::http
