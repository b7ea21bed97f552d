#include "base/qr_code.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace zhidian::base {
namespace {

/// The square in a corner by which a reader finds the code: dark rim, light ring, dark heart.
bool has_finder(const QrCode& code, int left, int top) {
  for (int y = 0; y < 7; ++y) {
    for (int x = 0; x < 7; ++x) {
      const bool is_rim = x == 0 || y == 0 || x == 6 || y == 6;
      const bool is_heart = x >= 2 && x <= 4 && y >= 2 && y <= 4;
      if (code.is_dark(left + x, top + y) != (is_rim || is_heart)) return false;
    }
  }
  return true;
}

TEST(QrCodes, HaveTheirThreeFindersAndASideOfTheirVersion) {
  for (const std::size_t length : {1U, 60U, 500U, 2000U}) {
    const auto code = make_qr_code(std::string(length, 'a'));
    ASSERT_TRUE(code);
    EXPECT_EQ((code->side - 17) % 4, 0);
    EXPECT_EQ(code->modules.size(), static_cast<std::size_t>(code->side) * static_cast<std::size_t>(code->side));
    EXPECT_TRUE(has_finder(*code, 0, 0) && has_finder(*code, code->side - 7, 0) && has_finder(*code, 0, code->side - 7));
    EXPECT_FALSE(has_finder(*code, code->side - 7, code->side - 7));
  }
}

TEST(QrCodes, ThePathDrawsEveryDarkModuleInsideTheMargin) {
  const auto code = make_qr_code("网点");
  ASSERT_TRUE(code);
  const std::string path = print_svg_path(*code);
  EXPECT_TRUE(path.starts_with("M4 4h7v1h-7z")) << path.substr(0, 40);
  long drawn = 0;
  for (std::size_t at = path.find('h'); at != std::string::npos; at = path.find("h", at + 1)) {
    if (path[at + 1] != '-') drawn += std::stol(path.substr(at + 1));
  }
  EXPECT_EQ(drawn, std::count(code->modules.begin(), code->modules.end(), true));
}

TEST(QrCodes, RefuseNothingAndTooMuch) {
  EXPECT_EQ(make_qr_code("").error().id, "qr_code.empty");
  EXPECT_EQ(make_qr_code(std::string(3000, 'a')).error().id, "qr_code.too_long");
}

}  // namespace
}  // namespace zhidian::base
