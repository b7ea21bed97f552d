#include "outbound/allow_list.hpp"

#include <curl/curl.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <random>

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

/// The host and port libcurl would go to; empty where it would go nowhere.
std::string destination_of(const std::string& address) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url(curl_url(), curl_url_cleanup);
  if (curl_url_set(url.get(), CURLUPART_URL, address.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) return {};
  const auto part = [&](CURLUPart which) {
    char* text = nullptr;
    curl_url_get(url.get(), which, &text, CURLU_DEFAULT_PORT);
    const std::unique_ptr<char, decltype(&curl_free)> kept(text, curl_free);
    return std::string(text ? text : "");
  };
  std::string host = part(CURLUPART_HOST);
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  std::ranges::transform(host, host.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return host + " " + part(CURLUPART_PORT);
}

TEST(Target, is_where_the_library_goes_however_the_address_is_twisted) {
  constexpr std::array<std::string_view, 30> pieces{"https://",
                                                    "http://",
                                                    "hooks.example.org",
                                                    "evil.example",
                                                    "127.0.0.1",
                                                    "[::1]",
                                                    "[",
                                                    "]",
                                                    ":443",
                                                    ":80",
                                                    ":8443",
                                                    ":0",
                                                    ":",
                                                    "@",
                                                    "/",
                                                    "//",
                                                    "\\",
                                                    "?",
                                                    "#",
                                                    "%2e",
                                                    "%00",
                                                    ".",
                                                    "..",
                                                    "user",
                                                    " ",
                                                    "\t",
                                                    "\r\n",
                                                    ";",
                                                    "&",
                                                    "HOOKS.example.ORG"};
  std::mt19937 dice(7);
  int compared = 0;
  for (int round = 0; round < 50'000; ++round) {
    std::string address = round % 3 == 0 ? "" : "https://";
    for (auto count = 1 + dice() % 6; count > 0; --count) address += pieces[dice() % pieces.size()];
    const auto target = parse_target(address);
    if (!target) continue;
    const auto destination = destination_of(address.find("://") == std::string::npos ? "https://" + address : address);
    if (destination.empty()) continue;
    ++compared;
    EXPECT_EQ(target->host + " " + std::to_string(target->port), destination) << address;
  }
  EXPECT_GT(compared, 1000);
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
