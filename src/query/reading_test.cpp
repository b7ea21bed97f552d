#include <gmock/gmock.h>

#include <chrono>
#include <fstream>
#include <sstream>

#include "query/classes.hpp"
#include "query/fold.hpp"
#include "query/numbers.hpp"
#include "query/test_collections.hpp"

namespace zhidian::query {
namespace {

using testing::ElementsAre;

std::vector<std::string> texts(std::string_view text) {
  std::vector<std::string> found;
  for (const Unit& unit : units(text)) found.push_back(unit.text);
  return found;
}

TEST(Fold, IsOneSpelling) {
  EXPECT_EQ(fold("  ＺＬ　２０１０\n ＡＢc "), "zl 2010 abc");
  EXPECT_EQ(fold("電動機（Ｕ型）"), "电动机(u型)");
  EXPECT_EQ(fold("㎏ ① ﬁ Straße"), "kg 1 fi strasse");
  EXPECT_EQ(fold(""), "");
  EXPECT_EQ(fold("a\xFF"
                 "b"),
            "a\xEF\xBF\xBD"
            "b");
}

TEST(Fold, OtherFormsOfACharacter) {
  EXPECT_EQ(other_forms("电"), std::vector<std::string>{"電"});
  const auto of_tai = other_forms("台");
  for (const char* form : {"檯", "臺", "颱"}) EXPECT_NE(std::ranges::find(of_tai, form), of_tai.end()) << form;
  EXPECT_TRUE(other_forms("人").empty());
  EXPECT_TRUE(other_forms("a").empty());
  EXPECT_TRUE(other_forms("").empty());
}

TEST(Fold, TwiceIsOnce) {
  for (char32_t character = 0x20; character < 0x2FA20; ++character) {
    if (character >= 0xD800 && character < 0xE000) continue;
    std::string text;
    if (character < 0x80) {
      text += static_cast<char>(character);
    } else if (character < 0x800) {
      text = {static_cast<char>(0xC0 | (character >> 6)), static_cast<char>(0x80 | (character & 63))};
    } else if (character < 0x10000) {
      text = {static_cast<char>(0xE0 | (character >> 12)), static_cast<char>(0x80 | ((character >> 6) & 63)),
              static_cast<char>(0x80 | (character & 63))};
    } else {
      text = {static_cast<char>(0xF0 | (character >> 18)), static_cast<char>(0x80 | ((character >> 12) & 63)),
              static_cast<char>(0x80 | ((character >> 6) & 63)), static_cast<char>(0x80 | (character & 63))};
    }
    ASSERT_EQ(fold(fold(text)), fold(text)) << std::hex << static_cast<std::uint32_t>(character);
  }
}

TEST(Units, AreHanCharactersAndRuns) {
  EXPECT_THAT(texts("一种5G基站，U型-lithium ion"), ElementsAre("一", "种", "5g", "基", "站", "u", "型", "lithium", "ion"));
  EXPECT_THAT(texts("，。 "), ElementsAre());
  EXPECT_THAT(texts("電\n池"), ElementsAre("电", "池"));
}

TEST(Units, KnowWhereTheyStood) {
  const std::string text = "的 ＬＥＤ燈";
  const auto found = units(text);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(text.substr(found[1].at.begin, found[1].at.end - found[1].at.begin), "ＬＥＤ");
  EXPECT_EQ(text.substr(found[2].at.begin, found[2].at.end - found[2].at.begin), "燈");
}

TEST(Fold, IsLinearInMarks) {
  std::string text = "a";
  for (int i = 0; i < 300000; ++i) text += i % 2 == 0 ? "\xCC\x81" : "\xCC\xA7";
  EXPECT_FALSE(fold(text).empty());
}

TEST(Numbers, HaveOneForm) {
  for (const char* spelling : {"CN201220249766.X", "ZL 201220249766.X", "zl2012 2024 9766．x", "201220249766X", "专利号：ZL201220249766.X",
                               "ＣＮ２０１２２０２４９７６６Ｘ"}) {
    const Number number = read_number(spelling);
    EXPECT_EQ(number.canonical, "201220249766.X") << spelling;
    EXPECT_EQ(number.kind, Number::Kind::application) << spelling;
    EXPECT_FALSE(number.is_check_wrong) << spelling;
  }
  EXPECT_EQ(read_number("201220249766").canonical, "201220249766");
  EXPECT_EQ(read_number("85100001").kind, Number::Kind::application);
  EXPECT_EQ(read_number("CN202644312U").canonical, "202644312U");
  EXPECT_EQ(read_number("CN 1234567 C").kind, Number::Kind::publication);
  EXPECT_EQ(read_number("第1234567号").canonical, "1234567");
  EXPECT_EQ(read_number("US 6,859,910 B2").canonical, "US6859910B2");
  EXPECT_EQ(read_number("AGI00122").kind, Number::Kind::other);
}

TEST(Numbers, AWrongCheckDigitIsTold) {
  const Number number = read_number("ZL 201810819673.7");
  EXPECT_TRUE(number.is_check_wrong);
  EXPECT_EQ(number.canonical, "201810819673.7");
  EXPECT_TRUE(number.expected.starts_with("201810819673.")) << number.expected;
  EXPECT_FALSE(read_number("85100001.0").is_check_wrong);
  EXPECT_EQ(read_number("85100001.8").expected, "85100001.0");
}

TEST(Numbers, AreFoundWithoutTheirEnd) {
  EXPECT_THAT(number_keys("CN201220249766.X"), ElementsAre("201220249766.X", "201220249766"));
  EXPECT_THAT(number_keys("CN104751825B"), ElementsAre("104751825B", "104751825"));
  EXPECT_THAT(number_keys("US6859910B2"), ElementsAre("US6859910B2"));
  EXPECT_EQ(canonical_number_prefix("CN2012"), "2012");
  EXPECT_EQ(canonical_number_prefix("US68"), "US68");
}

TEST(Classes, HaveOneForm) {
  EXPECT_EQ(canonical_class("e01b 3/32(2006.01)I"), "E01B3/32");
  EXPECT_EQ(canonical_class("G09G 5/10 (2006.01)"), "G09G5/10");
  EXPECT_EQ(canonical_class("Ｈ０１Ｍ１０"), "H01M10/00");
  EXPECT_EQ(canonical_class("9"), "09");
  EXPECT_EQ(canonical_class("001"), "01");
  EXPECT_EQ(canonical_class("14-3"), "14-03");
  EXPECT_FALSE(is_class("电池"));
  EXPECT_FALSE(is_class("H1M"));
}

TEST(Classes, StandBelowOthers) {
  EXPECT_THAT(class_path("E01B3/32(2006.01)I"), ElementsAre("E", "E01", "E01B", "E01B3/00", "E01B3/32"));
  EXPECT_THAT(class_path("H01M10/0525"), ElementsAre("H", "H01", "H01M", "H01M10/00", "H01M10/05", "H01M10/052", "H01M10/0525"));
  EXPECT_THAT(class_path("H01M10"), ElementsAre("H", "H01", "H01M", "H01M10/00"));
  EXPECT_THAT(class_path("0901"), ElementsAre("09", "0901"));
  EXPECT_THAT(class_path("14-03"), ElementsAre("14", "14-03"));
  EXPECT_THAT(class_path("9"), ElementsAre("09"));
}

TEST(Collections, OfTheProjectLoad) {
  const Collections& collections = test_collections();
  ASSERT_EQ(collections.size(), 3U);
  const Collection& patents = collections.at("patents");
  EXPECT_EQ(patents.named("题名"), patents.find("title"));
  EXPECT_EQ(patents.named("ＴＩ"), patents.find("title"));
  EXPECT_EQ(patents.named("申请（专利权）人"), patents.find("applicant"));
  EXPECT_EQ(patents.named("作者"), nullptr);
  EXPECT_EQ(patents.find("province")->values.at("320000").first, "江苏省");
}

std::string refusal(std::string text) {
  const std::vector<CollectionFile> files{{"x.yaml", std::move(text)}};
  const auto loaded = load_collections(files);
  if (loaded) return "accepted";
  return loaded.error().id + ' ' + loaded.error().params.at("line") + ' ' + loaded.error().params.at("key");
}

TEST(Collections, AreReadStrictly) {
  const std::string head = "id: x\nzh: 某\nen: X\nfields:\n";
  EXPECT_EQ(refusal(head + "  - {id: a, type: text, zh: 甲, en: A, names: [甲]}\n"), "accepted");
  EXPECT_EQ(refusal(head + "  - {id: a, type: text, zh: 甲, en: A, names: [甲], size: 1}\n"), "query.bad_collection 5 size");
  EXPECT_EQ(refusal(head + "  - {id: a, type: words, zh: 甲, en: A, names: [甲]}\n"), "query.bad_collection 5 type");
  EXPECT_EQ(refusal(head + "  - {id: a, type: code, zh: 甲, en: A, names: [甲]}\n"), "query.bad_collection 5 values");
  EXPECT_EQ(refusal(head + "  - {id: a, type: code, zh: 甲, en: A, names: [甲], values_of: y}\n"), "query.bad_collection 5 values_of");
  EXPECT_EQ(refusal(head + "  - {id: a, type: text, zh: 甲, names: [甲]}\n"), "query.bad_collection 5 en");
  EXPECT_EQ(refusal(head + "  - {id: a, type: text, zh: 甲, en: A, names: [甲]}\n  - {id: b, type: text, zh: 乙, en: B, names: [甲]}\n"),
            "query.bad_collection 6 甲");
  EXPECT_EQ(refusal("zh: [").substr(0, 20), "query.bad_collection");
}

}  // namespace
}  // namespace zhidian::query
