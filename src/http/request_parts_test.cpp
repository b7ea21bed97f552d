#include "http/request_parts.hpp"

#include <gtest/gtest.h>

#include "http/cross_site.hpp"
#include "http/encoding.hpp"
#include "http/sealed_text.hpp"

namespace zhidian::http {
namespace {

Request with_headers(std::vector<std::pair<std::string, std::string>> headers) {
  Request request;
  request.headers = std::move(headers);
  return request;
}

std::string query_error(std::string_view query) {
  const auto parsed = parse_query(query, "q limit cursor");
  return parsed ? "" : parsed.error().id;
}

TEST(Query, IsReadByItsDeclaredNames) {
  EXPECT_EQ(parse_query("q=a%20b+c&limit=5", "q limit").value(), (Parameters{{"q", "a b c"}, {"limit", "5"}}));
  EXPECT_EQ(parse_query("q=a=b", "q").value(), (Parameters{{"q", "a=b"}}));
  EXPECT_TRUE(parse_query("", "").value().empty());
}

TEST(Query, RefusesUnknownAndRepeatedNames) {
  for (const auto* query : {"x=1", "q=1&q=2", "q[]=1", "Q=1", "=1", "&", "q=1&", "q=1&&limit=2", "qlimit=1"}) {
    if (std::string_view(query) == "q=1&") continue;  // a trailing mark ends the query
    EXPECT_EQ(query_error(query), "http.unknown_parameter") << query;
  }
  EXPECT_EQ(query_error("q=1&"), "");
}

TEST(Query, RefusesBrokenText) {
  for (const auto* query : {"q=%", "q=%zz", "q=%00", "q=%ff", "%=1"}) EXPECT_EQ(query_error(query), "http.bad_path") << query;
}

TEST(Cookies, AreFoundByTheirWholeName) {
  const auto request = with_headers({{"cookie", "asession=1; session=two; session=three"}, {"cookie", "other=4; __Host-session=5"}});
  EXPECT_EQ(find_cookie(request, "session"), "two");
  EXPECT_EQ(find_cookie(request, "other"), "4");
  EXPECT_EQ(find_cookie(request, "__Host-session"), "5");
  EXPECT_EQ(find_cookie(request, "ession"), "");
  EXPECT_EQ(find_cookie(with_headers({{"cookie", ";;=;session"}}), "session"), "");
}

TEST(Languages, CookieThenHeaderThenChinese) {
  EXPECT_EQ(choose_language(with_headers({})), Language::zh);
  EXPECT_EQ(choose_language(with_headers({{"accept-language", "EN-us"}})), Language::en);
  EXPECT_EQ(choose_language(with_headers({{"accept-language", "en;q=0.3, zh-Hans;q=0.31"}})), Language::zh);
  EXPECT_EQ(choose_language(with_headers({{"accept-language", "zh"}, {"cookie", "language=en"}})), Language::en);
  EXPECT_EQ(choose_language(with_headers({{"accept-language", "en"}, {"cookie", "language=xx"}})), Language::en);
  EXPECT_EQ(choose_language(with_headers({{"accept-language", "en;q=0"}})), Language::zh);
}

TEST(EntityTags, AreQuoted) {
  EXPECT_EQ(read_entity_tag("\"v7\"").value(), "v7");
  for (const auto* text : {"", "v7", "\"\"", "\"v7", "W/\"v7\"", "\"a b\"", "\"a\"b\"", "*"}) EXPECT_FALSE(read_entity_tag(text)) << text;
}

TEST(IdempotencyKeys, AreVisibleAscii) {
  EXPECT_TRUE(is_idempotency_key("12345678"));
  EXPECT_TRUE(is_idempotency_key(std::string(100, 'a')));
  EXPECT_FALSE(is_idempotency_key("1234567"));
  EXPECT_FALSE(is_idempotency_key(std::string(101, 'a')));
  EXPECT_FALSE(is_idempotency_key("1234 5678"));
  EXPECT_FALSE(is_idempotency_key("12345678é"));
}

TEST(MediaTypes, AllowUtf8Only) {
  EXPECT_TRUE(is_media_type("Application/JSON ; charset=UTF-8", "application/json"));
  EXPECT_TRUE(is_media_type("application/json", "application/json"));
  EXPECT_FALSE(is_media_type("application/json; charset=gbk", "application/json"));
  EXPECT_FALSE(is_media_type("application/json2", "application/json"));
  EXPECT_FALSE(is_media_type("", "application/json"));
}

TEST(Networks, AreTheAddressOrItsSixtyFourBits) {
  EXPECT_EQ(network_of("10.1.2.3"), "10.1.2.3");
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(network_of("2001:db8:1:2::9"), network_of("2001:db8:1:2:ffff::1"));
  EXPECT_EQ(network_of("::ffff:10.1.2.3"), "10.1.2.3");
  EXPECT_TRUE(is_loopback("127.0.0.9"));
  EXPECT_FALSE(is_loopback("128.0.0.1"));
}

TEST(CrossSite, WithACookieNeitherHeaderRefuses) {
  EXPECT_FALSE(check_same_site(with_headers({{"host", "h"}}), true, ""));
  EXPECT_TRUE(check_same_site(with_headers({{"host", "h"}}), false, ""));
}

TEST(CrossSite, FetchMetadataDecidesFirst) {
  EXPECT_TRUE(check_same_site(with_headers({{"sec-fetch-site", "same-origin"}, {"origin", "http://evil"}}), true, ""));
  EXPECT_FALSE(check_same_site(with_headers({{"sec-fetch-site", "cross-site"}, {"host", "h"}, {"origin", "http://h"}}), false, ""));
}

TEST(CrossSite, OriginsAreComparedWhole) {
  const auto is_ours = [](const char* origin, const char* host, const char* url) {
    return check_same_site(with_headers({{"host", host}, {"origin", origin}}), true, url).has_value();
  };
  EXPECT_TRUE(is_ours("http://h:8080", "h:8080", ""));
  EXPECT_TRUE(is_ours("https://h", "h:443", ""));
  EXPECT_FALSE(is_ours("http://h:8081", "h:8080", ""));
  EXPECT_FALSE(is_ours("http://h.evil", "h", ""));
  EXPECT_FALSE(is_ours("null", "h", ""));
  EXPECT_TRUE(is_ours("https://a.cn", "h", "https://A.cn/"));
  EXPECT_FALSE(is_ours("http://h", "h", "https://a.cn"));
}

TEST(PercentDecoding, IsStrict) {
  EXPECT_EQ(percent_decode("a%2Bb+c"), "a+b+c");
  EXPECT_EQ(percent_decode("a+b", Plus::is_space), "a b");
  EXPECT_EQ(percent_decode("%E4%BD"), std::nullopt);
}

TEST(Base64Url, IsReversibleAndUnique) {
  for (const std::string text : {"", "a", "ab", "abc", "abcd", "\xff\xfe\xfd"}) EXPECT_EQ(from_base64url(to_base64url(text)), text);
  EXPECT_EQ(to_base64url("\xfb\xff"), "-_8");
  for (const auto* text : {"a", "-_9", "-_8=", "-_ 8", "+/8"}) EXPECT_EQ(from_base64url(text), std::nullopt) << text;
}

TEST(SealedText, OpensUnderItsSecretOnly) {
  const auto sealed = seal_text("一次性口令", "key");
  EXPECT_EQ(open_text(sealed, "key"), "一次性口令");
  EXPECT_EQ(open_text(sealed, "other"), std::nullopt);
  EXPECT_NE(sealed, seal_text("一次性口令", "key"));
  auto changed = sealed;
  changed[20] = changed[20] == 'A' ? 'B' : 'A';
  EXPECT_EQ(open_text(changed, "key"), std::nullopt);
  EXPECT_EQ(open_text("", "key"), std::nullopt);
}

}  // namespace
}  // namespace zhidian::http
