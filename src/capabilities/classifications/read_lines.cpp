#include "capabilities/classifications/read_lines.hpp"

#include <algorithm>
#include <filesystem>

#include "capabilities/ip_records/readers.hpp"

namespace zhidian::classifications {
namespace {

using ip_records::Input;

constexpr std::size_t longest_line = 1U << 16;

/// The columns of a table, as fields of records are read.
const query::Collection& columns() {
  static const query::Collection made = [] {
    const auto column = [](std::string id, std::vector<std::string> names) {
      query::Field field;
      field.id = std::move(id);
      field.names = std::move(names);
      return field;
    };
    query::Collection collection;
    collection.id = "classifications";
    collection.fields = {column("code", {"代码", "分类号", "类号", "类别号", "编号", "商品编号", "旧分类号", "symbol", "old"}),
                         column("title", {"名称", "标题", "类名", "中文", "中文名称", "heading", "name"}),
                         column("parent", {"上级", "上位类", "上级代码", "类似群", "群组", "group", "cls", "类别"}), column("section", {"门类"}),
                         column("replaced_by", {"新分类号", "现分类号", "替代", "转入", "new"})};
    return collection;
  }();
  return made;
}

/// A text, then the rest.
class Headed : public Input {
 public:
  Headed(std::string head, Input& rest) : head_(std::move(head)), rest_(rest) {}
  base::Result<std::size_t> read(char* bytes, std::size_t most) override {
    if (at_ == head_.size()) return rest_.read(bytes, most);
    const std::size_t length = head_.copy(bytes, most, at_);
    at_ += length;
    return length;
  }

 private:
  std::string head_;
  Input& rest_;
  std::size_t at_ = 0;
};

std::vector<std::string> cells_of(const std::string& line, char delimiter) {
  std::vector<std::string> cells(1);
  for (const char each : line) {
    if (each == delimiter) {
      cells.emplace_back();
    } else if (each != '"') {
      cells.back() += each;
    }
  }
  return cells;
}

/// The head of a file that has none, by its first line; empty where it has one; nothing where the line tells neither.
std::optional<std::string> find_head(const Scheme& scheme, const std::string& line, bool of_withdrawn) {
  const auto has = [&](char each) { return line.find(each) != std::string::npos; };
  const char delimiter = has('\t') ? '\t' : has(',') ? ',' : ';';
  const auto cells = cells_of(line, delimiter);
  const auto is_code = [&](std::size_t i) { return i < cells.size() && read_code(scheme, cells[i]).has_value(); };
  if (!is_code(0) && !is_code(1)) {
    const bool is_head =
        std::ranges::any_of(cells, [](const std::string& each) { return columns().named(each) && columns().named(each)->id == "code"; });
    return is_head ? std::optional<std::string>("") : std::nullopt;
  }
  std::vector<std::string> names;
  if (of_withdrawn && cells.size() <= 2) names = {"code", "replaced_by"};
  if (!of_withdrawn && cells.size() == 2) names = {"code", "title"};
  if (!of_withdrawn && cells.size() == 3) names = {"code", is_code(1) ? "parent" : "level", "title"};
  if (!of_withdrawn && cells.size() == 3 && scheme.id == "gbt4754" && is_code(1)) names = {"section", "code", "title"};
  if (names.empty()) return std::nullopt;
  std::string head = names.front();
  for (std::size_t i = 1; i < names.size(); ++i) head += delimiter + names[i];
  return head + "\n";
}

base::Result<std::string> first_line(const std::string& path) {
  std::string first;
  const auto visited = ip_records::visit_files(path, [&](const std::string&, bool, Input& raw) -> base::Result<bool> {
    const auto text = ip_records::open_as_utf8(raw);
    ip_records::Lines lines(*text, longest_line);
    auto line = lines.next();
    if (!line) return base::refuse(line.error());
    if (*line) first = std::move((*line)->text);
    return false;
  });
  if (!visited) return base::refuse(visited.error());
  return first;
}

TableLine line_of(ip_records::Read&& read) {
  TableLine line;
  line.text = std::move(read.text);
  if (read.error) line.error = read.error->id;
  const auto move_to = [&](const char* column, std::string& into) {
    if (const auto found = read.document.values.find(column); found != read.document.values.end()) into = std::move(found->second.front());
  };
  move_to("code", line.code);
  move_to("title", line.title);
  move_to("parent", line.parent);
  move_to("section", line.section);
  move_to("replaced_by", line.replaced_by);
  return line;
}

}  // namespace

base::Result<void> read_lines(const std::string& path, const Scheme& scheme, bool of_withdrawn, const std::function<void(TableLine&&)>& take) {
  const auto first = first_line(path);
  if (!first) return base::refuse(first.error());
  const auto head = find_head(scheme, *first, of_withdrawn);
  if (!head)
    return base::refuse(base::ErrorCode::invalid, "classifications.unknown_columns", {{"file", std::filesystem::path(path).filename().string()}});
  return ip_records::visit_files(path, [&](const std::string&, bool, Input& raw) -> base::Result<bool> {
    const auto text = ip_records::open_as_utf8(raw);
    Headed input(*head, *text);
    const auto read = ip_records::read_table(input, columns(), {}, [&](ip_records::Read&& each) {
      take(line_of(std::move(each)));
      return true;
    });
    if (!read) return base::refuse(read.error());
    return false;  // one table a file
  });
}

}  // namespace zhidian::classifications
