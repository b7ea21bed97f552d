#include <boost/json/basic_parser_impl.hpp>
#include <limits>

#include "base/text.hpp"
#include "base/value.hpp"

namespace zhidian::base {

namespace {

namespace json = boost::json;

/// Builds a Value from the parser's events; `refusal` holds the id of the first thing refused.
class Builder {
 public:
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

  std::string refusal, refused_key;
  Value take() { return std::move(root_); }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) { return open(Value::Map{}); }
  bool on_object_end(std::size_t, json::error_code& error) { return close(error); }
  bool on_array_begin(json::error_code&) { return open(Value::List{}); }
  bool on_array_end(std::size_t, json::error_code& error) { return close(error); }

  bool on_key_part(json::string_view part, std::size_t, json::error_code&) { return append(part); }
  bool on_key(json::string_view part, std::size_t, json::error_code& error) {
    append(part);
    if (text_.find('\0') != std::string::npos) return refuse_with("json.invalid_text", error);
    if (open_.back().value.as_map().contains(text_)) {
      refused_key = text_;
      return refuse_with("json.duplicate_key", error);
    }
    open_.back().key = std::exchange(text_, {});
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) { return append(part); }
  bool on_string(json::string_view part, std::size_t, json::error_code& error) {
    append(part);
    if (text_.find('\0') != std::string::npos) return refuse_with("json.invalid_text", error);
    return add(Value(std::exchange(text_, {})), error);
  }

  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t number, json::string_view, json::error_code& error) { return add(Value(number), error); }
  bool on_uint64(std::uint64_t, json::string_view, json::error_code& error) { return refuse_with("json.not_an_integer", error); }
  bool on_double(double, json::string_view, json::error_code& error) { return refuse_with("json.not_an_integer", error); }
  bool on_bool(bool value, json::error_code& error) { return add(Value(value), error); }
  bool on_null(json::error_code& error) { return add(Value(), error); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  struct Open {
    Value value;
    std::string key;
  };

  bool append(json::string_view part) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool open(Value value) {
    open_.push_back({std::move(value), {}});
    return true;
  }
  bool close(json::error_code& error) {
    Value value = std::move(open_.back().value);
    open_.pop_back();
    return add(std::move(value), error);
  }
  bool add(Value value, json::error_code&) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().value.is_list()) {
      open_.back().value.as_list().push_back(std::move(value));
    } else {
      open_.back().value.as_map().insert_or_assign(std::exchange(open_.back().key, {}), std::move(value));
    }
    return true;
  }
  bool refuse_with(std::string id, json::error_code& error) {
    refusal = std::move(id);
    error = json::error::syntax;
    return false;
  }

  std::vector<Open> open_;
  std::string text_;
  Value root_;
};

std::string refusal_of(const json::error_code& error) {
  if (error == json::error::too_deep) return "json.too_deep";
  if (error == json::error::illegal_leading_surrogate || error == json::error::illegal_trailing_surrogate ||
      error == json::error::expected_utf16_escape) {
    return "json.invalid_text";
  }
  if (error == json::error::exponent_overflow || error == json::error::not_exact) return "json.not_an_integer";
  return "json.syntax";
}

/// Near the end of a text the parser calls a lone leading surrogate a syntax error; so does an escape cut short.
bool is_after_leading_surrogate(std::string_view text, std::size_t read) {
  for (const std::size_t back : {6U, 7U}) {
    if (read < back) continue;
    const auto escape = text.substr(read - back, 4);
    if (escape.starts_with("\\u") && (escape[2] == 'd' || escape[2] == 'D') && std::string_view("89abAB").find(escape[3]) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

}  // namespace

Result<Value> parse_json(std::string_view text, JsonLimits limits) {
  if (!is_valid_utf8(text)) return refuse(ErrorCode::malformed, "json.invalid_text", {{"at", std::to_string(valid_utf8_length(text))}});
  json::parse_options options;
  options.max_depth = limits.depth;
  options.allow_invalid_utf8 = true;  // the text as a whole was looked through just now
  json::basic_parser<Builder> parser(options);
  json::error_code error;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  const Builder& builder = parser.handler();
  if (!builder.refusal.empty()) {
    return refuse(ErrorCode::malformed, builder.refusal, {{"at", std::to_string(read)}, {"key", builder.refused_key}});
  }
  if (error) {
    const bool is_text = is_after_leading_surrogate(text, read);
    return refuse(ErrorCode::malformed, is_text ? "json.invalid_text" : refusal_of(error), {{"at", std::to_string(read)}});
  }
  if (read < text.size()) return refuse(ErrorCode::malformed, "json.syntax", {{"at", std::to_string(read)}});
  return parser.handler().take();
}

}  // namespace zhidian::base
