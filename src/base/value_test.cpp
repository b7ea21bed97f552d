#include "base/value.hpp"

#include <gtest/gtest.h>

namespace zhidian::base {
namespace {

std::string refusal(std::string_view text) {
  const auto value = parse_json(text);
  return value ? "accepted " + print_json(*value) : value.error().id;
}

TEST(ParseJson, ReadsEveryKindOfValue) {
  const auto value = parse_json(R"( {"a":[1,-2,null,true,false,"中文"],"b":{"c":9223372036854775807},"d":""} )");
  ASSERT_TRUE(value);
  EXPECT_EQ(print_json(*value), R"({"a":[1,-2,null,true,false,"中文"],"b":{"c":9223372036854775807},"d":""})");
  EXPECT_EQ(value->find_path("a.5"), Value("中文"));
  EXPECT_EQ(value->find_path("b.c"), Value(std::int64_t{9223372036854775807}));
  EXPECT_TRUE(value->find_path("a.6").is_null());
  EXPECT_TRUE(value->find_path("b.c.d").is_null());
}

TEST(ParseJson, RefusesDuplicateKeys) {
  EXPECT_EQ(refusal(R"({"a":1,"a":1})"), "json.duplicate_key");
  EXPECT_EQ(refusal(R"({"a":1,"\u0061":2})"), "json.duplicate_key");
  EXPECT_EQ(refusal(R"([{"x":{"k":1,"k":2}}])"), "json.duplicate_key");
}

TEST(ParseJson, RefusesNumbersThatAreNoIntegers) {
  for (const char* text :
       {"1.5", "1.0", "1e3", "1E400", "9223372036854775808", "-9223372036854775809", "[0.1]", "100000000000000000000000000000000000000000"}) {
    EXPECT_EQ(refusal(text), "json.not_an_integer") << text;
  }
}

TEST(ParseJson, RefusesBrokenText) {
  EXPECT_EQ(refusal("\"\xff\""), "json.invalid_text");
  EXPECT_EQ(refusal("\"\xed\xa0\x80\""), "json.invalid_text");
  EXPECT_EQ(refusal(R"("\ud800")"), "json.invalid_text");
  EXPECT_EQ(refusal(R"("\ud800x")"), "json.invalid_text");
  EXPECT_EQ(refusal(R"("\ud800\u0041")"), "json.invalid_text");
  EXPECT_EQ(refusal(R"("\udc00")"), "json.invalid_text");
  EXPECT_EQ(refusal(R"("a\u0000b")"), "json.invalid_text");
  EXPECT_EQ(refusal(R"({"a\u0000":1})"), "json.invalid_text");
}

TEST(ParseJson, RefusesWrongSyntax) {
  for (const char* text :
       {"", " ", "{", "[1,]", "{\"a\":1,}", "nul", "1 2", "{} x", "'a'", "[1] // x", "01", "+1", "NaN", "\"a\nb\"", "\xef\xbb\xbf{}"}) {
    EXPECT_EQ(refusal(text), "json.syntax") << text;
  }
}

TEST(ParseJson, RefusesTooDeepInput) {
  EXPECT_EQ(refusal(std::string(32, '[') + std::string(32, ']')), "accepted " + std::string(32, '[') + std::string(32, ']'));
  EXPECT_EQ(refusal(std::string(33, '[') + std::string(33, ']')), "json.too_deep");
  EXPECT_EQ(refusal(std::string(1000000, '[')), "json.too_deep");
}

TEST(ParseJson, JoinsLongTextsAndEscapes) {
  const std::string letters(100000, 'x');
  EXPECT_EQ(parse_json("\"" + letters + "\\n" + letters + "\"").value(), Value(letters + "\n" + letters));
  EXPECT_EQ(parse_json(R"("\ud83d\ude00\u00e9")").value(), Value("😀é"));
}

TEST(PrintJson, SortsByUtf16CodeUnits) {
  // Source: RFC 8785 section 3.2.3, the members of its example.
  const auto value = parse_json("{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,\"\\u00f6\":7}");
  ASSERT_TRUE(value);
  EXPECT_EQ(print_json(*value), "{\"\\r\":2,\"1\":4,\"\xc2\x80\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\xef\xac\xb3\":3}");
}

TEST(PrintJson, EscapesAsShortAsPossible) {
  EXPECT_EQ(print_json(Value(std::string("\b\t\n\f\r\"\\/\x01\x1f\x7f"))), "\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0001\\u001f\x7f\"");
}

TEST(Value, SetsMembersOfAMap) {
  Value value;
  value.set("b", 2);
  value.set("a", "x");
  value.set("b", true);
  EXPECT_EQ(print_json(value), R"({"a":"x","b":true})");
  EXPECT_EQ(value.text_or("a"), "x");
  EXPECT_EQ(value.text_or("b", "none"), "none");
  EXPECT_TRUE(value.bool_or("b", false));
  EXPECT_EQ(value.integer_or("c", 7), 7);
  EXPECT_THROW(Value(1).set("a", 1), std::bad_variant_access);
}

}  // namespace
}  // namespace zhidian::base
