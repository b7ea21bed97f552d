#include <fmt/format.h>

#include <algorithm>

#include "query/cql.hpp"

namespace zhidian::query {

namespace {

std::string in_cql_quotes(std::string_view text, bool is_prefix = false) {
  std::string out = "\"";
  for (const char character : text) {
    if (std::string_view("\"\\*?^").find(character) != std::string_view::npos) out += '\\';
    out += character;
  }
  return out + (is_prefix ? "*\"" : "\"");
}

class CqlPrinter {
 public:
  std::string print(const Query& query) const {
    switch (query.kind) {
      case Kind::everything: return "cql.allRecords = 1";
      case Kind::all: return list(query, " and ");
      case Kind::any: return list(query, " or ");
      case Kind::none: return "cql.allRecords = 1 not " + operand(query.parts.front());
      case Kind::near: return distance(query, "unordered");
      case Kind::before: return distance(query, "ordered");
      case Kind::range: return range(query);
      default: return values(query);
    }
  }

 private:
  std::string operand(const Query& query) const {
    const bool is_one = query.kind == Kind::everything || query.kind == Kind::words || query.kind == Kind::prefix || query.kind == Kind::range ||
                        ((query.kind == Kind::exact || query.kind == Kind::under) && query.text.size() == 1);
    const bool is_between = query.kind == Kind::range && !query.low.empty() && !query.high.empty();
    return is_one && !is_between ? print(query) : '(' + print(query) + ')';
  }

  std::string list(const Query& query, std::string_view separator) const {
    std::string text;
    for (const Query& part : query.parts) {
      const bool is_without = !text.empty() && query.kind == Kind::all && part.kind == Kind::none;
      if (!text.empty()) text += is_without ? " not " : separator;
      text += operand(is_without ? part.parts.front() : part);
    }
    return text;
  }

  static std::string clause(const std::string& field, std::string_view relation, const std::string& term) {
    return field.empty() ? term : fmt::format("{} {} {}", field, relation, term);
  }

  static std::string distance(const Query& query, std::string_view order) {
    std::string text;
    for (const std::string& one : query.text) {
      if (!text.empty()) text += fmt::format(" prox/unit=word/distance<={}/{} ", query.distance + 1, order);
      text += clause(query.field, "=", in_cql_quotes(one));
    }
    return text;
  }

  static std::string range(const Query& query) {
    if (query.low == query.high) return clause(query.field, "=", in_cql_quotes(query.low));
    if (query.low.empty()) return clause(query.field, "<=", in_cql_quotes(query.high));
    if (query.high.empty()) return clause(query.field, ">=", in_cql_quotes(query.low));
    return clause(query.field, "within", in_cql_quotes(query.low + ' ' + query.high));
  }

  std::string values(const Query& query) const {
    std::string text;
    for (const std::string& one : query.text) {
      if (!text.empty()) text += " or ";
      text += clause(query.field, query.kind == Kind::exact ? "==" : "=", in_cql_quotes(one, query.kind == Kind::prefix));
    }
    return text;
  }
};

}  // namespace

std::string print_cql(const Query& query) { return CqlPrinter().print(query); }

}  // namespace zhidian::query
