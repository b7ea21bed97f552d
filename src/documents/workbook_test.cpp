#include "documents/workbook.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "documents/archive.hpp"

namespace zhidian::documents {
namespace {

using testing::ElementsAre;

/// The parts of a workbook whose first sheet holds `data`; `shared` are its shared strings.
std::vector<Part> parts_with(const std::string& data, const std::string& shared = "", const std::string& properties = "") {
  std::vector<Part> parts{
      {"xl/workbook.xml",
       fmt::format("<workbook>{}<sheets><sheet name=\"a\" r:id=\"rId7\"/><sheet name=\"b\" r:id=\"rId8\"/></sheets></workbook>", properties)},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id=\"rId8\" Target=\"worksheets/other.xml\"/><Relationship Id=\"rId7\" "
       "Target=\"worksheets/first.xml\"/></Relationships>"},
      {"xl/worksheets/other.xml", "<worksheet><sheetData><row><c><v>9</v></c></row></sheetData></worksheet>"},
      {"xl/worksheets/first.xml", fmt::format("<worksheet><sheetData>{}</sheetData></worksheet>", data)}};
  if (!shared.empty()) parts.push_back({"xl/sharedStrings.xml", fmt::format("<sst>{}</sst>", shared)});
  return parts;
}

struct WorkbookReading : testing::Test {
  WorkbookReading() : path(std::filesystem::temp_directory_path() / fmt::format("zhidian-workbook-{}", static_cast<const void*>(this))) {}
  ~WorkbookReading() override { std::filesystem::remove(path); }
  base::Result<WorkbookContent> read(const std::string& bytes, std::size_t most = 100) {
    std::ofstream(path, std::ios::binary) << bytes;
    return read_workbook(path, most);
  }
  base::Result<WorkbookContent> read(const std::vector<Part>& parts, std::size_t most = 100) { return read(zip_parts(parts), most); }
  std::string refusal(const std::vector<Part>& parts, std::size_t most = 100) {
    const auto content = read(parts, most);
    return content ? "" : content.error().id;
  }

  std::filesystem::path path;
};

TEST_F(WorkbookReading, GivesBackWhatWasWritten) {
  const auto content = read(workbook_xlsx({{"名单", {{"代码", "名称"}, {"91210103", "", "一家 <单位> & 其他"}}}, {"说明", {{"不读"}}}}));
  ASSERT_TRUE(content);
  ASSERT_EQ(content->rows.size(), 2U);
  EXPECT_THAT(content->rows[1].cells, ElementsAre("91210103", "", "一家 <单位> & 其他"));
  EXPECT_EQ(content->rows[1].number, 2);
}

TEST_F(WorkbookReading, TakesTheFirstSheetOfTheBookAndCellsWhereTheyStand) {
  const auto content =
      read(parts_with("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c></row><row r=\"2\"/>"
                      "<row r=\"7\"><c r=\"B7\"><v>45292</v></c><c r=\"D7\" t=\"str\"><f>A1&amp;B7</f><v>算出</v></c></row>",
                      "<si><t>零</t></si><si><r><t>两</t></r><r><t>段</t></r><rPh><t>音</t></rPh></si>"));
  ASSERT_TRUE(content);
  ASSERT_EQ(content->rows.size(), 2U);
  EXPECT_THAT(content->rows[0].cells, ElementsAre("两段"));
  EXPECT_EQ(content->rows[1].number, 7);
  EXPECT_THAT(content->rows[1].cells, ElementsAre("", "45292", "", "算出"));
  EXPECT_FALSE(content->counts_from_1904);
}

TEST_F(WorkbookReading, UnderstandsPrefixesAndTheOtherDayZero) {
  auto parts = parts_with("", "", "<workbookPr date1904=\"1\"/>");
  parts[3].bytes =
      "<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row><x:c t=\"inlineStr\"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>";
  const auto content = read(parts);
  ASSERT_TRUE(content);
  EXPECT_TRUE(content->counts_from_1904);
  EXPECT_THAT(content->rows.at(0).cells, ElementsAre("甲"));
}

TEST_F(WorkbookReading, RefusesWhatIsNoWorkbook) {
  for (const char* bytes : {"", "name,code", "PK\x03\x04 no archive", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}) {
    const auto content = read(std::string(bytes));
    ASSERT_FALSE(content) << bytes;
    EXPECT_EQ(content.error().id, "documents.not_a_workbook");
  }
  EXPECT_EQ(refusal({{"word/document.xml", "<document/>"}}), "documents.not_a_workbook");
}

TEST_F(WorkbookReading, RefusesABrokenBook) {
  for (std::size_t part = 0; part < 4; ++part) {
    if (part == 2) continue;  // the sheet nobody asks for
    auto parts = parts_with("<row/>");
    parts[part].bytes = "<worksheet><sheetData><row>";
    EXPECT_EQ(refusal(parts), "documents.not_a_workbook") << parts[part].name;
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(part));
    EXPECT_EQ(refusal(parts), "documents.not_a_workbook") << part;
  }
  EXPECT_EQ(refusal(parts_with("<row><c t=\"s\"><v>3</v></c></row>", "<si><t>零</t></si>")), "documents.not_a_workbook");
  EXPECT_EQ(refusal(parts_with("<row><c t=\"s\"><v>-1</v></c></row>")), "documents.not_a_workbook");
  EXPECT_EQ(refusal(parts_with("<row r=\"9999999\"><c><v>1</v></c></row>")), "documents.not_a_workbook");
}

TEST_F(WorkbookReading, DoesNotUnpackWithoutEnd) {
  EXPECT_EQ(refusal(parts_with("<row><c t=\"str\"><v>" + std::string(9U << 20U, 'x') + "</v></c></row>")), "documents.workbook_too_long");
  std::string tags;
  for (int index = 0; index < 500'001; ++index) tags += "<c/>";
  EXPECT_EQ(refusal(parts_with("<row>" + tags + "</row>")), "documents.workbook_too_long") << "small in bytes, large as a tree";
  std::vector<Part> many = parts_with("<row/>");
  for (int index = 0; index < 2000; ++index) many.push_back({fmt::format("x{}", index), ""});
  EXPECT_EQ(refusal(many), "documents.not_a_workbook");
}

TEST_F(WorkbookReading, DeclaredEntitiesAreNotExpanded) {
  auto parts = parts_with("");
  parts[3].bytes =
      "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row>"
      "</sheetData></worksheet>";
  const auto content = read(parts);
  if (content) {
    EXPECT_THAT(content->rows.at(0).cells, ElementsAre("&b;"));
  }
}

TEST_F(WorkbookReading, CountsRowsThatHoldSomething) {
  std::string rows;
  for (int index = 0; index < 5; ++index) rows += "<row><c><v>1</v></c></row><row><c t=\"str\"><v> </v></c></row>";
  EXPECT_EQ(refusal(parts_with(rows), 5), "");
  EXPECT_EQ(refusal(parts_with(rows), 4), "documents.workbook_too_long");
}

TEST_F(WorkbookReading, EveryByteMayBeWrong) {
  const std::string good = zip_parts(parts_with("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", "<si><t>零</t></si>"));
  for (std::size_t at = 0; at < good.size(); at += 3) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x5a);
    const auto content = read(bad);
    if (content) {
      EXPECT_LE(content->rows.size(), 1U);
    }
    read(good.substr(0, at));
  }
}

}  // namespace
}  // namespace zhidian::documents
