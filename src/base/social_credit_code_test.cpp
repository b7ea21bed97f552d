#include "base/social_credit_code.hpp"

#include <gtest/gtest.h>

namespace zhidian::base {
namespace {

TEST(SocialCreditCode, ChecksItsLastCharacter) {
  // Source: GB 32100-2015, annex example 91350100M000100Y43.
  EXPECT_EQ(check_social_credit_code("91350100M000100Y43"), CodeCheck::good);
  EXPECT_EQ(check_social_credit_code("91350100M000100Y44"), CodeCheck::wrong_check_digit);
  EXPECT_EQ(check_social_credit_code("91350100M000100Y34"), CodeCheck::wrong_check_digit);
  EXPECT_EQ(social_credit_check_character("91350100M000100Y4"), '3');
}

TEST(SocialCreditCode, IsReadAsPeopleCopyIt) { EXPECT_EQ(fold_code("91 2101-02ma00000000"), "91210102MA00000000"); }

TEST(SocialCreditCode, RefusesOtherShapes) {
  for (const char* code :
       {"", "91350100M000100Y4", "91350100M000100Y433", "91350100m000100y43", "91350100I000100Y43", "91350100M000100Y4O", "91A50100M000100Y43"}) {
    EXPECT_EQ(check_social_credit_code(code), CodeCheck::malformed) << code;
  }
  EXPECT_EQ(social_credit_check_character("9135010"), '\0');
  EXPECT_EQ(social_credit_check_character("91350100I000100Y4"), '\0');
}

}  // namespace
}  // namespace zhidian::base
