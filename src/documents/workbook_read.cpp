#include <zip.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <optional>
#include <pugixml.hpp>

#include "documents/sheet.hpp"
#include "documents/workbook.hpp"

namespace zhidian::documents {
namespace {

using base::ErrorCode;

constexpr zip_uint64_t most_bytes = 8U << 20U;  // of one part once unpacked
constexpr std::ptrdiff_t most_tags = 500'000;   // of one part: the tree of them stays small
constexpr zip_int64_t most_parts = 2000;
constexpr std::size_t most_columns = 64;
constexpr std::int64_t last_row = 1'048'576;

/// Producers differ in whether they write `row` or `x:row`.
bool is_named(pugi::xml_node node, std::string_view name) {
  const std::string_view full = node.name();
  return full.substr(full.rfind(':') + 1) == name;
}

pugi::xml_node child_of(pugi::xml_node parent, std::string_view name) {
  return parent.find_child([&](pugi::xml_node child) { return is_named(child, name); });
}

std::string_view attribute_of(pugi::xml_node node, std::string_view name) {
  return node
      .find_attribute([&](pugi::xml_attribute each) {
        const std::string_view full = each.name();
        return full.substr(full.rfind(':') + 1) == name;
      })
      .as_string();
}

template <class Number>
std::optional<Number> read_number(std::string_view text) {
  Number number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// The first refusal stays; what is read after it is empty.
class Reader {
 public:
  Reader(const std::string& path, std::size_t rows) : most_rows_(rows), archive_(zip_open(path.c_str(), ZIP_RDONLY, nullptr), zip_discard) {
    if (!archive_ || zip_get_num_entries(archive_.get(), 0) > most_parts) refuse_file();
  }

  base::Result<WorkbookContent> read() {
    WorkbookContent content;
    if (!refusal_) read_book(content);
    if (refusal_) return base::refuse(*refusal_);
    return content;
  }

 private:
  void read_book(WorkbookContent& content) {
    const pugi::xml_document book = parse("xl/workbook.xml");
    const pugi::xml_node root = child_of(book, "workbook");
    const pugi::xml_document sheet = parse(find_part(child_of(child_of(root, "sheets"), "sheet")));
    if (has_part("xl/sharedStrings.xml")) read_shared(parse("xl/sharedStrings.xml"));
    const std::string_view from_1904 = attribute_of(child_of(root, "workbookPr"), "date1904");
    content.counts_from_1904 = from_1904 == "1" || from_1904 == "true";
    read_rows(child_of(child_of(sheet, "worksheet"), "sheetData"), content);
  }

  void refuse_file() { refuse(ErrorCode::invalid, "documents.not_a_workbook", {}); }
  void refuse_length() { refuse(ErrorCode::too_large, "documents.workbook_too_long", {{"most", std::to_string(most_rows_)}}); }
  void refuse(ErrorCode code, std::string id, std::map<std::string, std::string> params) {
    if (!refusal_) refusal_ = base::Error{code, std::move(id), std::move(params), {}, {}};
  }

  bool has_part(const std::string& name) const { return zip_name_locate(archive_.get(), name.c_str(), 0) >= 0; }

  std::string unpack(const std::string& name) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat(archive_.get(), name.c_str(), 0, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0) return refuse_file(), "";
    if (stat.size > most_bytes) return refuse_length(), "";
    const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(zip_fopen(archive_.get(), name.c_str(), 0), zip_fclose);
    std::string bytes(stat.size, '\0');
    // The size comes from the archive, which may lie: no more than that is read, and less is no workbook.
    if (!file || zip_fread(file.get(), bytes.data(), bytes.size()) != static_cast<zip_int64_t>(bytes.size())) return refuse_file(), "";
    return bytes;
  }

  pugi::xml_document parse(const std::string& name) {
    pugi::xml_document document;
    const std::string bytes = unpack(name);
    if (std::ranges::count(bytes, '<') > most_tags) {
      refuse_length();
    } else if (!document.load_buffer(bytes.data(), bytes.size())) {
      refuse_file();
    }
    return document;
  }

  /// Where the part of a sheet stands.
  std::string find_part(pugi::xml_node sheet) {
    const std::string_view id = attribute_of(sheet, "id");
    const pugi::xml_document relations = parse("xl/_rels/workbook.xml.rels");
    for (const pugi::xml_node relation : child_of(relations, "Relationships").children()) {
      if (id.empty() || attribute_of(relation, "Id") != id) continue;
      const std::string_view target = attribute_of(relation, "Target");
      return target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target);
    }
    return "";
  }

