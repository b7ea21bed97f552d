#include <cstring>
#include <memory>
#include <pugixml.hpp>
#include <sstream>
#include <stdexcept>

#include "documents/archive.hpp"
#include "documents/sheet.hpp"

namespace zhidian::documents {
namespace {

constexpr const char* word_namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr int table_width = 9420;  // twentieths of a point between the margins of A4
constexpr int margin = 1240;

struct RunStyle {
  std::int64_t half_points = 28;
  bool is_bold = false;
  const char* colour = nullptr;
};
struct ParagraphStyle {
  const char* alignment = "left";
  bool is_indented = false;
  int space_before = 0;
  bool keeps_next = false;
};

pugi::xml_node add_with_value(pugi::xml_node parent, const char* name, const std::string& value) {
  auto node = parent.append_child(name);
  node.append_attribute("w:val") = value.c_str();
  return node;
}

/// Builds one WordprocessingML part. Every text goes through pugixml, which escapes it.
class Writer {
 public:
  explicit Writer(const Sheet& sheet) : sheet_(sheet) {}

  std::string document() {
    pugi::xml_document xml;
    auto root = start(xml, "w:document");
    auto body = root.append_child("w:body");
    write_cover(body);
    page_break(body);
    write_notes(body);
    page_break(body);
    write_table(body);
    paragraph(body, "", {}, {});
    write_page_settings(body);
    return print(xml);
  }

  std::string footer() {
    pugi::xml_document xml;
    auto root = start(xml, "w:ftr");
    auto line = open_paragraph(root, {.alignment = "center"});
    const RunStyle small{.half_points = 18, .colour = "555555"};
    if (!sheet_.content_hash.empty()) run(line, "内容校验码 " + sheet_.content_hash + "　　　　", small);
    run(line, "第 ", small);
    page_field(line, " PAGE ", small);
    run(line, " 页　共 ", small);
    page_field(line, " NUMPAGES ", small);
    run(line, " 页", small);
    return print(xml);
  }

  /// A program without the form's font is told which one stands in for it.
  std::string fonts() {
    pugi::xml_document xml;
    auto font = start(xml, "w:fonts").append_child("w:font");
    font.append_attribute("w:name") = sheet_.font.c_str();
    add_with_value(font, "w:altName", "仿宋");
    add_with_value(font, "w:charset", "86");
    return print(xml);
  }

  std::string styles() {
    pugi::xml_document xml;
    auto root = start(xml, "w:styles");
    auto properties = root.append_child("w:docDefaults").append_child("w:rPrDefault").append_child("w:rPr");
    write_run_properties(properties, {.half_points = sheet_.size_half_points});
    auto style = root.append_child("w:style");
    style.append_attribute("w:type") = "paragraph";
    style.append_attribute("w:default") = "1";
    style.append_attribute("w:styleId") = "Normal";
    add_with_value(style, "w:name", "Normal");
    return print(xml);
  }

 private:
  static pugi::xml_node start(pugi::xml_document& xml, const char* name) {
    auto root = xml.append_child(name);
    root.append_attribute("xmlns:w") = word_namespace;
    root.append_attribute("xmlns:r") = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    return root;
  }

  static std::string print(const pugi::xml_document& xml) {
    std::ostringstream out;
    out << "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    xml.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
    return out.str();
  }

  void write_run_properties(pugi::xml_node properties, const RunStyle& style) {
    auto fonts = properties.append_child("w:rFonts");
    for (const char* script : {"w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"}) fonts.append_attribute(script) = sheet_.font.c_str();
    if (style.is_bold) properties.append_child("w:b");
    if (style.colour != nullptr) add_with_value(properties, "w:color", style.colour);
    add_with_value(properties, "w:sz", std::to_string(style.half_points));
    add_with_value(properties, "w:szCs", std::to_string(style.half_points));
  }

  void run(pugi::xml_node line, const std::string& text, const RunStyle& style) {
    auto node = line.append_child("w:r");
    write_run_properties(node.append_child("w:rPr"), style);
    auto inside = node.append_child("w:t");
    inside.append_attribute("xml:space") = "preserve";
    inside.text().set(text.c_str());
  }

  void page_field(pugi::xml_node line, const char* instruction, const RunStyle& style) {
    auto field = line.append_child("w:fldSimple");
    field.append_attribute("w:instr") = instruction;
    run(field, "1", style);
  }

