#include "base/csv.hpp"

#include <gtest/gtest.h>

namespace zhidian::base {
namespace {

TEST(Csv, ACellIsNeverAFormula) {
  for (const std::string cell : {"=1+1", "+8624", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x"})
    EXPECT_EQ(guard_cell(cell), "'" + cell);
  for (const std::string cell : {"", "沈阳", "024-23450000", "a=b", " =1", "'=1"}) EXPECT_EQ(guard_cell(cell), cell);
}

TEST(Csv, CellsAreQuotedWhereTheyMustBe) {
  EXPECT_EQ(print_csv_line({"a", "b,c", "say \"so\"", "two\nlines", ""}), "a,\"b,c\",\"say \"\"so\"\"\",\"two\nlines\",\r\n");
  EXPECT_EQ(print_csv_line({"=cmd|' /C calc'!A0", "\r"}), "'=cmd|' /C calc'!A0,\"'\r\"\r\n");
}

}  // namespace
}  // namespace zhidian::base
