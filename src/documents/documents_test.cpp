#include "documents/documents.hpp"

#include <cairo.h>
#include <gtest/gtest.h>
#include <zip.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <pugixml.hpp>

#include "documents/sheet.hpp"
#include "rules/library.hpp"
#include "support/fresh_folder.hpp"

namespace zhidian::documents {
namespace {

using base::Value;

rules::Field field(std::string id, std::string type, std::string label, std::int64_t max_length = 0) {
  rules::Field made;
  made.id = std::move(id), made.type = std::move(type), made.label = {std::move(label), "label"}, made.max_length = max_length;
  return made;
}

rules::Section section(std::string id, std::string number, std::string title, std::vector<rules::Field> fields,
                       std::vector<std::string> signatures = {}) {
  rules::Section made;
  made.id = std::move(id), made.number = std::move(number), made.title = {std::move(title), "title"};
  made.hint = {"在此填写", "fill in here"}, made.fields = std::move(fields), made.signature_lines = std::move(signatures);
  return made;
}

rules::Form sample_form() {
  rules::Form form;
  form.id = "application", form.title = {"测试网点 备案申报表", "Test"}, form.imprint = {"测试局　2024年制", "Imprint"};
  form.font = "仿宋_GB2312", form.cover = {"applicant_sealed", "recommender_sealed", "filled_on"};
  form.notes = {{"第一条说明", "note"}, {"第二条说明", "note"}};
  form.sections.push_back(section("section_1", "一", "基本情况",
                                  {field("unit_name", "text", "单位名称", 100), field("unit_nature", "text", "单位性质", 50),
                                   field("address", "text", "地址", 300), field("headcount", "integer", "总人数")}));
  form.sections.push_back(section("section_2", "二", "工作基础", {field("basis", "long_text", "工作基础", 10000)}));
  auto people = field("people", "list", "人员");
  people.at_least = 3;
  auto employment = field("employment", "choice", "专兼职");
  employment.options = {{"full_time", {"专职", "Full-time"}}, {"part_time", {"兼职", "Part-time"}}};
  people.item = {field("name", "text", "姓名", 50), employment, field("history", "long_text", "经历", 3000)};
  form.sections.push_back(section("section_3", "三", "团队", {people}));
  auto catalogue = section("section_6", "六", "附件列表", {});
  catalogue.layout = "catalogue";
  form.sections.push_back(catalogue);
  auto decision = field("decision", "choice", "意见");
  decision.options = {{"granted", {"准予备案", "File"}}, {"refused", {"不予备案", "Refuse"}}};
  form.sections.push_back(section("section_9", "九", "备案部门意见", {decision}, {"handler", "head", "date", "seal"}));
  return form;
}

Value sample_answers(std::string basis = "工作基础的内容") {
  const Value person(Value::Map{{"name", "王某"}, {"employment", "full_time"}, {"history", "十年检索工作"}});
  return Value(Value::Map{
      {"section_1", Value::Map{{"unit_name", "示例大学图书馆"}, {"unit_nature", "事业单位"}, {"address", "沈阳市和平区"}, {"headcount", 120}}},
      {"section_2", Value::Map{{"basis", std::move(basis)}}},
      {"section_3", Value::Map{{"people", Value::List{person, person}}}},
      {"section_9", Value::Map{{"decision", "granted"}}}});
}

FormContext sample_context() {
  const Value entry(Value::Map{{"number", 1}, {"title", "证件复印件"}, {"file_name", "licence.pdf"}, {"pages", 3}});
  return {"示例大学", "和平区市场监督管理局", "2024年10月8日", "ab12cd34", Value(Value::List{entry})};
}

std::string output_of(const std::string& command) {
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  std::array<char, 4096> part;
  for (std::size_t count; (count = fread(part.data(), 1, part.size(), pipe)) > 0;) output.append(part.data(), count);
  EXPECT_EQ(pclose(pipe), 0) << command;
  return output;
}

/// The text of a PDF without white space, since a table's cells come in no certain order of spaces.
std::string text_of(const std::string& pdf) {
  const support::FreshFolder folder;
  std::string text = output_of("pdftotext -layout '" + folder.write("form.pdf", pdf) + "' -"), dense;
  for (const char character : text)
    if (character != ' ' && character != '\n' && character != '\f') dense += character;
  return dense;
}

int pages_of(const std::string& pdf) {
  const support::FreshFolder folder;
  const std::string information = output_of("pdfinfo '" + folder.write("form.pdf", pdf) + "'");
  return std::stoi(information.substr(information.find("Pages:") + 6));
}

std::string part_of(const std::string& docx, const char* name) {
  zip_error_t error;
  zip_error_init(&error);
  zip_t* archive = zip_open_from_source(zip_source_buffer_create(docx.data(), docx.size(), 0, &error), ZIP_RDONLY | ZIP_CHECKCONS, &error);
  if (archive == nullptr) return "no zip archive";
  std::string bytes;
  if (zip_file_t* file = zip_fopen(archive, name, 0); file != nullptr) {
    std::array<char, 4096> part;
    for (zip_int64_t count; (count = zip_fread(file, part.data(), part.size())) > 0;) bytes.append(part.data(), static_cast<std::size_t>(count));
    zip_fclose(file);
  }
  zip_discard(archive);
  return bytes;
}

std::string words_of(const pugi::xml_node& node) {
  std::string text;
  for (const auto& found : node.select_nodes(".//w:t")) text += found.node().text().get();
  return text;
}

pugi::xml_document parse(const std::string& xml) {
  pugi::xml_document parsed;
  EXPECT_TRUE(parsed.load_string(xml.c_str(), pugi::parse_full)) << xml.substr(0, 200);
  return parsed;
}

TEST(FormPdf, HoldsCoverNotesAnswersCatalogueAndSignaturePlaces) {
  const std::string text = text_of(form_pdf(sample_form(), sample_answers(), sample_context()));
  for (const char* expected : {"测试网点", "备案申报表",     "申请单位：示例大学", "和平区市场监督管理局", "（盖章）",  "2024年10月8日",
                               "测试局",   "二、第二条说明", "一、基本情况",       "示例大学图书馆",       "事业单位",  "工作基础的内容",
                               "王某",     "专职",           "证件复印件",         "licence.pdf",          "■准予备案", "□不予备案",
                               "经办人：", "负责人：",       "内容校验码ab12cd34"})
    EXPECT_NE(text.find(expected), std::string::npos) << expected << "\n" << text;
}

TEST(FormPdf, EmbedsItsFontsAsSubsets) {
  const support::FreshFolder folder;
  const std::string fonts =
      output_of("pdffonts '" + folder.write("form.pdf", form_pdf(sample_form(), sample_answers(), sample_context())) + "' | tail -n +3");
  ASSERT_FALSE(fonts.empty());
  std::size_t from = 0;
  for (std::size_t end; (end = fonts.find('\n', from)) != std::string::npos; from = end + 1)
    EXPECT_NE(fonts.substr(from, end - from).find(" yes yes yes "), std::string::npos) << fonts;  // embedded, subset, with Unicode
}

TEST(FormPdf, ABlankFormAsksAndLeavesRoom) {
  const std::string text = text_of(form_pdf(sample_form(), Value(), {}));
  EXPECT_NE(text.find("（在此填写）"), std::string::npos);
  EXPECT_NE(text.find("□准予备案"), std::string::npos);
  EXPECT_EQ(text.find("内容校验码"), std::string::npos);
}

TEST(FormPdf, ALongAnswerGoesOverPagesWithoutLosingText) {
  std::string basis;
  for (int number = 1000; number < 2600; ++number) basis += "第" + std::to_string(number) + "项工作。";
  const std::string pdf = form_pdf(sample_form(), sample_answers(basis), sample_context());
  EXPECT_GT(pages_of(pdf), 12);
  const std::string text = text_of(pdf);
  for (int number = 1000; number < 2600; number += 37) EXPECT_NE(text.find(std::to_string(number)), std::string::npos) << number;
  EXPECT_NE(text.find("2599"), std::string::npos);
  EXPECT_NE(text.find("共" + std::to_string(pages_of(pdf)) + "页"), std::string::npos);
}

TEST(FormPdf, EqualFormsSayTheSame) {
  EXPECT_EQ(text_of(form_pdf(sample_form(), sample_answers(), sample_context())),
            text_of(form_pdf(sample_form(), sample_answers(), sample_context())));
}

constexpr const char* hostile =
    "{{basis}} <w:t>注入</w:t> </w:p> &amp; <span foreground='red'> \x01\x02\x1b[31m ]]> \xE2\x80\xAE反\xC3\x28 \xEF\xBF\xBF end";

TEST(FormPdf, HostileTextIsOnlyText) {
  const std::string text = text_of(form_pdf(sample_form(), sample_answers(hostile), sample_context()));
  for (const char* expected : {"{{basis}}", "<w:t>注入</w:t>", "&amp;", "<spanforeground='red'>", "end"})
    EXPECT_NE(text.find(expected), std::string::npos) << text;
}

TEST(FormPdf, AnUnbrokenRunOfLatinLettersStaysInItsCell) {
  EXPECT_GE(pages_of(form_pdf(sample_form(), sample_answers(std::string(10'000, 'x')), sample_context())), 5);
}

TEST(FormDocx, NamesTheFontOfTheFormAtItsSize) {
  const std::string docx = form_docx(sample_form(), sample_answers(), sample_context());
  const auto document = parse(part_of(docx, "word/document.xml"));
  for (const auto& found : document.select_nodes("//w:rFonts")) EXPECT_STREQ(found.node().attribute("w:eastAsia").value(), "仿宋_GB2312");
  EXPECT_FALSE(document.select_nodes("(//w:tbl)[last()]//w:r/w:rPr/w:sz[@w:val='28']").empty());
  EXPECT_TRUE(document.select_nodes("(//w:tbl)[last()]//w:r/w:rPr/w:sz[@w:val!='28']").empty());
  const auto styles = parse(part_of(docx, "word/styles.xml"));
  EXPECT_STREQ(styles.select_node("//w:docDefaults//w:rFonts").node().attribute("w:eastAsia").value(), "仿宋_GB2312");
}

TEST(FormDocx, HoldsTheSameWordsInTables) {
  const std::string docx = form_docx(sample_form(), sample_answers(), sample_context());
  const auto document = parse(part_of(docx, "word/document.xml"));
  const std::string words = words_of(document);
  for (const char* expected :
       {"测试网点", "示例大学", "第二条说明", "一、基本情况", "示例大学图书馆", "工作基础的内容", "王某", "证件复印件", "■准予备案", "经办人："})
    EXPECT_NE(words.find(expected), std::string::npos) << expected;
  EXPECT_EQ(document.select_nodes("//w:br[@w:type='page']").size(), 2U);
  EXPECT_NE(words_of(parse(part_of(docx, "word/footer1.xml"))).find("ab12cd34"), std::string::npos);
}

TEST(FormDocx, EveryRowFillsTheGrid) {
  const auto document = parse(part_of(form_docx(sample_form(), sample_answers(), sample_context()), "word/document.xml"));
  const auto rows = document.select_nodes("(//w:tbl)[last()]/w:tr");
  ASSERT_GT(rows.size(), 10U);
  for (const auto& row : rows) {
    int units = 0;
    for (const auto& span : row.node().select_nodes("./w:tc/w:tcPr/w:gridSpan")) units += span.node().attribute("w:val").as_int();
    EXPECT_EQ(units, row_units) << words_of(row.node());
  }
}

TEST(FormDocx, HostileTextIsOnlyText) {
  const auto document = parse(part_of(form_docx(sample_form(), sample_answers(hostile), sample_context()), "word/document.xml"));
  const std::string words = words_of(document);
  EXPECT_NE(words.find("{{basis}} <w:t>注入</w:t> </w:p> &amp; <span foreground='red'>"), std::string::npos) << words;
  EXPECT_EQ(words.find('\x01'), std::string::npos);
  EXPECT_EQ(words.find('\x1b'), std::string::npos);
}

TEST(FormDocx, EqualFormsGiveEqualBytes) {
  EXPECT_EQ(form_docx(sample_form(), sample_answers(), sample_context()), form_docx(sample_form(), sample_answers(), sample_context()));
}

rules::Library read_regulations() {
  std::vector<rules::SourceFile> files;
  const std::filesystem::path root = std::filesystem::path(ZHIDIAN_SOURCE_DIR) / "regulations";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".yaml" || entry.path().parent_path().filename() == "scenarios") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    files.push_back({std::filesystem::relative(entry.path(), root.parent_path()).string(), {std::istreambuf_iterator<char>(file), {}}});
  }
  return rules::load_library(files).law;
}

TEST(ApplicationForm, StandsWholeInBothDocuments) {
  const rules::Library library = read_regulations();
  const rules::Form* form = library.find_form("shenyang_outlet_2024", "application");
  ASSERT_NE(form, nullptr);
  ASSERT_EQ(form->sections.size(), 9U);
  const std::string pdf = text_of(form_pdf(*form, Value(), {}));
  const std::string words = words_of(parse(part_of(form_docx(*form, Value(), {}), "word/document.xml")));
  for (const auto& section : form->sections) {
    const std::string heading = section.number + "、" + section.title.zh;
    EXPECT_NE(pdf.find(heading), std::string::npos) << heading;
    EXPECT_NE(words.find(heading), std::string::npos) << heading;
    if (section.id != "section_1") continue;
    for (const auto& asked : section.fields) EXPECT_NE(words.find(asked.label.zh), std::string::npos) << asked.label.zh;
  }
  for (const char* expected : {"申请单位：", "推荐部门：", "填报日期：", "填表说明", "□准予备案", "□不予备案", "序号", "材料名称"})
    EXPECT_NE(pdf.find(expected), std::string::npos) << expected << pdf;
  const auto count = [&](std::string_view piece) {
    int found = 0;
    for (std::size_t at = words.find(piece); at != std::string::npos; at = words.find(piece, at + 1)) ++found;
    return found;
  };
  EXPECT_EQ(count("经办人："), 2);  // the recommender's section has no handler
  EXPECT_EQ(count("负责人：　"), 3);
  EXPECT_EQ(count("（盖章）"), 5);  // three sections and two on the cover
}

TEST(CleanText, KeepsLinesAndDropsWhatCannotBePrinted) {
  EXPECT_EQ(clean_text("一行\n二\t行"), "一行\n二 行");
  EXPECT_EQ(clean_text(std::string_view("a\0b", 3)),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(clean_text("\x7F\xC2\x85\xE2\x80\xAEx\r\n"), "x\n");
  EXPECT_EQ(clean_text("\xFF"), "\xEF\xBF\xBD");
}

std::string png(int width, int height) {
  std::string bytes;
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  cairo_surface_write_to_png_stream(
      surface,
      [](void* to, const unsigned char* from, unsigned count) {
        static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(from), count);
        return CAIRO_STATUS_SUCCESS;
      },
      &bytes);
  cairo_surface_destroy(surface);
  return bytes;
}

/// A grey JPEG of 8 × 16 pixels, with an EXIF orientation where one is given.
std::string jpeg(int turn = 0) {
  std::string bytes = "\xFF\xD8";
  if (turn != 0) {
    const std::string exif =
        std::string("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 25) + static_cast<char>(turn) + std::string("\0\0\0\0\0\0", 6);
    bytes += std::string("\xFF\xE1\0", 3) + static_cast<char>(exif.size() + 2) + exif;
  }
  bytes += std::string("\xFF\xDB\0C\0", 5) + std::string(64, '\x10');
  bytes += std::string("\xFF\xC0\0\x0B\x08\0\x10\0\x08\x01\x01\x11\0", 13);
  bytes += std::string("\xFF\xC4\0\x14\0\x01", 6) + std::string(15, '\0') + '\0';
  bytes += std::string("\xFF\xC4\0\x14\x10\x01", 6) + std::string(15, '\0') + '\0';
  return bytes + std::string("\xFF\xDA\0\x08\x01\x01\0\0?\0\x3F\xFF\xD9", 13);
}

TEST(JoinPictures, MakesOnePageOfEach) {
  const support::FreshFolder folder;
  const auto joined = join_pictures({folder.write("a.jpg", jpeg()), folder.write("b.png", png(40, 20)), folder.write("c.jpg", jpeg(6))});
  ASSERT_TRUE(joined.has_value());
  EXPECT_EQ(pages_of(*joined), 3);
  const std::string information = output_of("pdfinfo -l 9 '" + folder.write("joined.pdf", *joined) + "'");
  EXPECT_NE(information.find("Page    1 size:  595.28 x 841.89"), std::string::npos) << information;
  EXPECT_NE(information.find("Page    2 size:  841.89 x 595.28"), std::string::npos) << information;  // wide
  EXPECT_NE(information.find("Page    3 size:  841.89 x 595.28"), std::string::npos) << information;  // turned
}

TEST(JoinPictures, KeepsTheJpegAsItIs) {
  const support::FreshFolder folder;
  const auto joined = join_pictures({folder.write("a.jpg", jpeg())});
  ASSERT_TRUE(joined.has_value());
  EXPECT_NE(joined->find("DCTDecode"), std::string::npos);
}

TEST(JoinPictures, RefusesWhatIsNoPicture) {
  const support::FreshFolder folder;
  const std::string program = "MZ this is a program";
  for (const auto& bytes : {program, std::string(), jpeg().substr(0, 30), png(4, 4).substr(0, 40), std::string("\xFF\xD8\xFF")}) {
    const auto joined = join_pictures({folder.write("good.png", png(4, 4)), folder.write("bad", bytes)});
    ASSERT_FALSE(joined.has_value()) << bytes.size();
    EXPECT_EQ(joined.error().id, "documents.not_a_picture");
    EXPECT_EQ(joined.error().params.at("number"), "2");
  }
  EXPECT_FALSE(join_pictures({}).has_value());
  EXPECT_FALSE(join_pictures({"/nowhere/a.png"}).has_value());
}

TEST(JoinPictures, RefusesAPictureOfAbsurdSize) {
  const support::FreshFolder folder;
  std::string huge = png(4, 4);
  huge[16] = '\x7F';  // width in the header
  EXPECT_FALSE(join_pictures({folder.write("huge.png", huge)}).has_value());
}

CertificatePage sample_certificate() {
  return {"网点证书",
          "平台服务",
          "下列单位列于名录。",
          {{"单位名称", "甲大学"}, {"有效期至", "2027年10月9日"}},
          "https://example.org/certificates/ZD-0000-0000",
          "扫码查验",
          "平台提供的服务。"};
}

TEST(CertificatePdf, IsOnePageOfTheSameBytes) {
  const auto pdf = certificate_pdf(sample_certificate());
  ASSERT_TRUE(pdf);
  EXPECT_TRUE(pdf->starts_with("%PDF"));
  EXPECT_EQ(pages_of(*pdf), 1);
  EXPECT_EQ(*pdf, *certificate_pdf(sample_certificate()));
}

TEST(CertificatePdf, LongNamesShrinkThePageInsteadOfRunningOverIt) {
  CertificatePage page = sample_certificate();
  for (int line = 0; line < 10; ++line) page.lines.emplace_back("一个很长的栏目名称需要换行才放得下", std::string(std::size_t{60} * (line + 1), 'w'));
  const auto pdf = certificate_pdf(page);
  ASSERT_TRUE(pdf);
  EXPECT_EQ(pages_of(*pdf), 1);
}

TEST(CertificatePdf, AnAddressTooLongForTheCodeIsRefused) {
  CertificatePage page = sample_certificate();
  page.address = std::string(5000, 'x');
  EXPECT_EQ(certificate_pdf(page).error().id, "qr_code.too_long");
}

}  // namespace
}  // namespace zhidian::documents
