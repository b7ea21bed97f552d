#include <gtest/gtest.h>

#include <ctime>
#include <random>

#include "query/cql.hpp"
#include "query/parse.hpp"
#include "query/print.hpp"
#include "query/test_collections.hpp"

namespace zhidian::query {
namespace {

/// Reads in both notations: an answer at once, and what was accepted reads back as it is printed.
void read_both(const std::string& text) {
  const std::clock_t begin = std::clock();
  for (const auto& reader : {parse, parse_cql}) {
    const auto parsed = reader(patents(), text, {});
    if (!parsed) {
      ASSERT_TRUE(parsed.error().id.starts_with("query.")) << parsed.error().id;
      ASSERT_LE(std::stoul(parsed.error().params.at("end")), text.size());
      continue;
    }
    const auto again = parse(patents(), print(patents(), parsed->query, Language::zh));
    ASSERT_TRUE(again) << text.substr(0, 99) << '\n' << print(patents(), parsed->query, Language::zh).substr(0, 99);
    ASSERT_EQ(again->query, parsed->query) << text.substr(0, 99);
  }
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  EXPECT_LT(seconds, 2.0) << text.substr(0, 40);  // of unoptimised code beside other work; a quadratic one takes minutes
}

TEST(Hostile, LongAndDeep) {
  for (const std::size_t times : {1000U, 20000U, 100000U}) {
    for (const char* text :
         {"a OR ", "(",        ")", "*",   "\"", "“",  "NOT ", "题名=", "=", "a NEAR/5 ", "ZL ", "a:", "\\", "1", "申请（专利权）人",
          "\xF0",  "\xCC\x81", ",", "(()", "a/", "& ", "%"}) {
      read_both(repeat(text, times));
    }
  }
  read_both(std::string(1 << 20, 'a'));
  read_both(repeat("甲*", 8000));
  read_both(repeat("(", 100000) + "a" + repeat(")", 100000));
}

/// What fits under the limit of length, so that the other limits answer.
TEST(Hostile, JustShortEnough) {
  for (const std::string text : {"a OR ",
                                 "(",
                                 ")",
                                 "* ",
                                 "*",
                                 "\"",
                                 "\"\" ",
                                 "“",
                                 "NOT ",
                                 "! ",
                                 "题名=",
                                 "题名=(",
                                 "=",
                                 "a NEAR/5 ",
                                 "ZL ",
                                 "ZL 1 ",
                                 "a:",
                                 "ti:",
                                 "\\",
                                 "1",
                                 "申请（专利权）人",
                                 "\xF0",
                                 "\xCC\x81",
                                 ",",
                                 "(()",
                                 "a/",
                                 "& ",
                                 "%",
                                 "(2006.01)",
                                 "申请日=2012..",
                                 "cql.allRecords=1 or ",
                                 "cql.allRecords=1 not (",
                                 "* OR (* AND ",
                                 "a prox/distance<=3 "}) {
    read_both(repeat(text, 16384 / text.size()));
  }
}

/// Every text of these pieces put together by chance, the same on every machine.
TEST(Hostile, RandomPieces) {
  const std::vector<std::string> pieces{"题名",
                                        "ti",
                                        "申请人",
                                        "IPC",
                                        "申请日",
                                        "类型",
                                        "申请号",
                                        "=",
                                        "==",
                                        ">=",
                                        "<",
                                        "!=",
                                        "：",
                                        "(",
                                        ")",
                                        "（",
                                        "）",
                                        "\"",
                                        "“",
                                        "”",
                                        "*",
                                        "＊",
                                        "%",
                                        " ",
                                        "　",
                                        "\n",
                                        "AND",
                                        "or",
                                        "非",
                                        "NEAR/5",
                                        "before/0",
                                        "near/",
                                        "基站",
                                        "天线",
                                        "LED",
                                        "2012",
                                        "2012-01..2013",
                                        "H01M",
                                        "10/05",
                                        "(2006.01)",
                                        "发明",
                                        "ZL",
                                        "CN",
                                        "201220249766.X",
                                        ",",
                                        "、",
                                        ";",
                                        "&",
                                        "|",
                                        "!",
                                        "\\",
                                        "any",
                                        "within",
                                        "prox",
                                        "/",
                                        "distance<=3",
                                        "cql.allRecords",
                                        "?",
                                        "^",
                                        "\xFF",
                                        "\xE4\xB8",
                                        std::string(1, '\0'),
                                        "\xF0\x9F\x98\x80",
                                        "\xE2\x80\x8B"};
  std::mt19937 random(20240930);
  for (int i = 0; i < 6000; ++i) {
    std::string text;
    for (auto length = random() % 14; length > 0; --length) text += pieces[random() % pieces.size()] + (random() % 3 == 0 ? " " : "");
    read_both(text);
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace zhidian::query
