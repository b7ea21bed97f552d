#include "documents/workbook.hpp"

#include <fmt/format.h>

#include <pugixml.hpp>
#include <sstream>

#include "documents/archive.hpp"
#include "documents/sheet.hpp"

namespace zhidian::documents {
namespace {

constexpr const char* main_namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr const char* relation_namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr const char* package_namespace = "http://schemas.openxmlformats.org/package/2006/relationships";

std::string print(const pugi::xml_document& document) {
  std::ostringstream stream;
  document.save(stream, "", pugi::format_raw, pugi::encoding_utf8);
  return stream.str();
}

pugi::xml_document begin() {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  declaration.append_attribute("standalone") = "yes";
  return document;
}

std::string worksheet(const WorkbookSheet& sheet) {
  pugi::xml_document document = begin();
  auto root = document.append_child("worksheet");
  root.append_attribute("xmlns") = main_namespace;
  auto data = root.append_child("sheetData");
  for (const auto& row : sheet.rows) {
    auto line = data.append_child("row");
    for (const std::string& text : row) {
      auto cell = line.append_child("c");
      cell.append_attribute("t") = "inlineStr";
      auto words = cell.append_child("is").append_child("t");
      words.append_attribute("xml:space") = "preserve";
      words.text().set(clean_text(text).c_str());
    }
  }
  return print(document);
}

std::string workbook(const std::vector<WorkbookSheet>& sheets) {
  pugi::xml_document document = begin();
  auto root = document.append_child("workbook");
  root.append_attribute("xmlns") = main_namespace;
  root.append_attribute("xmlns:r") = relation_namespace;
  auto list = root.append_child("sheets");
  for (std::size_t index = 0; index < sheets.size(); ++index) {
    auto sheet = list.append_child("sheet");
    sheet.append_attribute("name") = sheets[index].name.c_str();
    sheet.append_attribute("sheetId") = index + 1;
    sheet.append_attribute("r:id") = fmt::format("rId{}", index + 1).c_str();
  }
  return print(document);
}

void relate(pugi::xml_node root, std::size_t number, std::string_view kind, const std::string& target) {
  auto relation = root.append_child("Relationship");
  relation.append_attribute("Id") = fmt::format("rId{}", number).c_str();
  relation.append_attribute("Type") = fmt::format("{}/{}", relation_namespace, kind).c_str();
  relation.append_attribute("Target") = target.c_str();
}

std::string relations(const std::vector<std::pair<std::string_view, std::string>>& targets) {
  pugi::xml_document document = begin();
  auto root = document.append_child("Relationships");
  root.append_attribute("xmlns") = package_namespace;
  for (std::size_t index = 0; index < targets.size(); ++index) relate(root, index + 1, targets[index].first, targets[index].second);
  return print(document);
}

std::string content_types(std::size_t sheets) {
  constexpr const char* format = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml";
  pugi::xml_document document = begin();
  auto root = document.append_child("Types");
  root.append_attribute("xmlns") = "http://schemas.openxmlformats.org/package/2006/content-types";
  for (const auto& [extension, type] :
       {std::pair("rels", "application/vnd.openxmlformats-package.relationships+xml"), std::pair("xml", "application/xml")}) {
    auto each = root.append_child("Default");
    each.append_attribute("Extension") = extension;
    each.append_attribute("ContentType") = type;
  }
  const auto add = [&](const std::string& name, const char* kind) {
    auto part = root.append_child("Override");
    part.append_attribute("PartName") = name.c_str();
    part.append_attribute("ContentType") = fmt::format(fmt::runtime(format), kind).c_str();
  };
  add("/xl/workbook.xml", "sheet.main");
  for (std::size_t number = 1; number <= sheets; ++number) add(fmt::format("/xl/worksheets/sheet{}.xml", number), "worksheet");
  return print(document);
}

}  // namespace

std::string workbook_xlsx(const std::vector<WorkbookSheet>& sheets) {
  std::vector<std::pair<std::string_view, std::string>> targets;
  std::vector<Part> parts{{"[Content_Types].xml", content_types(sheets.size())},
                          {"_rels/.rels", relations({{"officeDocument", "xl/workbook.xml"}})},
                          {"xl/workbook.xml", workbook(sheets)}};
  for (std::size_t index = 0; index < sheets.size(); ++index) {
    const std::string name = fmt::format("worksheets/sheet{}.xml", index + 1);
    targets.emplace_back("worksheet", name);
    parts.push_back({"xl/" + name, worksheet(sheets[index])});
  }
  parts.push_back({"xl/_rels/workbook.xml.rels", relations(targets)});
  return zip_parts(parts);
}

}  // namespace zhidian::documents
