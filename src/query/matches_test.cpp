#include "query/matches.hpp"

#include <gtest/gtest.h>

#include "query/places.hpp"
#include "query/test_collections.hpp"

namespace zhidian::query {
namespace {

Document sample() {
  return {"CN202644312U",
          {{"title", {"一种鋼筋混凝土轨枕"}},
           {"abstract", {"本实用新型公开了一种钢筋，包括U型预留孔和LED lamp，弹性好。"}},
           {"applicant", {"海安县建莲商品混凝土有限公司", "南通（集团）公司"}},
           {"application_number", {"CN201220249767.4"}},
           {"ipc", {"E01B3/32(2006.01)I", "E01B9/10"}},
           {"applied_on", {"2012-05-31"}},
           {"kind", {"utility_model"}}}};
}

Query of(Kind kind, std::string field, std::vector<std::string> text, int distance = 0) {
  Query query;
  query.kind = kind;
  query.field = std::move(field);
  query.text = std::move(text);
  query.distance = distance;
  return query;
}

Query both(Kind kind, std::vector<Query> parts) {
  Query query;
  query.kind = kind;
  query.parts = std::move(parts);
  return query;
}

bool is_found(const Query& query) { return matches(test_collections().at("patents"), query, sample()); }

TEST(Matches, WordsAndPhrases) {
  EXPECT_TRUE(is_found(of(Kind::words, "title", {"钢筋"})));
  EXPECT_TRUE(is_found(of(Kind::words, "", {"u型預留孔"})));
  EXPECT_FALSE(is_found(of(Kind::words, "title", {"预留孔"})));
  EXPECT_FALSE(is_found(of(Kind::words, "", {"筋钢"})));
  EXPECT_FALSE(is_found(of(Kind::words, "abstract", {"LE"})));
  EXPECT_FALSE(is_found(of(Kind::words, "", {"，"})));
  EXPECT_FALSE(is_found(of(Kind::words, "applicant", {"有限公司南通"})));
}

TEST(Matches, Prefixes) {
  EXPECT_TRUE(is_found(of(Kind::prefix, "abstract", {"LE"})));
  EXPECT_TRUE(is_found(of(Kind::prefix, "abstract", {"和l"})));
  EXPECT_FALSE(is_found(of(Kind::prefix, "abstract", {"ED"})));
  EXPECT_TRUE(is_found(of(Kind::prefix, "application_number", {"CN2012202"})));
  EXPECT_FALSE(is_found(of(Kind::prefix, "application_number", {"CN2013"})));
  EXPECT_TRUE(is_found(of(Kind::prefix, "ipc", {"e01b3/3"})));
}

TEST(Matches, Distances) {
  EXPECT_TRUE(is_found(of(Kind::near, "abstract", {"钢筋", "预留孔"}, 4)));
  EXPECT_FALSE(is_found(of(Kind::near, "abstract", {"钢筋", "预留孔"}, 3)));
  EXPECT_TRUE(is_found(of(Kind::near, "abstract", {"预留孔", "钢筋"}, 4)));
  EXPECT_TRUE(is_found(of(Kind::before, "abstract", {"钢筋", "预留孔"}, 4)));
  EXPECT_FALSE(is_found(of(Kind::before, "abstract", {"预留孔", "钢筋"}, 40)));
  EXPECT_TRUE(is_found(of(Kind::near, "abstract", {"实用", "用新型"}, 0)));
  EXPECT_FALSE(is_found(of(Kind::before, "abstract", {"实用", "用新型"}, 5)));
  EXPECT_TRUE(is_found(of(Kind::near, "", {"钢筋", "lamp", "弹性"}, 20)));
  EXPECT_FALSE(is_found(of(Kind::near, "", {"混凝土", "弹性"}, 99)));
}

TEST(Matches, WholeValues) {
  EXPECT_TRUE(is_found(of(Kind::exact, "applicant", {"无此公司", "南通(集团)公司"})));
  EXPECT_FALSE(is_found(of(Kind::exact, "applicant", {"南通"})));
  EXPECT_TRUE(is_found(of(Kind::exact, "application_number", {"201220249767"})));
  EXPECT_TRUE(is_found(of(Kind::exact, "application_number", {"ZL 2012 2 0249767.4"})));
  EXPECT_FALSE(is_found(of(Kind::exact, "application_number", {"201220249767.5"})));
  EXPECT_TRUE(is_found(of(Kind::exact, "kind", {"utility_model"})));
}

TEST(Matches, Classes) {
  EXPECT_TRUE(is_found(of(Kind::under, "ipc", {"E01B"})));
  EXPECT_TRUE(is_found(of(Kind::under, "ipc", {"E01B3"})));
  EXPECT_FALSE(is_found(of(Kind::exact, "ipc", {"E01B3"})));
  EXPECT_TRUE(is_found(of(Kind::exact, "ipc", {"e01b 9/10"})));
  EXPECT_FALSE(is_found(of(Kind::under, "cpc", {"E01B"})));
}

TEST(Matches, Ranges) {
  Query query = of(Kind::range, "applied_on", {});
  query.low = "2012-05-31";
  EXPECT_TRUE(is_found(query));
  query.high = "2012-05-30";
  EXPECT_FALSE(is_found(query));
  query.field = "granted_on";
  query.high = "";
  EXPECT_FALSE(is_found(query));
}

TEST(Matches, Booleans) {
  const Query yes = of(Kind::words, "", {"轨枕"}), no = of(Kind::words, "", {"电池"});
  EXPECT_TRUE(is_found(both(Kind::any, {no, yes})));
  EXPECT_FALSE(is_found(both(Kind::all, {no, yes})));
  EXPECT_TRUE(is_found(both(Kind::all, {yes, both(Kind::none, {no})})));
  EXPECT_TRUE(is_found({}));
  EXPECT_TRUE(is_found(both(Kind::all, {})));
  EXPECT_FALSE(is_found(both(Kind::any, {})));
}

std::string marked(const Query& query, std::string_view field, std::string text) {
  std::size_t shift = 0;
  for (const Span& span : highlights(test_collections().at("patents"), query, field, text)) {
    text.insert(span.begin + shift, "<");
    text.insert(span.end + shift + 1, ">");
    shift += 2;
  }
  return text;
}

TEST(Highlights, MarkWhatIsAskedFor) {
  const Query query =
      both(Kind::all, {of(Kind::words, "", {"钢筋"}), of(Kind::prefix, "abstract", {"le"}), both(Kind::none, {of(Kind::words, "", {"轨枕"})})});
  EXPECT_EQ(marked(query, "abstract", "一种鋼\n筋的ＬＥＤ燈轨枕"), "一种<鋼\n筋>的<ＬＥＤ>燈轨枕");
  EXPECT_EQ(marked(query, "title", "LED钢筋"), "LED<钢筋>");
  EXPECT_EQ(marked(query, "agency", "钢筋"), "钢筋");
  EXPECT_EQ(marked(query, "none", "钢筋"), "钢筋");
  EXPECT_EQ(marked(of(Kind::near, "title", {"电池", "池组"}, 1), "title", "电池组和电池"), "<电池组>和<电池>");
  EXPECT_EQ(marked({}, "title", "电池"), "电池");
}

}  // namespace
}  // namespace zhidian::query