  /// The text of a string item: its runs one after the other.
  static std::string text_of(pugi::xml_node item) {
    std::string text;
    for (const pugi::xml_node part : item.children()) {
      if (is_named(part, "t")) text += part.text().get();
      if (is_named(part, "r")) text += child_of(part, "t").text().get();
    }
    return clean_text(text);
  }

  void read_shared(const pugi::xml_document& document) {
    for (const pugi::xml_node item : child_of(document, "sst").children()) {
      if (is_named(item, "si")) shared_.push_back(text_of(item));
    }
  }

  /// 0 for A, 27 for AB; the next column where the cell does not say.
  static std::size_t column_of(std::string_view reference, std::size_t next) {
    std::size_t column = 0;
    for (const char letter : reference) {
      if (letter < 'A' || letter > 'Z' || column > most_columns) break;
      column = column * 26 + static_cast<std::size_t>(letter - 'A') + 1;
    }
    return column == 0 ? next : column - 1;
  }

  std::string cell_text(pugi::xml_node cell) {
    const std::string_view type = attribute_of(cell, "t");
    if (type == "inlineStr") return text_of(child_of(cell, "is"));
    const std::string_view value = child_of(cell, "v").text().get();
    if (type != "s") return clean_text(value);
    const auto index = read_number<std::size_t>(value);
    if (!index || *index >= shared_.size()) return refuse_file(), "";
    return shared_[*index];
  }

  void read_rows(pugi::xml_node data, WorkbookContent& content) {
    if (!data) return refuse_file();
    std::int64_t number = 0;
    for (const pugi::xml_node line : data.children()) {
      if (!is_named(line, "row")) continue;
      WorkbookRow row;
      row.number = number = read_number<std::int64_t>(attribute_of(line, "r")).value_or(number + 1);
      if (number < 1 || number > last_row) return refuse_file();
      std::size_t next = 0;
      for (const pugi::xml_node cell : line.children()) {
        if (is_named(cell, "c")) next = put(cell, next, row.cells) + 1;
      }
      const bool is_empty = std::ranges::all_of(row.cells, [](const std::string& text) { return text.find_first_not_of(" \n") == text.npos; });
      if (is_empty) continue;
      if (content.rows.size() == most_rows_) return refuse_length();
      content.rows.push_back(std::move(row));
    }
  }

  /// Returns the column of the cell; `next` is where it stands if it does not say.
  std::size_t put(pugi::xml_node cell, std::size_t next, std::vector<std::string>& cells) {
    const std::size_t column = column_of(attribute_of(cell, "r"), next);
    std::string text = cell_text(cell);
    if (column >= most_columns || text.empty()) return column;
    if (cells.size() <= column) cells.resize(column + 1);
    cells[column] = std::move(text);
    return column;
  }

  std::size_t most_rows_;
  std::optional<base::Error> refusal_;
  std::unique_ptr<zip_t, decltype(&zip_discard)> archive_;
  std::vector<std::string> shared_;
};

}  // namespace

std::optional<base::Date> day_of_number(std::string_view cell, bool counts_from_1904) {
  const std::string_view whole = cell.substr(0, cell.find('.'));
  int number = 0;
  const auto [end, failure] = std::from_chars(whole.data(), whole.data() + whole.size(), number);
  if (failure != std::errc() || end != whole.data() + whole.size() || number < 1 || number > 99'999) return std::nullopt;
  constexpr base::Date zero{std::chrono::sys_days{std::chrono::year{1899} / 12 / 30}},
      zero_1904{std::chrono::sys_days{std::chrono::year{1904} / 1 / 1}};
  return (counts_from_1904 ? zero_1904 : zero) + std::chrono::days(number);
}

base::Result<WorkbookContent> read_workbook(const std::string& path, std::size_t most_rows) { return Reader(path, most_rows).read(); }

}  // namespace zhidian::documents
