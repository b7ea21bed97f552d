#include "http/gzip.hpp"

#include <gtest/gtest.h>

namespace zhidian::http {
namespace {

TEST(Gzip, comes_back_as_it_went_in) {
  std::string large;
  for (int line = 0; line < 20'000; ++line) large += "第 " + std::to_string(line * 7919) + " 行\n";
  for (const std::string& bytes : {std::string(), std::string("a"), std::string(3, '\0'), large}) {
    const std::string packed = gzip(bytes);
    EXPECT_EQ(packed.substr(0, 2), "\x1f\x8b");
    EXPECT_EQ(gunzip(packed), bytes);
    EXPECT_EQ(gzip(bytes), packed);
  }
  EXPECT_LT(gzip(large).size(), large.size() / 3);
  EXPECT_THROW(gunzip("no gzip"), std::runtime_error);
  EXPECT_THROW(gunzip(gzip(large).substr(0, 100)), std::runtime_error);
}

TEST(Gzip, is_taken_where_it_is_named_and_not_refused) {
  for (const char* header : {"gzip", "GZIP", "deflate, gzip;q=0.5", "br;q=1.0, gzip;q=0.001", "*", "x-gzip", "identity, *;q=0.1"})
    EXPECT_TRUE(accepts_gzip(header)) << header;
  for (const char* header : {"", "identity", "br", "gzip;q=0", "gzip; q=0.000, *", "*;q=0", "gzipped"}) EXPECT_FALSE(accepts_gzip(header)) << header;
}

TEST(Gzip, is_unpacked_for_others) {
  const auto reply = [] { return Reply{200, {{"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}}, gzip("{}")}; };
  Reply packed = reply(), plain = reply(), untouched{200, {{"Content-Type", "application/json"}}, std::string("{}")};
  negotiate_encoding(packed, "gzip");
  negotiate_encoding(plain, "identity");
  negotiate_encoding(untouched, "gzip");
  EXPECT_EQ(gunzip(std::get<std::string>(packed.body)), "{}");
  EXPECT_EQ(std::get<std::string>(plain.body), "{}");
  const std::vector<std::pair<std::string, std::string>> both{
      {"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}, {"Vary", "Accept-Encoding"}},
      without{{"Content-Type", "application/json"}, {"Vary", "Accept-Encoding"}};
  EXPECT_EQ(packed.headers, both);
  EXPECT_EQ(plain.headers, without);
  EXPECT_EQ(untouched.headers.size(), 1U);
}

}  // namespace
}  // namespace zhidian::http