  static pugi::xml_node open_paragraph(pugi::xml_node parent, const ParagraphStyle& style) {
    auto node = parent.append_child("w:p");
    auto properties = node.append_child("w:pPr");
    if (style.keeps_next) properties.append_child("w:keepNext");
    auto spacing = properties.append_child("w:spacing");
    spacing.append_attribute("w:before") = style.space_before;
    spacing.append_attribute("w:after") = 0;
    spacing.append_attribute("w:line") = 312;  // 1.3 lines
    spacing.append_attribute("w:lineRule") = "auto";
    if (style.is_indented) {
      auto indent = properties.append_child("w:ind");
      indent.append_attribute("w:firstLineChars") = 200;
      indent.append_attribute("w:firstLine") = 560;  // for programs that do not count in characters
    }
    add_with_value(properties, "w:jc", style.alignment);
    return node;
  }

  /// One paragraph for each line of the text.
  void paragraph(pugi::xml_node parent, const std::string& text, const ParagraphStyle& paragraph_style, const RunStyle& style) {
    std::size_t from = 0;
    for (;;) {
      const std::size_t end = text.find('\n', from);
      const std::string part = text.substr(from, end == std::string::npos ? end : end - from);
      auto line = open_paragraph(parent, paragraph_style);
      if (!part.empty()) run(line, part, style);
      if (end == std::string::npos) return;
      from = end + 1;
    }
  }

  void page_break(pugi::xml_node body) {
    auto line = body.append_child("w:p").append_child("w:r");
    line.append_child("w:br").append_attribute("w:type") = "page";
  }

  void write_cover(pugi::xml_node body) {
    int before = 2200;
    for (const auto& title : sheet_.title_lines) {
      paragraph(body, title, {.alignment = "center", .space_before = before}, {.half_points = 50, .is_bold = true});
      before = 200;
    }
    paragraph(body, "", {.space_before = 1600}, {});
    write_cover_lines(body);
    paragraph(body, sheet_.imprint, {.alignment = "center", .space_before = 3200}, {.half_points = 32});
  }

  /// Label, underlined value and place of the seal, in a table without borders.
  void write_cover_lines(pugi::xml_node body) {
    auto table = body.append_child("w:tbl");
    auto properties = table.append_child("w:tblPr");
    add_width(properties, "w:tblW", 8400);
    add_with_value(properties, "w:jc", "center");
    properties.append_child("w:tblLayout").append_attribute("w:type") = "fixed";
    auto grid = table.append_child("w:tblGrid");
    constexpr int label_width = 1900, value_width = 5000, seal_width = 1500;
    for (const int width : {label_width, value_width, seal_width}) grid.append_child("w:gridCol").append_attribute("w:w") = width;
    for (const auto& entry : sheet_.cover) {
      auto row = table.append_child("w:tr");
      cover_cell(row, entry.label + "：", label_width, false);
      cover_cell(row, entry.value, value_width, true);
      cover_cell(row, entry.is_sealed ? "（盖章）" : "", seal_width, false);
    }
  }

  void cover_cell(pugi::xml_node row, const std::string& text, int width, bool is_underlined) {
    auto cell = row.append_child("w:tc");
    auto properties = cell.append_child("w:tcPr");
    add_width(properties, "w:tcW", width);
    if (is_underlined) add_border(properties.append_child("w:tcBorders"), "w:bottom");
    add_with_value(properties, "w:vAlign", "bottom");
    paragraph(cell, text, {.space_before = 300}, {.half_points = 32});
  }

  static void add_width(pugi::xml_node properties, const char* name, int width) {
    auto node = properties.append_child(name);
    node.append_attribute("w:w") = width;
    node.append_attribute("w:type") = "dxa";
  }

  static void add_border(pugi::xml_node borders, const char* side) {
    auto border = borders.append_child(side);
    border.append_attribute("w:val") = "single";
    border.append_attribute("w:sz") = 6;
    border.append_attribute("w:color") = "000000";
  }

