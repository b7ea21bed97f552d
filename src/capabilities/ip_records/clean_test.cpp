#include "capabilities/ip_records/clean.hpp"

#include <gmock/gmock.h>

#include "capabilities/ip_records/tidy.hpp"
#include "query/test_collections.hpp"

namespace zhidian::ip_records {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const query::Collection& patents() { return query::test_collections().at("patents"); }

Tidied tidied(const query::Document& document) {
  const auto result = tidy(patents(), document);
  EXPECT_TRUE(result) << (result ? "" : result.error().id);
  return result ? *result : Tidied{};
}

TEST(Clean, JoinsBrokenLines) {
  EXPECT_EQ(clean_text(" 一种水\r\n泵的 密封\n结构　"), "一种水泵的密封结构");
  EXPECT_EQ(clean_text("LED \n lamp\tholder"), "LED lamp holder");
  EXPECT_EQ(clean_text("带 LED 的灯\xE2\x80\x8B"), "带 LED 的灯");
  EXPECT_EQ(clean_text("  \n "), "");
}

TEST(Clean, ReadsDates) {
  for (const char* text : {"2013.01.02", "20130102", "2013-1-2", "2013/01/02", "2013年1月2日", "２０１３．０１．０２", " 2013.01.02 "})
    EXPECT_EQ(clean_date(text), "2013-01-02") << text;
  for (const char* text : {"", "2013", "2013.13.02", "20130231", "02.01.2013", "不详"}) EXPECT_FALSE(clean_date(text)) << text;
}

TEST(Clean, SplitsNames) {
  EXPECT_THAT(split_values("甲公司;乙研究所；丙大学\n甲公司; "), ElementsAre("甲公司", "乙研究所", "丙大学"));
  EXPECT_THAT(split_values(""), IsEmpty());
  EXPECT_FALSE(is_name("请求不公布姓名"));
  EXPECT_FALSE(is_name("（请求不公布姓名）"));
  EXPECT_TRUE(is_name("张三"));
}

TEST(Clean, TakesTheCodeOffAnAgency) {
  EXPECT_EQ(clean_agency("某市甲乙专利代理有限公司 12107"), "某市甲乙专利代理有限公司");
  EXPECT_EQ(clean_agency("某市甲乙专利事务所(11219)"), "某市甲乙专利事务所");
  EXPECT_EQ(clean_agency("某市甲乙专利事务所（特殊普通合伙）11219"), "某市甲乙专利事务所（特殊普通合伙）");
  EXPECT_EQ(clean_agency("第100号代理所"), "第100号代理所");
  EXPECT_EQ(clean_agency("11219"), "11219");
}

TEST(Clean, FindsTheRegion) {
  const query::Field* provinces = patents().find("province");
  const auto check = [&](const char* address, const char* province, const char* city) {
    const Region region = find_region(address, provinces);
    EXPECT_EQ(region.province, province) << address;
    EXPECT_EQ(region.city, city) << address;
  };
  check("226634 江苏省南通市某某县某某镇", "320000", "南通市");
  check("100000 北京市海淀区某某路1号", "110000", "北京市");
  check("中国广东深圳市南山区", "440000", "深圳市");
  check("广西壮族自治区 南宁市", "450000", "南宁市");
  check("云南省大理白族自治州大理市", "530000", "大理白族自治州");
  check("某地", "", "");
}

TEST(Tidy, CleansByType) {
  const Tidied result = tidied({"",
                                {{"title", {"一种水\n泵"}},
                                 {"publication_number", {"CN 202644312 U"}},
                                 {"application_number", {"ZL 201220249767.4"}},
                                 {"applicant", {"甲公司;乙大学"}},
                                 {"inventor", {"请求不公布姓名"}},
                                 {"ipc", {"E01B3/32(2006.01)I;E01B9/10（2006.01）I"}},
                                 {"applied_on", {"2012.05.31"}},
                                 {"published_on", {"不详"}},
                                 {"address", {"226634 江苏省南通市某某县"}},
                                 {"shoe_size", {"43"}}}});
  const auto& values = result.document.values;
  EXPECT_EQ(result.document.key, "CN202644312U");
  EXPECT_THAT(values.at("title"), ElementsAre("一种水泵"));
  EXPECT_THAT(values.at("application_number"), ElementsAre("CN201220249767.4"));
  EXPECT_THAT(values.at("applicant"), ElementsAre("甲公司", "乙大学"));
  EXPECT_FALSE(values.contains("inventor"));
  EXPECT_THAT(values.at("ipc"), ElementsAre("E01B3/32", "E01B9/10"));
  EXPECT_THAT(values.at("applied_on"), ElementsAre("2012-05-31"));
  EXPECT_FALSE(values.contains("published_on"));
  EXPECT_THAT(values.at("kind"), ElementsAre("utility_model"));
  EXPECT_THAT(values.at("province"), ElementsAre("320000"));
  EXPECT_THAT(values.at("city"), ElementsAre("南通市"));
  EXPECT_THAT(result.remarks, testing::UnorderedElementsAre("ip_records.bad_date", "ip_records.unknown_field"));
}

TEST(Tidy, KeepsAWrongCheckDigit) {
  const Tidied result = tidied({"", {{"title", {"一种水泵"}}, {"application_number", {"201220249767.5"}}, {"kind", {"实用新型"}}}});
  EXPECT_EQ(result.document.key, "CN201220249767.5");
  EXPECT_THAT(result.document.values.at("kind"), ElementsAre("utility_model"));
  EXPECT_THAT(result.remarks, ElementsAre("ip_records.wrong_check_digit"));
}

TEST(Tidy, TellsTheKindByTheNumber) {
  EXPECT_THAT(tidied({"", {{"title", {"椅"}}, {"application_number", {"2012302497677"}}}}).document.values.at("kind"), ElementsAre("design"));
  EXPECT_THAT(tidied({"", {{"title", {"水泵"}}, {"publication_number", {"CN104751825B"}}}}).document.values.at("kind"), ElementsAre("invention"));
}

TEST(Tidy, LeavesTheNumberOfATrademarkWithoutCountry) {
  for (const char* number : {"98854423", "85000001", "1234567", "G1234567"}) {
    const auto result = tidy(query::test_collections().at("trademarks"), {"", {{"mark", {"知点"}}, {"registration_number", {number}}}});
    ASSERT_TRUE(result) << number;
    EXPECT_EQ(result->document.key, number);
    EXPECT_THAT(result->document.values.at("registration_number"), ElementsAre(number));
  }
}

TEST(Tidy, Refuses) {
  const auto id = [](const query::Document& document) {
    const auto result = tidy(patents(), document);
    return result ? "" : result.error().id;
  };
  EXPECT_EQ(id({"", {{"title", {"一种水泵"}}}}), "ip_records.no_number");
  EXPECT_EQ(id({"", {{"publication_number", {"CN104751825B"}}}}), "ip_records.no_content");
  EXPECT_EQ(id({"", {{"publication_number", {"CN104751825B"}}, {"title", {"一种\xEF\xBF\xBD泵"}}}}), "ip_records.broken_text");
}

}  // namespace
}  // namespace zhidian::ip_records
