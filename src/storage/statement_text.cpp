#include "storage/statement_text.hpp"

#include "base/text.hpp"

namespace zhidian::storage {
namespace {

/// Where the quoted text or comment that begins at `start` ends; `start` itself where none begins.
std::size_t skip_opaque(std::string_view sql, std::size_t start) {
  auto past = [&](std::string_view closing, std::size_t from) {
    auto found = sql.find(closing, from);
    return found == std::string_view::npos ? sql.size() : found + closing.size();
  };
  auto rest = sql.substr(start);
  if (rest.starts_with("'")) return past("'", start + 1);  // '' inside is two neighbouring texts: the same for us
  if (rest.starts_with("\"")) return past("\"", start + 1);
  if (rest.starts_with("--")) return past("\n", start + 2);
  if (rest.starts_with("/*")) return past("*/", start + 2);
  return start;
}

bool is_space(char character) { return character == ' ' || (character >= '\t' && character <= '\r'); }

/// True where there is more than white space and comments.
bool has_words(std::string_view sql) {
  for (std::size_t at = 0; at < sql.size();) {
    bool is_comment = sql.substr(at).starts_with("--") || sql.substr(at).starts_with("/*");
    if (is_comment) {
      at = skip_opaque(sql, at);
    } else if (is_space(sql[at])) {
      ++at;
    } else {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string number_parameters(std::string_view sql) {
  std::string out;
  out.reserve(sql.size());
  for (std::size_t at = 0; at < sql.size();) {
    if (auto end = skip_opaque(sql, at); end != at) {
      out.append(sql.substr(at, end - at));
      at = end;
      continue;
    }
    bool is_parameter = sql[at] == '$' && at + 1 < sql.size() && base::is_digit(sql[at + 1]);
    out.push_back(is_parameter ? '?' : sql[at]);
    ++at;
  }
  return out;
}

std::vector<std::string> split_statements(std::string_view sql) {
  std::vector<std::string> statements;
  std::size_t begin = 0;
  auto take = [&](std::size_t end) {
    auto statement = sql.substr(begin, end - begin);
    if (has_words(statement)) statements.emplace_back(statement);
    begin = end + 1;
  };
  for (std::size_t at = 0; at < sql.size();) {
    if (auto end = skip_opaque(sql, at); end != at) {
      at = end;
      continue;
    }
    if (sql[at] == ';') take(at);
    ++at;
  }
  if (begin < sql.size()) take(sql.size());
  return statements;
}

std::string quote_identifier(std::string_view name) {
  std::string out = "\"";
  for (char character : name) {
    if (character == '"') out.push_back('"');
    out.push_back(character);
  }
  return out + '"';
}

}  // namespace zhidian::storage
