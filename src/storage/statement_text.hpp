#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace zhidian::storage {

/// SQLite numbers `$2` by first appearance, so that binding by position would swap values: `$n` becomes `?n`.
/// Quoted text and comments stay as they are.
std::string number_parameters(std::string_view sql);

/// The statements of a migration, without their semicolons, comments kept. A semicolon inside quotes or a comment
/// does not separate; triggers with a body are not supported, because they are not portable.
std::vector<std::string> split_statements(std::string_view sql);

/// `name` as a quoted SQL identifier.
std::string quote_identifier(std::string_view name);

/// What is kept per statement text; asked without making a string.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class T>
using StatementMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

}  // namespace zhidian::storage
