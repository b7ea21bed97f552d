// What a question becomes, and what of a record is shown.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "capabilities/ip_search/pieces.hpp"
#include "capabilities/ip_search/question.hpp"
#include "query/parse.hpp"
#include "query/print.hpp"
#include "query/test_collections.hpp"

namespace zhidian::ip_search {
namespace {

using testing::ElementsAre;

const query::Collection& patents() { return query::test_collections().find("patents")->second; }

std::string print(const query::Query& query) { return query::print(patents(), query, query::Language::zh); }
query::Query parse(const std::string& text) { return query::parse(patents(), text).value().query; }

const query::Synonyms& synonyms() {
  static const query::Synonyms pair = [] {
    query::Synonyms made;
    EXPECT_TRUE(made.add("a.yaml", "synonyms:\n  - [锂电池, 锂离子电池]\n"));
    return made;
  }();
  return pair;
}

Question read(const std::string& text, const std::string& choices = "", std::set<std::size_t> off = {}) {
  return read_question(patents(), {}, {text, false, std::move(off), read_choices(patents(), choices).value()}).value();
}
std::string error_of(const std::string& choices) {
  auto read = read_choices(patents(), choices);
  if (!read) return read.error().id;
  const auto question = read_question(patents(), {}, {"", false, {}, *read});
  return question ? "" : question.error().id;
}

std::string show(const Pieces& pieces) {
  std::string text;
  for (const Piece& piece : pieces) text += piece.is_marked ? "[" + piece.text + "]" : piece.text;
  return text;
}

TEST(Question, ConditionsOfTheTopAndAreAskedUnlessSwitchedOff) {
  const std::string text = "水泵 AND (密封 OR 轴承) NOT 类型=外观设计";
  const Question question = read(text);
  EXPECT_EQ(question.conditions.size(), 3U);
  EXPECT_EQ(question.whole(patents()), parse(text));
  EXPECT_EQ(read(text, "", {1}).whole(patents()), parse("水泵 NOT 类型=外观设计"));
  EXPECT_EQ(read(text, "", {0, 1, 2, 9}).whole(patents()), parse(""));
  EXPECT_TRUE(read("").conditions.empty());
  EXPECT_EQ(read("水泵 OR 轴承").conditions.size(), 1U);
}

TEST(Question, ChoicesAskAsTheFacetCounts) {
  const Question question =
      read("水泵", R"({"applied_on":{"any":["2012","2013"]},"ipc":{"any":["F04D"],"none":["F04B"]},"kind":{"none":["design"]}})");
  EXPECT_EQ(question.whole(patents()), parse("水泵 AND (申请日=2012 OR 申请日=2013) AND IPC=F04D NOT IPC=F04B NOT 类型=外观设计"));
  EXPECT_EQ(question.whole(patents(), "ipc"), parse("水泵 AND (申请日=2012 OR 申请日=2013) NOT 类型=外观设计"));
  EXPECT_EQ(read("", R"({"applicant":{"any":["甲公司"]}})").whole(patents()), parse("申请人==甲公司"));
}

TEST(Question, ChoicesAreReadStrictly) {
  for (const char* bad : {"[]", "{", R"({"kind":{"any":"design"}})", R"({"kind":{"any":[""]}})", R"({"kind":{"some":[]}})",
                          R"({"kind":{"any":["boat"]}})", R"({"applied_on":{"any":["soon"]}})"})
    EXPECT_EQ(error_of(bad), "ip_search.bad_choices") << bad;
  EXPECT_EQ(error_of(R"({"colour":{"any":[]}})"), "search.unknown_field");
  EXPECT_EQ(error_of(R"({"title":{"any":["水泵"]}})"), "search.unknown_field");
  EXPECT_EQ(error_of(""), "");
}

TEST(Question, CqlIsReadWhereAskedFor) {
  const auto question = read_question(patents(), {}, {R"(title = "水泵" and ipc = "F04D")", true, {}, {}});
  ASSERT_TRUE(question.has_value());
  EXPECT_EQ(print(question->whole(patents())), "名称=水泵 AND ipc=F04D");
  EXPECT_EQ(read_question(patents(), {}, {"title adj", true, {}, {}}).error().params.count("begin"), 1U);
}

TEST(Pieces, MarkWhatIsAskedForAndNothingElse) {
  EXPECT_EQ(show(mark(patents(), parse("水泵 密封"), "title", "一种水泵的密封结构")), "一种[水泵]的[密封]结构");
  EXPECT_EQ(show(mark(patents(), parse("水泵 NOT 密封"), "title", "一种水泵的密封结构")), "一种[水泵]的密封结构");
  EXPECT_THAT(mark(patents(), parse(""), "title", "水泵"), ElementsAre(Piece{"水泵", false}));
  EXPECT_TRUE(mark(patents(), parse("水泵"), "title", "").empty());
}

TEST(Pieces, ALongTextIsShownAroundItsFirstMark) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "前";
  text += "水泵";
  for (int i = 0; i < 300; ++i) text += "后";
  const std::string shown = show(mark_shortened(patents(), parse("水泵"), "abstract", text));
  EXPECT_TRUE(shown.starts_with("……前"));
  EXPECT_NE(shown.find("前[水泵]后"), std::string::npos);
  EXPECT_TRUE(shown.ends_with("后……"));
  EXPECT_LT(shown.size(), 600U);
  EXPECT_TRUE(show(mark_shortened(patents(), parse("天线"), "abstract", text)).starts_with("前"));
}

TEST(Pieces, TheTextThatHoldsTheWordIsShown) {
  const query::Document document{"1", {{"title", {"水泵"}}, {"abstract", {"一种泵。"}}, {"claims", {"一种水泵，包括密封圈。"}}}};
  EXPECT_EQ(find_snippet(patents(), parse("密封"), document).field->id, "claims");
  EXPECT_EQ(find_snippet(patents(), parse("天线"), document).field->id, "abstract");
  EXPECT_EQ(find_snippet(patents(), parse("天线"), {"1", {{"title", {"水泵"}}}}).field, nullptr);
}

TEST(Synonyms, StandBesideTheirWordAndNotInWhatWasTyped) {
  const auto with = read_question(patents(), synonyms(), {"锂电池 隔膜", false, {}, {}}).value();
  EXPECT_EQ(print(with.typed.front()), "锂电池");
  EXPECT_EQ(print(with.whole(patents())), "(锂电池 OR 锂离子电池) AND 隔膜");
  EXPECT_EQ(with.synonyms.size(), 1U);
  const auto without = read_question(patents(), synonyms(), {"锂电池 隔膜", false, {}, {}, read_as_written("LED, 鋰電池")}).value();
  EXPECT_EQ(print(without.whole(patents())), "锂电池 AND 隔膜");
  EXPECT_TRUE(without.synonyms.front().also.empty());
}

TEST(Synonyms, AreLeftOutWhereTheQueryWouldBeTooLarge) {
  std::string text = "锂电池";
  for (int i = 1; i < 64; ++i) text += " OR a" + std::to_string(i);
  const auto question = read_question(patents(), synonyms(), {text, false, {}, {}}).value();
  EXPECT_TRUE(question.synonyms.empty());
  ASSERT_EQ(question.remarks.size(), 1U);
  EXPECT_EQ(question.remarks.front().id, "ip_search.no_synonyms");
  EXPECT_EQ(print(question.whole(patents())), print(parse(text)));
}

}  // namespace
}  // namespace zhidian::ip_search
