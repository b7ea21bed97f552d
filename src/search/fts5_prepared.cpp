#include "search/fts5_prepared.hpp"

#include <algorithm>
#include <future>

#include "query/classes.hpp"
#include "query/fold.hpp"
#include "query/numbers.hpp"
#include "search/stored_values.hpp"

namespace zhidian::search {

using query::FieldType;

std::string key_of(const query::Field& field, std::string_view value) {
  return field.type == FieldType::classes ? query::canonical_class(value) : query::fold(value);
}

std::vector<NumberKey> number_keys_of(const Layout& layout, std::string_view numbers) {
  std::vector<NumberKey> keys;
  for (std::size_t field = 0; field < layout.numbers().size(); ++field) {
    for (const std::string& value : split_numbers(numbers, field)) {
      const std::string canonical = query::read_number(value).canonical;
      for (std::string& key : query::number_keys(value)) {
        const bool is_canonical = key == canonical;
        keys.push_back({field, std::move(key), is_canonical});
      }
    }
  }
  return keys;
}

PreparedDocument prepare(const Layout& layout, const query::Document& document) {
  PreparedDocument made;
  made.key = document.key;
  made.numbers = join_numbers(layout, document);
  made.number_keys = number_keys_of(layout, made.numbers);
  for (const query::Field* field : layout.texts()) {
    made.texts.push_back(join_values(document, field->id));
    made.tokens.push_back(make_tokens(made.texts.back(), false));
  }
  for (const auto& column : layout.columns()) {
    auto& values = made.values.emplace_back();
    const auto found = document.values.find(column.field->id);
    if (found == document.values.end()) continue;
    const bool is_date = column.field->type == FieldType::date;
    for (const std::string& value : found->second) values.push_back({is_date ? "" : key_of(*column.field, value), value});
  }
  return made;
}

void each_prepared(const Layout& layout, std::span<const query::Document> documents, const std::function<void(const PreparedDocument&)>& take) {
  constexpr std::size_t slice = 256;
  const auto prepare_from = [&](std::size_t begin) {
    std::vector<PreparedDocument> made;
    for (const query::Document& document : documents.subspan(begin, std::min(slice, documents.size() - begin)))
      made.push_back(prepare(layout, document));
    return made;
  };
  // A single slice is not worth a thread.
  auto next = std::async(documents.size() > slice ? std::launch::async : std::launch::deferred, prepare_from, 0);
  for (std::size_t begin = 0; begin < documents.size(); begin += slice) {
    const auto ready = next.get();
    if (begin + slice < documents.size()) next = std::async(std::launch::async, prepare_from, begin + slice);
    for (const PreparedDocument& document : ready) take(document);
  }
}

}  // namespace zhidian::search