  void write_notes(pugi::xml_node body) {
    static constexpr std::string_view numbers[]{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    paragraph(body, "填 表 说 明", {.alignment = "center", .space_before = 600}, {.half_points = 40, .is_bold = true});
    for (std::size_t at = 0; at < sheet_.notes.size(); ++at) {
      const std::string number = at < std::size(numbers) ? std::string(numbers[at]) : std::to_string(at + 1);
      paragraph(body, number + "、" + sheet_.notes[at], {.is_indented = true, .space_before = 160}, normal());
    }
  }

  RunStyle normal() const { return {.half_points = sheet_.size_half_points}; }

  void write_table(pugi::xml_node body) {
    auto table = body.append_child("w:tbl");
    auto properties = table.append_child("w:tblPr");
    add_width(properties, "w:tblW", table_width);
    auto borders = properties.append_child("w:tblBorders");
    for (const char* side : {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"}) add_border(borders, side);
    properties.append_child("w:tblLayout").append_attribute("w:type") = "fixed";
    auto grid = table.append_child("w:tblGrid");
    for (int unit = 0; unit < row_units; ++unit) grid.append_child("w:gridCol").append_attribute("w:w") = table_width / row_units;
    for (const auto& row : sheet_.rows) write_row(table, row);
  }

  void write_row(pugi::xml_node table, const Row& row) {
    auto node = table.append_child("w:tr");
    auto properties = node.append_child("w:trPr");
    if (row.is_kept_whole) properties.append_child("w:cantSplit");
    const std::int64_t line = sheet_.size_half_points * 15;  // one and a half lines, in twentieths of a point
    auto height = properties.append_child("w:trHeight");
    height.append_attribute("w:val") = std::to_string(line * row.least_lines + (row.signature_line.empty() ? 0 : line)).c_str();
    height.append_attribute("w:hRule") = "atLeast";
    for (const auto& cell : row.cells) write_cell(node, row, cell);
  }

  void write_cell(pugi::xml_node row_node, const Row& row, const Cell& cell) {
    auto node = row_node.append_child("w:tc");
    auto properties = node.append_child("w:tcPr");
    add_width(properties, "w:tcW", cell.units * table_width / row_units);
    add_with_value(properties, "w:gridSpan", std::to_string(cell.units));
    if (cell.role == CellRole::number) add_with_value(properties, "w:vMerge", row.starts_item ? "restart" : "continue");
    const bool is_top = cell.role == CellRole::body || cell.role == CellRole::prompt;
    add_with_value(properties, "w:vAlign", is_top ? "top" : "center");
    RunStyle style = normal();
    style.is_bold = cell.role == CellRole::heading;
    if (cell.role == CellRole::prompt) style.colour = "595959";
    const bool is_centred = cell.role == CellRole::label || cell.role == CellRole::number;
    paragraph(node, cell.text,
              {.alignment = is_centred ? "center" : "left", .is_indented = cell.role == CellRole::body, .keeps_next = row.is_kept_with_next}, style);
    if (row.signature_line.empty()) return;
    for (int blank = 2; blank < row.least_lines; ++blank) paragraph(node, "", {}, style);
    paragraph(node, row.signature_line, {.alignment = "right"}, normal());
  }

  void write_page_settings(pugi::xml_node body) {
    auto section = body.append_child("w:sectPr");
    auto footer = section.append_child("w:footerReference");
    footer.append_attribute("w:type") = "default";
    footer.append_attribute("r:id") = "rId2";
    auto size = section.append_child("w:pgSz");
    size.append_attribute("w:w") = 11906;
    size.append_attribute("w:h") = 16838;
    auto margins = section.append_child("w:pgMar");
    for (const char* side : {"w:top", "w:right", "w:bottom", "w:left"}) margins.append_attribute(side) = margin;
    for (const char* side : {"w:header", "w:footer"}) margins.append_attribute(side) = 720;
    margins.append_attribute("w:gutter") = 0;
  }

  const Sheet& sheet_;
};

constexpr const char* docx_content_types =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/></Types>)";
constexpr const char* package_relations =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>)";
constexpr const char* document_relations =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/></Relationships>)";

}  // namespace

std::string form_docx_from(const Sheet& sheet) {
  Writer writer(sheet);
  return zip_parts({{"[Content_Types].xml", docx_content_types},
                    {"_rels/.rels", package_relations},
                    {"word/document.xml", writer.document()},
                    {"word/_rels/document.xml.rels", document_relations},
                    {"word/styles.xml", writer.styles()},
                    {"word/fontTable.xml", writer.fonts()},
                    {"word/footer1.xml", writer.footer()}});
}

}  // namespace zhidian::documents
