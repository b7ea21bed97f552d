#include "outbound/allow_list.hpp"

#include <gtest/gtest.h>

namespace zhidian::outbound {
namespace {

TEST(Target, has_scheme_host_and_port) {
  EXPECT_EQ(*parse_target("https://Hooks.Example.org/a?b=c#d"), (Target{"https", "hooks.example.org", 443}));
  EXPECT_EQ(*parse_target("hooks.example.org:8443"), (Target{"https", "hooks.example.org", 8443}));
  EXPECT_EQ(*parse_target("smtp://mail.example.org"), (Target{"smtp", "mail.example.org", 587}));
  EXPECT_EQ(*parse_target("http://[2001:db8::1]:90/"), (Target{"http", "2001:db8::1", 90}));
  EXPECT_EQ(*parse_target("https://[::1]"), (Target{"https", "::1", 443}));
}

TEST(Target, is_refused_where_it_could_be_read_in_two_ways) {
  for (const std::string_view address :
       {"", "https://", "https:///path", "ftp://a.example", "https://user@a.example", "https://a.example:80@b.example", "https://a.example:0",
        "https://a.example:65536", "https://a.example:8 0", "https://a.example:", "https://a b", "https://a.example\\@b.example",
        "https://a.example\r\nHost: b", "https://[::1", "https://[::1]x", "https://例子.example", "https://a%2eb", "https://a:b:c"})
    EXPECT_FALSE(parse_target(address)) << address;
  EXPECT_FALSE(parse_target("https://" + std::string(254, 'a')));
}

TEST(Addresses, inside_are_told_from_the_open_network) {
  for (const std::string_view inside : {"0.0.0.0",
                                        "10.1.2.3",
                                        "100.64.0.1",
                                        "127.0.0.1",
                                        "127.255.255.255",
                                        "169.254.169.254",
                                        "172.16.0.1",
                                        "172.31.255.255",
                                        "192.168.1.1",
                                        "192.0.2.1",
                                        "198.18.0.1",
                                        "224.0.0.1",
                                        "239.1.1.1",
                                        "255.255.255.255",
                                        "::",
                                        "::1",
                                        "fe80::1",
                                        "fc00::1",
                                        "fd12::1",
                                        "ff02::1",
                                        "::ffff:127.0.0.1",
                                        "::ffff:10.0.0.1",
                                        "64:ff9b::a00:1",
                                        "2001:db8::1",
                                        "2002:7f00:1::",
                                        "2001::1",
                                        "",
                                        "localhost",
                                        "127.1",
                                        "1.2.3.4.5"})
    EXPECT_FALSE(is_public_address(inside)) << inside;
  for (const std::string_view outside :
       {"1.1.1.1", "9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "223.5.5.5", "2400:3200::1", "::ffff:1.1.1.1"})
    EXPECT_TRUE(is_public_address(outside)) << outside;
}

TEST(AllowList, knows_scheme_host_and_port_together) {
  const auto list = *AllowList::parse({"hooks.example.org", "http://127.0.0.1:9000"});
  EXPECT_TRUE(list.check("https://hooks.example.org/robot?key=1"));
  EXPECT_TRUE(list.check("http://127.0.0.1:9000/"));
  for (const std::string_view other : {"http://hooks.example.org/", "https://hooks.example.org:444/", "https://hooks.example.org.evil.example/",
                                       "https://a.hooks.example.org/", "https://127.0.0.1:9000/", "https://hooks.example.org./"}) {
    ASSERT_FALSE(list.check(other)) << other;
    EXPECT_EQ(list.check(other).error().id, "outbound.not_allowed");
  }
  EXPECT_EQ(list.check("nonsense://").error().id, "outbound.bad_address");
  EXPECT_EQ(AllowList::parse({"https://a b"}).error().id, "outbound.bad_address");
}

TEST(AllowList, opens_an_inner_address_only_where_it_names_it) {
  const auto list = *AllowList::parse({"http://127.0.0.1:9000", "https://localhost:9100", "smtp://[::1]:25"});
  EXPECT_TRUE(list.permits("127.0.0.1", 9000));
  EXPECT_TRUE(list.permits("::1", 25));
  EXPECT_FALSE(list.permits("127.0.0.1", 9001));
  EXPECT_FALSE(list.permits("127.0.0.1", 9100));
  EXPECT_FALSE(list.permits("10.0.0.1", 9000));
  EXPECT_TRUE(list.permits("1.1.1.1", 443));
}

}  // namespace
}  // namespace zhidian::outbound
