#include "search/fts5_tokenizer.hpp"

#include <exception>
#include <string>

namespace zhidian::search {
namespace {

struct Tokenizer {
  TokenCounts* counts;
  std::string token;
};

using TakeToken = int (*)(void*, int, const char*, int, int, int);

/// Hands over the tokens of one value. Returns SQLITE_OK or what FTS5 answered.
int tokenize_value(Tokenizer& tokenizer, std::string_view value, std::size_t offset, bool is_query, std::uint32_t& count, void* context,
                   TakeToken take) {
  const auto units = query::units(value);
  for (std::size_t index = 0; index < units.size(); ++index) {
    const query::Unit& unit = units[index];
    const bool is_last = index + 1 == units.size();
    if (is_query && is_last && index > 0 && unit.is_single && units[index - 1].is_single) break;
    tokenizer.token = unit.text;
    if (unit.is_single && !is_last && units[index + 1].is_single) tokenizer.token += units[index + 1].text;
    const int code = take(context, 0, tokenizer.token.data(), static_cast<int>(tokenizer.token.size()), static_cast<int>(offset + unit.at.begin),
                          static_cast<int>(offset + unit.at.end));
    if (code != SQLITE_OK) return code;
    ++count;
  }
  return SQLITE_OK;
}

int tokenize(Fts5Tokenizer* self, void* context, int flags, const char* bytes, int size, TakeToken take) try {
  auto& tokenizer = *reinterpret_cast<Tokenizer*>(self);
  const std::string_view text(bytes, static_cast<std::size_t>(size));
  std::uint32_t count = 0;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(value_border, begin), text.size());
    const bool is_query = (flags & FTS5_TOKENIZE_QUERY) != 0;
    int code = tokenize_value(tokenizer, text.substr(begin, end - begin), begin, is_query, count, context, take);
    if (code == SQLITE_OK && end < text.size()) code = take(context, 0, &value_border, 1, static_cast<int>(end), static_cast<int>(end + 1));
    if (code != SQLITE_OK) return code;
    begin = end + 1;
  }
  if ((flags & FTS5_TOKENIZE_DOCUMENT) != 0) tokenizer.counts->push_back(count);
  return SQLITE_OK;
} catch (const std::bad_alloc&) {
  return SQLITE_NOMEM;
} catch (const std::exception&) {
  return SQLITE_ERROR;
}

int create(void* counts, const char** /*arguments*/, int /*count*/, Fts5Tokenizer** out) {
  *out = reinterpret_cast<Fts5Tokenizer*>(new Tokenizer{static_cast<TokenCounts*>(counts), {}});
  return SQLITE_OK;
}

void destroy(Fts5Tokenizer* self) { delete reinterpret_cast<Tokenizer*>(self); }

}  // namespace

fts5_api* fts5_interface(sqlite3* connection) {
  fts5_api* found = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) != SQLITE_OK) return nullptr;
  sqlite3_bind_pointer(statement, 1, static_cast<void*>(&found), "fts5_api_ptr", nullptr);
  sqlite3_step(statement);
  sqlite3_finalize(statement);
  return found;
}

int register_tokenizer(sqlite3* connection, TokenCounts& counts) {
  fts5_api* interface = fts5_interface(connection);
  if (!interface) return SQLITE_ERROR;
  fts5_tokenizer functions{create, destroy, tokenize};
  return interface->xCreateTokenizer(interface, "zhidian_units", &counts, &functions, nullptr);
}

bool ends_in_single_character(const std::vector<query::Unit>& units) {
  return !units.empty() && units.back().is_single && (units.size() == 1 || !units[units.size() - 2].is_single);
}

}  // namespace zhidian::search
