#include <gtest/gtest.h>

#include "http/encoding.hpp"
#include "http/http.hpp"

namespace zhidian::http {
namespace {

Call with(std::map<std::string, std::string, std::less<>> query) {
  Call call;
  call.query = std::move(query);
  return call;
}

std::string error_of(const base::Result<Page>& page) { return page ? "" : page.error().id; }

base::Value item(int number) { return base::Value::Map{{"id", std::to_string(number)}, {"name", "名" + std::to_string(number)}}; }
std::pair<std::string, std::string> key_of(const base::Value& value) { return {value.text_or("name"), value.text_or("id")}; }

TEST(Pages, HaveLimitsOfTheirSize) {
  EXPECT_EQ(read_page(with({}))->limit, 20);
  EXPECT_EQ(read_page(with({{"limit", "100"}}))->limit, 100);
  for (const auto* limit : {"0", "-1", "101", "1.5", "", "9x", " 5", "99999999999999999999"})
    EXPECT_EQ(error_of(read_page(with({{"limit", limit}}))), "http.bad_limit") << limit;
}

TEST(Pages, LeadToTheNextOne) {
  const Page two{.limit = 2, .after = {}, .after_id = {}};
  const auto body = page_body({item(1), item(2), item(3)}, two, key_of);
  EXPECT_EQ(body.at("items").as_list().size(), 2U);
  const auto next = read_page(with({{"cursor", body.text_or("next_cursor")}}));
  ASSERT_TRUE(next);
  EXPECT_EQ(next->after, "名2");
  EXPECT_EQ(next->after_id, "2");
  EXPECT_TRUE(page_body({item(1), item(2)}, two, key_of).at("next_cursor").is_null());
}

TEST(Pages, RefuseForgedCursors) {
  const auto forged = [](std::string_view text) { return error_of(read_page(with({{"cursor", to_base64url(text)}}))); };
  EXPECT_EQ(forged(R"({"after":"a","id":"1"})"), "");
  for (const auto* text : {R"({"id":"1","after":"a"})", R"({"after":"a","id":"1"} )", R"({"after":"a","id":"1","x":"y"})", R"({"after":1,"id":"1"})",
                           R"({"after":"a"})", "[]", "", "x"}) {
    EXPECT_EQ(forged(text), "http.bad_cursor") << text;
  }
  EXPECT_EQ(error_of(read_page(with({{"cursor", "%%%"}}))), "http.bad_cursor");
  EXPECT_EQ(error_of(read_page(with({{"cursor", std::string(3000, 'A')}}))), "http.bad_cursor");
}

}  // namespace
}  // namespace zhidian::http
