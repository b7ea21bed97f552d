#include "query/synonyms.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "query/parse.hpp"
#include "query/print.hpp"
#include "query/test_collections.hpp"

namespace zhidian::query {
namespace {

Synonyms made(const std::string& yaml) {
  Synonyms synonyms;
  EXPECT_TRUE(synonyms.add("a.yaml", yaml));
  return synonyms;
}
const Synonyms& few() {
  static const Synonyms synonyms = made("synonyms:\n  - [锂电池, 锂离子电池]\n  - [无人机, 无人驾驶飞机, UAV]\n");
  return synonyms;
}

/// The query as it is searched, and what is told beside it.
std::string expanded(const std::string& text, const std::set<std::string>& as_written = {}) {
  std::vector<Expansion> told;
  std::string whole = print(patents(), expand(patents(), parse(patents(), text).value().query, few(), as_written, told), Language::zh);
  for (const Expansion& each : told) {
    whole += " | " + each.word + ":";
    for (const std::string& also : each.also) whole += ' ' + also;
  }
  return whole;
}

TEST(Synonyms, AreSearchedBesideTheWord) {
  EXPECT_EQ(expanded("锂电池"), "锂电池 OR 锂离子电池 | 锂电池: 锂离子电池");
  EXPECT_EQ(expanded("题名=uav 隔膜"), "(名称=uav OR 名称=无人机 OR 名称=无人驾驶飞机) AND 隔膜 | uav: 无人机 无人驾驶飞机");
  EXPECT_EQ(expanded("隔膜 NOT 鋰電池"), "隔膜 NOT (鋰電池 OR 锂离子电池) | 鋰電池: 锂离子电池");
  EXPECT_EQ(expanded("锂电池 题名=锂电池"), "(锂电池 OR 锂离子电池) AND (名称=锂电池 OR 名称=锂离子电池) | 锂电池: 锂离子电池");
}

TEST(Synonyms, AreLeftOffWhereAsked) {
  EXPECT_EQ(expanded("锂电池 无人机", {"锂电池"}), "锂电池 AND (无人机 OR 无人驾驶飞机 OR UAV) | 锂电池: | 无人机: 无人驾驶飞机 UAV");
}

TEST(Synonyms, AllAreLeftOffWhereAsked) { EXPECT_EQ(expanded("锂电池 无人机", {"*"}), "锂电池 AND 无人机 | 锂电池: | 无人机:"); }

TEST(Synonyms, AreNotSearchedTwice) {
  EXPECT_EQ(expanded("锂电池 OR 锂离子电池"), "锂电池 OR 锂离子电池");
  const std::string once = "无人机 OR 无人驾驶飞机 OR UAV";
  EXPECT_EQ(expanded(once), once) << "what was expanded is not expanded again";
}

TEST(Synonyms, AreOfWholeWordsInTexts) {
  for (const char* text : {"锂电池隔膜", "锂*", "申请人=锂电池", "申请人==锂电池", "锂电池 NEAR/3 隔膜", "201220249767.4"}) {
    EXPECT_EQ(expanded(text).find('|'), std::string::npos) << text;
  }
}

TEST(Synonyms, FilesAreReadStrictly) {
  const auto error = [](const std::string& yaml) {
    Synonyms synonyms;
    const auto added = synonyms.add("a.yaml", yaml);
    return added ? std::string() : added.error().params.at("line") + ' ' + added.error().params.at("key");
  };
  EXPECT_EQ(error("synonyms:\n  - [甲, 乙]\n  - [丙, 甲]\n"), "3 甲");
  EXPECT_EQ(error("synonyms:\n  - [甲]\n"), "2 synonyms");
  EXPECT_EQ(error("synonyms:\n  - [甲, '。']\n"), "2 。");
  EXPECT_EQ(error("synonyms:\n  - [甲, 'a,b']\n"), "2 a,b");
  EXPECT_EQ(error("synonyms:\n  - [甲, [乙]]\n").substr(0, 2), "2 ");
  EXPECT_EQ(error("words: []\n"), "1 synonyms");
  EXPECT_EQ(error("[a\n").substr(0, 1), "2");
}

TEST(Synonyms, OfTheProjectAreGood) {
  std::ostringstream text;
  text << std::ifstream(ZHIDIAN_SOURCE_DIR "/collections/synonyms.yaml").rdbuf();
  Synonyms synonyms;
  const auto added = synonyms.add("synonyms.yaml", text.str());
  ASSERT_TRUE(added) << added.error().params.at("key");
  EXPECT_EQ(synonyms.others("led"), std::vector<std::string>{"发光二极管"});
  EXPECT_TRUE(synonyms.others("水泵").empty());
}

}  // namespace
}  // namespace zhidian::query
