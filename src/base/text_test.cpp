#include "base/text.hpp"

#include <gtest/gtest.h>

namespace zhidian::base {
namespace {

TEST(CountWords, CountsAsAnOfficeDoes) {
  EXPECT_EQ(count_words(""), 0U);
  EXPECT_EQ(count_words("知识产权"), 4U);
  EXPECT_EQ(count_words("知识，产权。"), 6U);
  EXPECT_EQ(count_words("拥有 30 名员工"), 6U);
  EXPECT_EQ(count_words("使用 Patent search 系统"), 6U);
  EXPECT_EQ(count_words("“双招双引”……"), 8U);
  EXPECT_EQ(count_words("ＡＢＣ１２３"), 1U);
  EXPECT_EQ(count_words("a1 b2,c3"), 3U);
  EXPECT_EQ(count_words("一\n\n二\t三"), 3U);
  EXPECT_EQ(count_words("𠮷野家"), 3U);
}

TEST(CountCharacters, CountsCodePoints) { EXPECT_EQ(count_characters("知a😀"), 3U); }

TEST(Utf8, IsCheckedStrictly) {
  EXPECT_TRUE(is_valid_utf8("知😀"));
  EXPECT_FALSE(is_valid_utf8("\xc0\x80"));
  EXPECT_FALSE(is_valid_utf8("\xed\xa0\x80"));
  EXPECT_FALSE(is_valid_utf8("\xf4\x90\x80\x80"));
  EXPECT_FALSE(is_valid_utf8("a\xe4\xb8"));
}

TEST(HiddenCharacters, AreFound) {
  EXPECT_FALSE(has_hidden_characters("第一行\r\n\t第二行　（全角）😀"));
  for (const char* text : {"a\u202Eb", "a\u200Bb", "a\uFEFFb", "a\u2066b", "a\x01z", "a\x7f", "a\u0085", "a\u2028", "a\u3164", "a\u00ADb"}) {
    EXPECT_TRUE(has_hidden_characters(text)) << text;
  }
}

TEST(Fold, UnifiesWidthCaseAndSpace) {
  EXPECT_EQ(fold("  Ｐatent　ＡＢ\n\n ﬁne  "), "patent ab fine");
  EXPECT_EQ(fold("（沈阳）"), "(沈阳)");
  EXPECT_EQ(fold(""), "");
}

TEST(Trim, RemovesWhiteSpaceAtBothEnds) {
  EXPECT_EQ(trim(" 　a b\n"), "a b");
  EXPECT_EQ(trim("　"), "");
  EXPECT_TRUE(is_blank(" 　\n") && is_blank(""));
  EXPECT_FALSE(is_blank("　甲"));
}

TEST(WebAddress, HasASchemeAndAHost) {
  for (const char* good : {"https://example.cn", "http://a", "https://example.cn/路径?q=1#x"}) EXPECT_TRUE(is_web_address(good)) << good;
  for (const char* bad :
       {"", "example.cn", "ftp://example.cn", "https://", "https:///path", "javascript:alert(1)", "https://a b", "https://a\"b", "http://a<b"})
    EXPECT_FALSE(is_web_address(bad)) << bad;
}

TEST(SortKey, SpellsPinyin) {
  EXPECT_EQ(sort_key("沈阳"), "shen yang");
  EXPECT_EQ(sort_key("知识产权"), "zhi shi chan quan");
  EXPECT_EQ(sort_key("长沙"), "chang sha");
  EXPECT_EQ(sort_key("厦门"), "xia men");
  EXPECT_EQ(sort_key("单县"), "shan xian");
  EXPECT_EQ(sort_key("沈阳ABC图书馆"), "shen yang abc tu shu guan");
  EXPECT_EQ(sort_key("  Zhidian  "), "zhidian");
  EXPECT_LT(sort_key("大东区"), sort_key("沈河区"));
}

}  // namespace
}  // namespace zhidian::base
