#include <gtest/gtest.h>

#include "base/text.hpp"
#include "files/files.hpp"

namespace zhidian::files {
namespace {

TEST(SafeName, KeepsWhatPeopleWrite) {
  EXPECT_EQ(safe_name("申报表（盖章）.pdf"), "申报表（盖章）.pdf");
  EXPECT_EQ(safe_name("a b-c_d.v2.docx"), "a b-c_d.v2.docx");
}

TEST(SafeName, TakesAwayPathsAndWhatDisguises) {
  EXPECT_EQ(safe_name("../../etc/passwd"), "passwd");
  EXPECT_EQ(safe_name("C:\\Users\\me\\form.pdf"), "form.pdf");
  EXPECT_EQ(safe_name("a\r\nSet-Cookie: x.pdf"), "aSet-Cookie x.pdf");
  EXPECT_EQ(safe_name("cv\xE2\x80\xAE"
                      "fdp.exe"),
            "cvfdp.exe");
  EXPECT_EQ(safe_name("a\xE2\x80\x8B"
                      "b\x01\x7f.pdf"),
            "ab.pdf");
  EXPECT_EQ(safe_name("\xff\xfe"
                      "a\xE4\xB8.pdf"),
            "a.pdf");
  EXPECT_EQ(safe_name(".htaccess"), "htaccess");
  EXPECT_EQ(safe_name("-rf"), "rf");
  EXPECT_EQ(safe_name("name. . "), "name");
  EXPECT_EQ(safe_name("nul.pdf"), "_nul.pdf");
  EXPECT_EQ(safe_name("COM7"), "_COM7");
  EXPECT_EQ(safe_name("community.pdf"), "community.pdf");
  for (const char* empty : {"", "...", "/", "\\", "\r\n", "\xff"}) EXPECT_EQ(safe_name(empty), "file") << empty;
}

TEST(SafeName, ShortensTheStemAndKeepsTheExtension) {
  std::string name;
  for (int count = 0; count < 1333; ++count) name += "知";
  auto safe = safe_name(name + ".pdf");
  EXPECT_EQ(base::count_characters(safe), 120u);
  EXPECT_TRUE(safe.ends_with("知.pdf"));
  EXPECT_EQ(base::count_characters(safe_name("a." + name)), 120u);
}

TEST(ContentDisposition, SaysTheNameTwice) {
  EXPECT_EQ(content_disposition("form 1.pdf"), "attachment; filename=\"form 1.pdf\"; filename*=UTF-8''form%201.pdf");
  EXPECT_EQ(content_disposition("申.pdf"), "attachment; filename=\"_.pdf\"; filename*=UTF-8''%E7%94%B3.pdf");
  EXPECT_EQ(content_disposition("a\"; x=\r\ny.pdf"), "attachment; filename=\"a x=y.pdf\"; filename*=UTF-8''a%20x%3Dy.pdf");
}

}  // namespace
}  // namespace zhidian::files
