#include "base/value.hpp"

#include <charconv>

namespace zhidian::base {

namespace {

const Value& null_value() {
  static const Value null;
  return null;
}

const Value& item_of(const Value& list, std::string_view index_text) {
  std::size_t index = 0;
  const char* end = index_text.data() + index_text.size();
  const auto [position, error] = std::from_chars(index_text.data(), end, index);
  if (error != std::errc{} || position != end || index >= list.as_list().size()) return null_value();
  return list.as_list()[index];
}

}  // namespace

const Value& Value::at(std::string_view key) const {
  if (!is_map()) return null_value();
  const auto member = as_map().find(key);
  return member == as_map().end() ? null_value() : member->second;
}

const Value& Value::find_path(std::string_view path) const {
  const Value* current = this;
  while (!path.empty()) {
    const auto dot = path.find('.');
    const auto step = path.substr(0, dot);
    current = current->is_list() ? &item_of(*current, step) : &current->at(step);
    path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
  }
  return *current;
}

std::string Value::text_or(std::string_view key, std::string_view otherwise) const {
  const Value& member = at(key);
  return member.is_text() ? member.as_text() : std::string(otherwise);
}

std::int64_t Value::integer_or(std::string_view key, std::int64_t otherwise) const {
  const Value& member = at(key);
  return member.is_integer() ? member.as_integer() : otherwise;
}

bool Value::bool_or(std::string_view key, bool otherwise) const {
  const Value& member = at(key);
  return member.is_bool() ? member.as_bool() : otherwise;
}

void Value::set(std::string key, Value value) {
  if (is_null()) data_ = Map{};
  as_map().insert_or_assign(std::move(key), std::move(value));
}

Value date_value(std::optional<Date> date) { return date ? Value(print_date(*date)) : Value(); }
Value text_value(const std::optional<std::string>& text) { return text && !text->empty() ? Value(*text) : Value(); }
Value list_value(const std::vector<std::string>& texts) { return Value::List(texts.begin(), texts.end()); }

}  // namespace zhidian::base
