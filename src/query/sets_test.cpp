#include "query/sets.hpp"

#include <gtest/gtest.h>

#include "query/builder.hpp"
#include "query/cql.hpp"
#include "query/limits.hpp"
#include "query/normal.hpp"
#include "query/parse.hpp"
#include "query/print.hpp"
#include "query/test_collections.hpp"

namespace zhidian::query {
namespace {

using base::Value;

Query ask(std::string_view text) { return parse(patents(), text).value().query; }

const Sets& sets() {
  static const Sets three{{1, ask("题名=电池 OR 题名=蓄电池")}, {2, ask("申请人=海安")}, {12, ask("申请日=2012 NOT 基站")}};
  return three;
}

/// What a text means with the sets, in Chinese field syntax; or the id of the error, the text it marks and what is suggested.
std::string told(const base::Result<Parsed>& parsed) {
  if (parsed) return print(patents(), parsed->query, Language::zh);
  const auto& params = parsed.error().params;
  return parsed.error().id + " [" + params.at("text") + ']' + (params.contains("suggestion") ? " " + params.at("suggestion") : "");
}
std::string read_with_sets(std::string_view text) { return told(parse(patents(), text, sets())); }
std::string read_cql_with_sets(std::string_view text) { return told(parse_cql(patents(), text, sets())); }

TEST(Sets, NumberOfAWord) {
  EXPECT_EQ(set_number("#1"), 1);
  EXPECT_EQ(set_number("＃１２"), 12);
  EXPECT_EQ(set_number("#9999"), 9999);
  for (const char* none : {"", "#", "#0", "#01", "1", "#1a", "a#1", "#-1", "#12345", "##1", "#1#"}) EXPECT_FALSE(set_number(none)) << none;
}

TEST(Sets, AreReplacedByWhatTheyMean) {
  EXPECT_EQ(read_with_sets("#1"), "名称=电池 OR 名称=蓄电池");
  EXPECT_EQ(read_with_sets("#1 AND #2 NOT #12"), "(名称=电池 OR 名称=蓄电池) AND 申请人=海安 NOT (申请日=2012-01-01..2012-12-31 NOT 基站)");
  EXPECT_EQ(read_with_sets("＃1 或 隔膜"), "名称=电池 OR 名称=蓄电池 OR 隔膜");
  EXPECT_EQ(read_with_sets("(#2 隔膜) NOT #2"), "申请人=海安 AND 隔膜 NOT 申请人=海安");
  EXPECT_EQ(read_cql_with_sets("#1 and (#2 not title = \"隔膜\")"), "(名称=电池 OR 名称=蓄电池) AND 申请人=海安 NOT 名称=隔膜");
  const Value built = Value::Map{
      {"join", "all"}, {"parts", Value::List{Value::Map{{"is", "set"}, {"number", 1}}, Value::Map{{"is", "set"}, {"number", 2}, {"not", true}}}}};
  const auto query = read_builder(patents(), built, sets());
  ASSERT_TRUE(query) << query.error().id;
  EXPECT_EQ(*query, ask("(题名=电池 OR 题名=蓄电池) NOT 申请人=海安"));
}

TEST(Sets, WordsThatLookLikeOne) {
  EXPECT_EQ(read_with_sets("\"#1\""), "\"#1\"");
  EXPECT_EQ(read_with_sets("题名=#1"), "名称=\"#1\"");
  EXPECT_EQ(read_with_sets("C#1 #12345"), "\"C#1\" AND \"#12345\"");
  EXPECT_EQ(read_with_sets("#1*"), "\"#1\"*");
  EXPECT_EQ(read_cql_with_sets("\"#1\""), "\"#1\"");
  for (const char* text : {"\"#1\"", "题名=(#1 OR \"#2\")", "\"#1\" NEAR/2 \"#2\"", "#1*"}) {
    const Query query = ask(text);
    EXPECT_EQ(ask(print(patents(), query, Language::zh)), query) << text;
    EXPECT_EQ(parse_cql(patents(), print_cql(query)).value().query, query) << text;
    EXPECT_EQ(read_builder(patents(), write_builder(query)).value(), query) << text;
  }
}

TEST(Sets, AnUnknownOneIsMarkedWithTheNearest) {
  EXPECT_EQ(read_with_sets("电池 AND #3"), "query.unknown_set [#3] #2");
  EXPECT_EQ(read_with_sets("#11"), "query.unknown_set [#11] #12");
  EXPECT_EQ(read_cql_with_sets("\"电池\" and #9"), "query.unknown_set [#9] #12");
  EXPECT_EQ(parse(patents(), "#3", sets()).error().params.at("known"), "#1 #2 #12");
  EXPECT_EQ(told(parse(patents(), "电池 #1")), "query.no_sets [#1]");
  EXPECT_EQ(told(parse_cql(patents(), "#1")), "query.no_sets [#1]");
  const auto built = read_builder(patents(), Value::Map{{"join", "all"}, {"parts", Value::List{Value::Map{{"is", "set"}, {"number", 3}}}}}, sets());
  ASSERT_FALSE(built);
  EXPECT_EQ(built.error().id, "query.unknown_set");
  EXPECT_EQ(built.error().params.at("path"), "parts.0.number");
}

TEST(Sets, WhatIsWrongAboutThem) {
  EXPECT_EQ(read_with_sets("#1 NEAR/3 电池"), "query.near_needs_words [#1]");
  EXPECT_EQ(read_with_sets("电池 NEAR/3 #1"), "query.near_needs_words [#1]");
  for (const Value& wrong :
       {Value(Value::Map{{"is", "set"}}), Value(Value::Map{{"is", "set"}, {"number", 0}}), Value(Value::Map{{"is", "set"}, {"number", "1"}}),
        Value(Value::Map{{"is", "set"}, {"number", 1}, {"field", "title"}})}) {
    const auto built = read_builder(patents(), wrong, sets());
    ASSERT_FALSE(built);
    EXPECT_EQ(built.error().id, "query.builder_shape");
  }
}

TEST(Sets, CountTowardsTheLimits) {
  std::string numbers = "申请号=(";
  for (int i = 0; i < 40; ++i) numbers += std::to_string(100000000 + i) + " ";
  const Sets many{{1, ask(numbers + ")")}, {2, ask(numbers + ")")}};
  EXPECT_EQ(told(parse(patents(), "#1 AND #2", many)), "query.too_many_terms [#2]");
  EXPECT_EQ(told(parse_cql(patents(), "#1 and #2", many)), "query.too_many_terms [#2]");
  const Value both =
      Value::Map{{"join", "all"}, {"parts", Value::List{Value::Map{{"is", "set"}, {"number", 1}}, Value::Map{{"is", "set"}, {"number", 2}}}}};
  EXPECT_EQ(read_builder(patents(), both, many).error().id, "query.too_many_terms");
}

/// What one notation reads, every other can hold: brackets that only another one needs count as well.
TEST(Nesting, IsLimitedByWhatTheNotationsNeed) {
  const auto nested = [](int depth, const std::string& inner) {
    std::string text = inner;
    for (int i = 0; i < depth; ++i) text = "a " + std::string(i % 2 == 0 ? "OR (" : "AND (") + text + ")";
    return text;
  };
  for (const std::string inner : {"b", "201220249767.4", "申请日=2012", "b NEAR/3 c", "NOT b", "IPC=(H01M、H01Q)"}) {
    for (int depth = 26; depth <= deepest; ++depth) {
      const auto parsed = parse(patents(), nested(depth, inner));
      if (!parsed) {
        EXPECT_EQ(parsed.error().id, "query.too_deep") << inner;
        continue;
      }
      const auto cql = parse_cql(patents(), print_cql(parsed->query));
      ASSERT_TRUE(cql) << depth << ' ' << inner;
      EXPECT_EQ(cql->query, parsed->query);
      EXPECT_TRUE(parse(patents(), print(patents(), parsed->query, Language::en))) << depth << ' ' << inner;
      EXPECT_TRUE(read_builder(patents(), write_builder(parsed->query))) << depth << ' ' << inner;
    }
  }
  EXPECT_TRUE(parse(patents(), std::string(deepest, '(') + "a" + std::string(deepest, ')'))) << "brackets that mean nothing";
  EXPECT_EQ(nesting(ask("a")), 0);
  EXPECT_EQ(nesting(ask("a OR (b c)")), 1);
}

}  // namespace
}  // namespace zhidian::query
