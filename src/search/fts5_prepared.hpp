#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/collection.hpp"
#include "search/fts5_tokenizer.hpp"
#include "search/layout.hpp"

namespace zhidian::search {

/// A key a record is found by under a number of its.
struct NumberKey {
  std::size_t field = 0;  ///< among Layout::numbers()
  std::string key;
  bool is_canonical = false;
};
/// Of the numbers of a document as the file keeps them.
std::vector<NumberKey> number_keys_of(const Layout& layout, std::string_view numbers);

/// The spelling by which the values of a column are compared.
std::string key_of(const query::Field& field, std::string_view value);

/// All of a document that can be known without the index: what takes time and no lock.
struct PreparedDocument {
  struct Value {
    std::string key;         ///< empty for a date
    std::string_view shown;  ///< of the document
  };
  std::string_view key;
  std::string numbers;
  std::vector<NumberKey> number_keys;
  std::vector<std::string> texts;          ///< by Layout::texts()
  std::vector<TextTokens> tokens;          ///< of each text
  std::vector<std::vector<Value>> values;  ///< by Layout::columns()
};
PreparedDocument prepare(const Layout& layout, const query::Document& document);

/// Hands over all documents in their order, prepared by another thread a slice ahead.
void each_prepared(const Layout& layout, std::span<const query::Document> documents, const std::function<void(const PreparedDocument&)>& take);

}  // namespace zhidian::search
