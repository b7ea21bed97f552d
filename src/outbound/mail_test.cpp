#include "outbound/mail.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace zhidian::outbound {
namespace {

Mail mail_with(std::string subject) {
  return {"zhidian@example.org", "知点", "reader@example.org", std::move(subject), "text", "0192", *base::parse_instant("2026-10-09T17:02:03.000Z")};
}

/// The lines of the printed mail; a folded one is one.
std::vector<std::string> lines_of(const Mail& mail) {
  const std::string printed = print_mail(mail);
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < printed.size();) {
    auto end = printed.find("\r\n", from);
    while (printed.substr(end + 2, 1) == " ") end = printed.find("\r\n", end + 2);
    lines.push_back(printed.substr(from, end - from));
    from = end + 2;
  }
  return lines;
}

TEST(MailAddress, is_strict) {
  for (const std::string_view good : {"a@b", "zhang.san+ip@mail.example.org", "o'neil@example.org", "x_1@a-b.example"})
    EXPECT_TRUE(is_mail_address(good)) << good;
  for (const std::string_view bad : {"",
                                     "a",
                                     "@b",
                                     "a@",
                                     "a@@b",
                                     "a@b@c",
                                     "a b@c",
                                     "a@b c",
                                     "a@-b",
                                     "a@b-.c",
                                     "a@b..c",
                                     ".a@b",
                                     "a.@b",
                                     "a..b@c",
                                     "<a@b>",
                                     "a@b\r\nRCPT TO:<c@d>",
                                     "a@b,c@d",
                                     "\"a b\"@c",
                                     "张@example.org",
                                     "a@例子.cn"})
    EXPECT_FALSE(is_mail_address(bad)) << bad;
  EXPECT_FALSE(is_mail_address(std::string(65, 'a') + "@b"));
  EXPECT_FALSE(is_mail_address("a@" + std::string(64, 'b')));
  EXPECT_FALSE(is_mail_address("a@" + std::string(300, 'b')));
}

TEST(MailHeader, says_when_by_whom_and_under_which_id) {
  const auto lines = lines_of(mail_with("Notice"));
  EXPECT_TRUE(std::ranges::count(lines, "Date: Sat, 10 Oct 2026 01:02:03 +0800"));
  EXPECT_TRUE(std::ranges::count(lines, "Message-ID: <0192@example.org>"));
  EXPECT_TRUE(std::ranges::count(lines, "To: <reader@example.org>"));
  EXPECT_TRUE(std::ranges::count(lines, "From: =?UTF-8?B?55+l54K5?= <zhidian@example.org>"));
  EXPECT_TRUE(std::ranges::count(lines, "Subject: =?UTF-8?B?Tm90aWNl?="));
}

TEST(MailHeader, keeps_a_line_end_in_a_subject_as_text) {
  const auto lines = lines_of(mail_with("a\r\nBcc: thief@example.org"));
  EXPECT_TRUE(std::ranges::count(lines, "Subject: =?UTF-8?B?YSAgQmNjOiB0aGllZkBleGFtcGxlLm9yZw==?="));
}

TEST(MailBody, is_base64_with_whole_line_ends) {
  auto mail = mail_with("a");
  mail.text = "a\n.\r\nb";
  EXPECT_EQ(lines_of(mail).back(), "YQ0KLg0KYg==");
  mail.text = std::string(100, 'a');
  for (const auto& line : lines_of(mail)) EXPECT_LE(line.size(), 78U);
}

TEST(MailHeader, cuts_a_long_subject_between_characters) {
  std::string subject;
  for (int count = 0; count < 40; ++count) subject += "网点";
  const auto lines = lines_of(mail_with(subject));
  const auto line = *std::ranges::find_if(lines, [](const std::string& one) { return one.starts_with("Subject: "); });
  for (std::size_t from = 0; from < line.size();) {
    const auto end = std::min(line.find("\r\n", from), line.size());
    EXPECT_LE(end - from, 78U);
    from = end + 2;
  }
  EXPECT_EQ(std::ranges::count(line, '\n'), 5);
}

}  // namespace
}  // namespace zhidian::outbound
