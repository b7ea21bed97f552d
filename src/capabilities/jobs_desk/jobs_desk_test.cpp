#include "capabilities/jobs_desk/jobs_desk.hpp"

#include <gtest/gtest.h>

namespace zhidian::jobs_desk {
namespace {

TEST(JobsDesk, shows_too_little_of_an_address_to_write_to) {
  EXPECT_EQ(mask_recipient("office@example.cn"), "o***@example.cn");
  EXPECT_EQ(mask_recipient("a@b.cn"), "a***@b.cn");
  EXPECT_EQ(mask_recipient("https://hook.example.cn/secret"), "https://***");
  EXPECT_EQ(mask_recipient("ab"), "a***");
  EXPECT_EQ(mask_recipient("知点"), "知***");
  EXPECT_EQ(mask_recipient(""), "***");
}

TEST(JobsDesk, says_a_refusal_in_words_and_leaves_the_rest_as_it_was_noted) {
  EXPECT_NE(say_reason(http::Language::zh, R"(jobs.no_handler {"kind":"bell"})").find("bell"), std::string::npos);
  EXPECT_NE(say_reason(http::Language::en, "messages.bad_reminder"), "messages.bad_reminder");
  EXPECT_EQ(say_reason(http::Language::zh, "connection refused"), "connection refused");
  EXPECT_EQ(say_reason(http::Language::zh, "550 {}"), "550 {}");
  EXPECT_EQ(say_reason(http::Language::zh, ""), "");
}

}  // namespace
}  // namespace zhidian::jobs_desk
