#include "base/text.hpp"
#include "base/value.hpp"
#include "capabilities/ip_records/readers.hpp"

namespace zhidian::ip_records {
namespace {

constexpr std::size_t longest_line = 4U << 20;

using base::Value;

base::Result<std::vector<std::string>> texts_of(const Value& value, const std::string& field) {
  std::vector<std::string> texts;
  const auto add = [&](const Value& each) {
    if (each.is_text()) texts.push_back(each.as_text());
    if (each.is_integer()) texts.push_back(std::to_string(each.as_integer()));
    return each.is_text() || each.is_integer() || each.is_null();
  };
  bool is_good = true;
  if (value.is_list()) {
    for (const Value& each : value.as_list()) is_good = is_good && add(each);
  } else {
    is_good = add(value);
  }
  if (!is_good) return base::refuse(base::ErrorCode::invalid, "ip_records.not_a_text", {{"field", field}});
  return texts;
}

base::Result<query::Document> read_line(std::string_view line) {
  const auto value = base::parse_json(line);
  if (!value)
    return base::refuse(base::ErrorCode::invalid, value.error().id == "json.invalid_text" ? "ip_records.broken_text" : "ip_records.broken_json");
  if (!value->is_map()) return base::refuse(base::ErrorCode::invalid, "ip_records.not_an_object");
  query::Document document;
  for (const auto& [field, content] : value->as_map()) {
    auto texts = texts_of(content, field);
    if (!texts) return base::refuse(texts.error());
    if (field == "key") {
      document.key = texts->empty() ? "" : texts->front();
    } else if (!texts->empty()) {
      document.values.emplace(field, std::move(*texts));
    }
  }
  return document;
}

}  // namespace

base::Result<void> read_json_lines(Input& input, const TakeRecord& take) {
  Lines lines(input, longest_line);
  while (true) {
    auto line = lines.next();
    if (!line) return base::refuse(line.error());
    if (!*line) return {};
    if (base::is_blank((*line)->text)) continue;
    Read read;
    read.text = (*line)->text.substr(0, shown_bytes);
    if ((*line)->is_too_long) {
      read.error = base::Error{base::ErrorCode::too_large, "ip_records.record_too_long", {}, {}, {}};
    } else if (auto document = read_line((*line)->text)) {
      read.document = std::move(*document);
    } else {
      read.error = document.error();
    }
    if (!take(std::move(read))) return {};
  }
}

}  // namespace zhidian::ip_records
