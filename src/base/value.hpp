#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"

namespace zhidian::base {

/// A value as form answers, event payloads, receipts and HTTP bodies carry it. There are no floating-point
/// numbers: money is integer fen, shares are text. Maps are sorted by key, so equal values print equally.
class Value {
 public:
  using List = std::vector<Value>;
  using Map = std::map<std::string, Value, std::less<>>;

  Value() = default;
  Value(std::nullptr_t) {}
  Value(bool value) : data_(value) {}
  Value(int value) : data_(std::int64_t{value}) {}
  Value(std::int64_t value) : data_(value) {}
  Value(std::size_t value) : data_(static_cast<std::int64_t>(value)) {}
  Value(const char* value) : data_(std::string(value)) {}
  Value(std::string value) : data_(std::move(value)) {}
  Value(std::string_view value) : data_(std::string(value)) {}
  Value(List value) : data_(std::move(value)) {}
  Value(Map value) : data_(std::move(value)) {}

  bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
  bool is_bool() const { return std::holds_alternative<bool>(data_); }
  bool is_integer() const { return std::holds_alternative<std::int64_t>(data_); }
  bool is_text() const { return std::holds_alternative<std::string>(data_); }
  bool is_list() const { return std::holds_alternative<List>(data_); }
  bool is_map() const { return std::holds_alternative<Map>(data_); }

  /// The contained value; a wrong type is a programming error and throws std::bad_variant_access.
  bool as_bool() const { return std::get<bool>(data_); }
  std::int64_t as_integer() const { return std::get<std::int64_t>(data_); }
  const std::string& as_text() const { return std::get<std::string>(data_); }
  const List& as_list() const { return std::get<List>(data_); }
  const Map& as_map() const { return std::get<Map>(data_); }
  List& as_list() { return std::get<List>(data_); }
  Map& as_map() { return std::get<Map>(data_); }

  /// The member `key`, or null where this is no map or has no such key.
  const Value& at(std::string_view key) const;
  /// The value at a dotted path such as `section_1.unit_name`, or null.
  const Value& find_path(std::string_view path) const;
  /// The text of member `key`, or `otherwise` where it is absent or no text.
  std::string text_or(std::string_view key, std::string_view otherwise = "") const;
  std::int64_t integer_or(std::string_view key, std::int64_t otherwise) const;
  bool bool_or(std::string_view key, bool otherwise) const;
  /// Makes a map of a null value, then sets the member.
  void set(std::string key, Value value);

  friend bool operator==(const Value&, const Value&) = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, std::string, List, Map> data_;
};

/// Limits of one JSON text; a request body uses the defaults.
struct JsonLimits {
  std::size_t depth = 32;
};

/// Reads one JSON text strictly.
/// Source: RFC 8259, RFC 8785 (I-JSON).
/// Errors: json.syntax, json.duplicate_key, json.not_an_integer (fractions, exponents, out of 64 bits), json.too_deep,
/// json.invalid_text (broken UTF-8, lone surrogate, U+0000).
Result<Value> parse_json(std::string_view text, JsonLimits limits = {});

/// Prints canonically: members sorted by UTF-16 code units, no white space, shortest escapes.
/// Source: RFC 8785.
std::string print_json(const Value& value);

/// The date as JSON carries it; null where there is none.
Value date_value(std::optional<Date> date);
/// The text as JSON carries it; null where there is none or nothing in it.
Value text_value(const std::optional<std::string>& text);
Value list_value(const std::vector<std::string>& texts);

}  // namespace zhidian::base
