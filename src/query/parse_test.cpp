#include "query/parse.hpp"

#include <gtest/gtest.h>

#include "query/builder.hpp"
#include "query/cql.hpp"
#include "query/print.hpp"
#include "query/test_collections.hpp"

namespace zhidian::query {
namespace {

const Collection& trademarks() { return test_collections().at("trademarks"); }

/// What a text is read as, printed in English; or the id of the error and the text it marks.
std::string read(std::string_view text, const Collection& collection = patents()) {
  const auto parsed = parse(collection, text);
  if (parsed) return print(collection, parsed->query, Language::en);
  const auto& params = parsed.error().params;
  return parsed.error().id + " [" + params.at("text") + ']' + (params.contains("suggestion") ? " " + params.at("suggestion") : "");
}

std::string read_cql(std::string_view text) {
  const auto parsed = parse_cql(patents(), text);
  if (parsed) return print(patents(), parsed->query, Language::en);
  return parsed.error().id + " [" + parsed.error().params.at("text") + ']';
}

TEST(Parse, FieldsAndOperators) {
  EXPECT_EQ(read("题名=钢筋 AND 申请人=(\"海安\" OR 南通) NOT IPC=E01B3/32"), "title=钢筋 AND (applicant=海安 OR applicant=南通) NOT ipc=E01B3/32");
  EXPECT_EQ(read("ti=(基站 NEAR/5 天线)"), "title=(基站 NEAR/5 天线)");
  EXPECT_EQ(read("ti=基站 before/3 天线 收发"), "title=(基站 BEFORE/3 天线) AND 收发");
  EXPECT_EQ(read("钢筋 与 （轨枕 或 “U型 孔”） 非 电池*"), "钢筋 AND (轨枕 OR \"U型 孔\") NOT 电池*");
  EXPECT_EQ(read("Ａ　or　b and c"), "Ａ OR (b AND c)");
  EXPECT_EQ(read("申请人：海安 && !名称:轨枕"), "applicant=海安 NOT title=轨枕");
  EXPECT_EQ(read("申请（专利权）人=海安 公开（公告）号 = CN202644312U"), "applicant=海安 AND publication_number=202644312U");
  EXPECT_EQ(read("not not a"), "a");
  EXPECT_EQ(read("申请人!=海安"), "NOT applicant=海安");
  EXPECT_EQ(read("申请人==“南通（集团）公司”"), "applicant==\"南通（集团）公司\"");
  EXPECT_EQ(read("  \n"), "*");
  EXPECT_EQ(read("*"), "*");
  EXPECT_EQ(read("基站，天线 - 收发。"), "基站 AND 天线 AND 收发。");
  EXPECT_EQ(read("题名=(基站、天线)"), "title=基站 OR title=天线");
  EXPECT_EQ(read("R&D 1:2 C++"), "R&D AND \"1:2\" AND C++");
}

TEST(Parse, Dates) {
  EXPECT_EQ(read("申请日=2012"), "applied_on=2012-01-01..2012-12-31");
  EXPECT_EQ(read("申请日=2012-02"), "applied_on=2012-02-01..2012-02-29");
  EXPECT_EQ(read("申请日=2013.01.02"), "applied_on=2013-01-02");
  EXPECT_EQ(read("申请日=2012-01-01..2013-12-31"), "applied_on=2012-01-01..2013-12-31");
  EXPECT_EQ(read("申请日=2012年3月至2013年"), "applied_on=2012-03-01..2013-12-31");
  EXPECT_EQ(read("申请日=20120531～"), "applied_on=2012-05-31..");
  EXPECT_EQ(read("公开日>=2013"), "published_on=2013-01-01..");
  EXPECT_EQ(read("公开日＞2013"), "published_on=2014-01-01..");
  EXPECT_EQ(read("公开日<2013"), "published_on=..2012-12-31");
  EXPECT_EQ(read("公开日≤2013"), "published_on=..2013-12-31");
}

TEST(Parse, ClassesAndCodes) {
  EXPECT_EQ(read("IPC=h01m 10/05"), "ipc=H01M10/05");
  EXPECT_EQ(read("IPC=H01M10/05/low"), "ipc=H01M10/05");
  EXPECT_EQ(read("IPC==H01M10/05"), "ipc==H01M10/05");
  EXPECT_EQ(read("IPC=H01M10*"), "ipc=H01M10*");
  EXPECT_EQ(read("IPC=H01M10%"), "ipc=H01M10*");
  EXPECT_EQ(read("IPC=E01B3/32(2006.01)I"), "ipc=E01B3/32");
  EXPECT_EQ(read("IPC=(H01M，G06F 17/30)"), "ipc=(H01M, G06F17/30)");
  EXPECT_EQ(read("类型=(发明 或 实用)"), "kind=(Invention, \"Utility model\")");
  EXPECT_EQ(read("省=江苏"), "province=Jiangsu");
  EXPECT_EQ(read("国际分类=9 类似群=0901", trademarks()), "nice=09 AND groups=0901");
}

TEST(Parse, NumbersInAnySpelling) {
  const std::string found = "application_number=201220249766.X OR publication_number=201220249766.X";
  for (const char* text : {"ZL 201220249766.X", "201220249766X", "CN201220249766.x", "ＺＬ２０１２２０２４９７６６．Ｘ"})
    EXPECT_EQ(read(text), found) << text;
  EXPECT_EQ(read("201220249766.X 202644312U"), "application_number=(201220249766.X, 202644312U) OR publication_number=(201220249766.X, 202644312U)");
  EXPECT_EQ(read("申请号=(201220249766.X\nZL201220249767.4；85100001)"), "application_number=(201220249766.X, 201220249767.4, 85100001)");
  EXPECT_EQ(read("申请号=CN2012*"), "application_number=2012*");
  EXPECT_EQ(read("\"201220249766.X\""), "\"201220249766.X\"");
  EXPECT_EQ(read("第1234567号", trademarks()), "registration_number=1234567 OR \"第1234567号\"");
  EXPECT_EQ(read("5G 基站 2012"), "\"5G\" AND 基站 AND \"2012\"");
}

TEST(Parse, AWrongCheckDigitIsARemark) {
  const auto parsed = parse(patents(), "基站 ZL201810819673.7");
  ASSERT_TRUE(parsed);
  ASSERT_EQ(parsed->remarks.size(), 1U);
  EXPECT_EQ(parsed->remarks[0].id, "query.wrong_check_digit");
  EXPECT_EQ(parsed->remarks[0].at.begin, 7U);
  EXPECT_TRUE(parse(patents(), "ZL201220249766.X")->remarks.empty());
}

TEST(Parse, RefusalsNameTheirPlace) {
  EXPECT_EQ(read("题名=\"钢筋"), "query.unclosed_quote [\"钢筋]");
  EXPECT_EQ(read("题明=钢筋"), "query.unknown_field_near [题明] 题名");
  EXPECT_EQ(read("titel=steel"), "query.unknown_field_near [titel] title");
  EXPECT_EQ(read("颜色=红"), "query.unknown_field [颜色]");
  EXPECT_EQ(read("题名="), "query.missing_value [=]");
  EXPECT_EQ(read("题名= AND a"), "query.missing_value [=]");
  EXPECT_EQ(read("=钢筋"), "query.missing_field [=]");
  EXPECT_EQ(read("AND 钢筋"), "query.missing_operand [AND]");
  EXPECT_EQ(read("钢筋 OR"), "query.missing_operand [OR]");
  EXPECT_EQ(read("钢筋 NEAR/5"), "query.missing_operand [NEAR/5]");
  EXPECT_EQ(read("钢筋 AND ()"), "query.empty_group [(]");
  EXPECT_EQ(read("(钢筋"), "query.unclosed_bracket [(]");
  EXPECT_EQ(read("（"), "query.unclosed_bracket [（]");
  EXPECT_EQ(read("钢筋)"), "query.stray_bracket [)]");
  EXPECT_EQ(read("电*池"), "query.bad_wildcard [电*池]");
  EXPECT_EQ(read("题名=*"), "query.no_words [*]");
  EXPECT_EQ(read("。"), "query.no_words [。]");
  EXPECT_EQ(read("题名==轨枕"), "query.exact_needs_a_name [轨枕]");
  EXPECT_EQ(read("题名>轨枕"), "query.not_comparable [轨枕]");
  EXPECT_EQ(read("IPC=电池"), "query.bad_class [电池]");
  EXPECT_EQ(read("申请日=2013-02-29"), "query.bad_date [2013-02-29]");
  EXPECT_EQ(read("申请日=昨天"), "query.bad_date [昨天]");
  EXPECT_EQ(read("申请日=2013..2012"), "query.reversed_range [2013..2012] 2012-12-31..2013-01-01");
  EXPECT_EQ(read("类型=软件"), "query.unknown_value [软件]");
  EXPECT_EQ(read("申请号=无"), "query.bad_number [无]");
  EXPECT_EQ(read("a NEAR/500 b"), "query.bad_distance [a NEAR/500 b]");
  EXPECT_EQ(read("a NEAR/5 (b OR c)"), "query.near_needs_words [(]");
  EXPECT_EQ(read("(a OR c) NEAR/5 b"), "query.near_needs_words [(]");
  EXPECT_EQ(read("a NEAR/5 b*"), "query.near_needs_words [b*]");
  EXPECT_EQ(read("IPC=(H01M NEAR/5 H01L)"), "query.near_needs_words [H01M]");
  EXPECT_EQ(read("a NEAR/5 b NEAR/6 c"), "query.mixed_distances [NEAR/6]");
}

TEST(Parse, PlacesAreBytesAndCharacters) {
  const auto parsed = parse(patents(), "钢筋 题明=轨枕");
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().params.at("begin"), "7");
  EXPECT_EQ(parsed.error().params.at("end"), "13");
  EXPECT_EQ(parsed.error().params.at("at"), "4");
}

TEST(Parse, Limits) {
  EXPECT_TRUE(read(repeat("甲 or ", 63) + "甲").starts_with("甲 OR"));
  EXPECT_EQ(read(repeat("甲 or ", 64) + "甲"), "query.too_many_terms [甲]");
  EXPECT_EQ(read(repeat("(", 32) + "甲" + repeat(")", 32)), "甲");
  EXPECT_EQ(read(repeat("(", 33) + "甲" + repeat(")", 33)), "query.too_deep [(]");
  EXPECT_EQ(read(repeat("甲", 6000)).substr(0, 19), "query.too_long_text");
  EXPECT_EQ(read(repeat("甲", 1366)), "query.too_long_terms [" + repeat("甲", 40) + "]");
  EXPECT_EQ(read("申请号=(" + repeat("201220249766.X ", 65) + ")"), "query.too_many_terms [201220249766.X]");
}

TEST(Cql, ReadsWhatOthersWrite) {
  EXPECT_EQ(read_cql("title = \"钢筋\" and (applicant any \"海安 南通\") not ipc = E01B3/32"), "query.cql_operator_expected [/]");
  EXPECT_EQ(read_cql("title = \"钢筋\" and (applicant any \"海安 南通\") not ipc = \"E01B3/32\""),
            "title=钢筋 AND (applicant=海安 OR applicant=南通) NOT ipc=E01B3/32");
  EXPECT_EQ(read_cql("ti all \"基站 天线\""), "title=基站 AND title=天线");
  EXPECT_EQ(read_cql("a and b or c"), "(a AND b) OR c");
  EXPECT_EQ(read_cql("a or b and c"), "(a OR b) AND c");
  EXPECT_EQ(read_cql("pd within \"2012 2013\""), "published_on=2012-01-01..2013-12-31");
  EXPECT_EQ(read_cql("pd >= 2013"), "published_on=2013-01-01..");
  EXPECT_EQ(read_cql("ti=a prox/unit=word/distance<=3 ti=b"), "title=(a NEAR/2 b)");
  EXPECT_EQ(read_cql("ti=a prox/distance<3/ordered ti=b"), "title=(a BEFORE/1 b)");
  EXPECT_EQ(read_cql("applicant exact \"ACME, Inc.\""), "applicant==\"ACME, Inc.\"");
  EXPECT_EQ(read_cql("ti=batter*"), "title=batter*");
  EXPECT_EQ(read_cql("cql.serverChoice = a"), "a");
  EXPECT_EQ(read_cql("pn=CN202644312U"), "publication_number=202644312U");
  EXPECT_EQ(read_cql(""), "*");
}

TEST(Cql, Refusals) {
  EXPECT_EQ(read_cql("ti=\"a"), "query.unclosed_quote [\"a]");
  EXPECT_EQ(read_cql("titel=a"), "query.unknown_field_near [titel]");
  EXPECT_EQ(read_cql("ti="), "query.missing_value [=]");
  EXPECT_EQ(read_cql("a and"), "query.missing_operand []");
  EXPECT_EQ(read_cql("and a"), "query.missing_operand [and]");
  EXPECT_EQ(read_cql("(a"), "query.unclosed_bracket [(]");
  EXPECT_EQ(read_cql("a)"), "query.stray_bracket [)]");
  EXPECT_EQ(read_cql("a (b)"), "query.cql_operator_expected [(]");
  EXPECT_EQ(read_cql("a b"), "query.cql_operator_expected [b]");
  EXPECT_EQ(read_cql("ti=/stem a"), "query.cql_unsupported [/]");
  EXPECT_EQ(read_cql("ti within \"a b\""), "query.cql_unsupported [within]");
  EXPECT_EQ(read_cql("a prox/unit=sentence b"), "query.cql_unsupported [unit]");
  EXPECT_EQ(read_cql("a prox/distance<=500 b"), "query.bad_distance [prox/distance<=500]");
  EXPECT_EQ(read_cql("ti=a prox ab=b"), "query.near_needs_words [prox]");
  EXPECT_EQ(read_cql("a prox b prox/ordered c"), "query.mixed_distances [prox]");
  EXPECT_EQ(read_cql("ti=b?d"), "query.bad_wildcard [b?d]");
  EXPECT_EQ(read_cql(repeat("(", 33) + 'a'), "query.too_deep [(]");
  EXPECT_EQ(read_cql(repeat("a or ", 64) + 'a'), "query.too_many_terms [a]");
  EXPECT_EQ(read_cql(repeat("a", 5000)).substr(0, 20), "query.too_long_terms");
  EXPECT_EQ(read_cql(repeat("a", 20000)).substr(0, 19), "query.too_long_text");
}

std::string read_built(std::string_view json) {
  const auto query = read_builder(patents(), base::parse_json(json, {80}).value());
  if (query) return print(patents(), *query, Language::en);
  return query.error().id + ' ' + query.error().params.at("path");
}

TEST(Builder, ReadsStrictly) {
  EXPECT_EQ(
      read_built(
          R"({"join":"all","parts":[{"is":"words","field":"title","text":["基站"]},{"is":"range","field":"applied_on","low":"2012","not":true}]})"),
      "title=基站 NOT applied_on=2012-01-01..");
  EXPECT_EQ(read_built(R"({"join":"all","parts":[]})"), "*");
  EXPECT_EQ(read_built(R"({"is":"exact","field":"kind","text":["发明"]})"), "kind=Invention");
  EXPECT_EQ(read_built(R"({"join":"all","parts":[{"is":"words","field":"titel","text":["基站"]}]})"), "query.unknown_field parts.0.field");
  EXPECT_EQ(read_built(R"({"is":"words","text":["基站"],"size":1})"), "query.builder_shape size");
  EXPECT_EQ(read_built(R"({"is":"words","text":["a","b"]})"), "query.builder_shape text");
  EXPECT_EQ(read_built(R"({"is":"words","text":[]})"), "query.builder_shape text");
  EXPECT_EQ(read_built(R"({"is":"some","text":["a"]})"), "query.builder_shape is");
  EXPECT_EQ(read_built(R"({"join":"xor","parts":[]})"), "query.builder_shape join");
  EXPECT_EQ(read_built(R"([])"), "query.builder_shape ");
  EXPECT_EQ(read_built(R"({"is":"under","field":"title","text":["a"]})"), "query.wrong_condition is");
  EXPECT_EQ(read_built(R"({"is":"near","text":["a"],"distance":1})"), "query.builder_shape text");
  EXPECT_EQ(read_built(R"({"is":"near","text":["a","b"],"distance":-1})"), "query.bad_distance text");
  EXPECT_EQ(read_built(R"({"is":"range","field":"applied_on","low":"2013","high":"2012"})"), "query.reversed_range ");
  EXPECT_EQ(read_built(R"({"is":"range","field":"applied_on"})"), "query.bad_date ");
  EXPECT_EQ(read_built(R"({"is":"words","text":["。"]})"), "query.no_words text");
  EXPECT_EQ(read_built(R"({"is":"words","text":[")" + repeat("a", 5000) + R"("]})"), "query.too_long_terms text");
  EXPECT_EQ(read_built(repeat(R"({"join":"all","parts":[)", 35) + repeat("]}", 35)).substr(0, 14), "query.too_deep");
  EXPECT_EQ(read_built(R"({"join":"any","parts":[)" + repeat(R"({"is":"words","text":["a"]},)", 64) + R"({"is":"words","text":["a"]}]})"),
            "query.too_many_terms parts.64");
}

}  // namespace
}  // namespace zhidian::query
