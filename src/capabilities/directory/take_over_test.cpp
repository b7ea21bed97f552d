#include "capabilities/directory/take_over.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "documents/workbook.hpp"

namespace zhidian::directory {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Reads a list of one column of days beside what every line needs.
struct TakeOverSheets : testing::Test {
  TakeOverSheets() : path(std::filesystem::temp_directory_path() / fmt::format("zhidian-list-{}", static_cast<const void*>(this))) {}
  ~TakeOverSheets() override { std::filesystem::remove(path); }

  base::Result<TakeOverSheet> read(const std::vector<std::vector<std::string>>& rows) {
    std::ofstream(path, std::ios::binary) << documents::workbook_xlsx({{"a", rows}});
    return read_take_over_sheet(path, Status{}, *base::parse_date("2026-09-15"));
  }
  TakeOverLine line(const std::string& filed_on, const std::string& kind = "", const std::string& code = "91350100M000100Y43") {
    const auto sheet = read({{"统一社会信用代码", "名称", "类别", "行政区划代码", "备案（认定）日期"}, {code, "某所", kind, "350102", filed_on}});
    return sheet ? sheet->lines.at(0) : TakeOverLine{};
  }
  static std::vector<std::string> ids(const TakeOverLine& line) {
    std::vector<std::string> found;
    for (const auto& finding : line.findings) found.push_back(finding.id);
    return found;
  }

  std::filesystem::path path;
};

TEST_F(TakeOverSheets, DaysAsPeopleAndSpreadsheetsWriteThem) {
  for (const char* text : {"2023-06-18", "2023/6/18", "2023.6.18", "2023年6月18日", "2023年06月18日", "20230618", "45095", "45095.75",
                           "2023-06-18T00:00:00", "2023-6-18 08:30"}) {
    const TakeOverLine read = line(text);
    EXPECT_EQ(read.filed_on, "2023-06-18") << text;
    EXPECT_THAT(ids(read), IsEmpty()) << text;
  }
}

TEST_F(TakeOverSheets, WhatIsNoDay) {
  for (const char* text : {"2023-02-29", "2023-13-01", "2023年6月", "约2023-06-18", "18-06-2023", "2023--6-18", "1", "999999", "-45095", "2023.6",
                           "#REF!", "2023-06-18前", "4.5.0.9.5"}) {
    EXPECT_THAT(ids(line(text)), ElementsAre("organisations.list_bad_date")) << text;
  }
  EXPECT_THAT(ids(line("2026-09-16")), ElementsAre("organisations.list_day_to_come"));
  EXPECT_THAT(ids(line("2026-09-15")), IsEmpty()) << "today is no day to come";
}

TEST_F(TakeOverSheets, KindsByTheirWordInBothLanguages) {
  EXPECT_EQ(line("2023-06-18", "公共图书馆").kind, "library");
  EXPECT_EQ(line("2023-06-18", "library").kind, "library");
  EXPECT_EQ(line("2023-06-18").kind, "other");
  EXPECT_THAT(ids(line("2023-06-18", "宫殿")), ElementsAre("directory.take_over_unknown_kind"));
}

TEST_F(TakeOverSheets, CodesAsPeopleCopyThem) {
  EXPECT_EQ(line("2023-06-18", "", "9135 0100 m000100y43").credit_code, "91350100M000100Y43");
  EXPECT_THAT(ids(line("2023-06-18", "", "9.1350100M00E+17")), ElementsAre("organisations.list_bad_code"))
      << "what a spreadsheet makes of a long number";
  const TakeOverLine unsure = line("2023-06-18", "", "91350100M000100Y44");
  EXPECT_THAT(ids(unsure), ElementsAre("organisations.list_check_digit"));
  EXPECT_FALSE(unsure.is_wrong()) << "real codes with a wrong check digit exist";
}

TEST_F(TakeOverSheets, HeadingsInEitherLanguageAndAnyOrder) {
  std::vector<std::string> english;
  for (const auto& column : take_over_columns()) english.push_back(organisations::heading_of(column, http::Language::en));
  std::ranges::reverse(english);
  std::vector<std::string> cells(english.size());
  cells.back() = "91350100M000100Y43";
  const auto sheet = read({english, cells});
  ASSERT_TRUE(sheet) << sheet.error().id;
  EXPECT_EQ(sheet->sheet.letters.at("credit_code"), std::string(1, static_cast<char>('A' + english.size() - 1)))
      << "the last column, since the order is reversed";
  EXPECT_EQ(sheet->lines.at(0).credit_code, "91350100M000100Y43");
}

TEST_F(TakeOverSheets, RefusesHeadingsItDoesNotKnow) {
  const std::vector<std::string> good{"统一社会信用代码", "名称", "行政区划代码", "备案（认定）日期"};
  const auto refusal = [&](std::vector<std::string> more) {
    std::vector<std::string> header = good;
    header.insert(header.end(), more.begin(), more.end());
    const auto sheet = read({header, {"1"}});
    return sheet ? "" : sheet.error().id;
  };
  EXPECT_EQ(refusal({}), "");
  EXPECT_EQ(refusal({"身份证号"}), "organisations.list_unknown_column");
  EXPECT_EQ(refusal({"名称"}), "organisations.list_column_twice");
  EXPECT_EQ(read({{"名称"}, {"某所"}}).error().id, "organisations.list_no_header");
  EXPECT_EQ(read({good}).error().id, "organisations.list_empty");
  EXPECT_EQ(read({}).error().id, "organisations.list_empty");
}

}  // namespace
}  // namespace zhidian::directory
