#include "search/fts5_tokenizer.hpp"

#include <algorithm>
#include <exception>

namespace zhidian::search {
namespace {

using TakeToken = int (*)(void*, int, const char*, int, int, int);

void add_token(TextTokens& tokens, std::string_view first, std::string_view second = {}) {
  tokens.bytes += first;
  tokens.bytes += second;
  tokens.ends.push_back(static_cast<std::uint32_t>(tokens.bytes.size()));
}

void add_value(TextTokens& tokens, std::string_view value, bool is_query) {
  const auto units = query::units(value);
  for (std::size_t index = 0; index < units.size(); ++index) {
    const query::Unit& unit = units[index];
    const bool is_last = index + 1 == units.size();
    if (is_query && is_last && index > 0 && unit.is_single && units[index - 1].is_single) break;
    const bool is_pair = unit.is_single && !is_last && units[index + 1].is_single;
    add_token(tokens, unit.text, is_pair ? std::string_view(units[index + 1].text) : std::string_view());
    ++tokens.units;
  }
}

/// Hands over the tokens. Where they stand in the text nobody asks for. Returns SQLITE_OK or what FTS5 answered.
int hand_over(const TextTokens& tokens, void* context, TakeToken take) {
  std::uint32_t begin = 0;
  for (const std::uint32_t end : tokens.ends) {
    if (const int code = take(context, 0, tokens.bytes.data() + begin, static_cast<int>(end - begin), 0, 0); code != SQLITE_OK) return code;
    begin = end;
  }
  return SQLITE_OK;
}

int tokenize(Fts5Tokenizer* self, void* context, int flags, const char* bytes, int size, TakeToken take) try {
  auto& ready = *reinterpret_cast<ReadyTokens*>(self);
  const std::string_view text(bytes, static_cast<std::size_t>(size));
  if ((flags & FTS5_TOKENIZE_DOCUMENT) == 0 || ready.texts.empty())
    return hand_over(make_tokens(text, (flags & FTS5_TOKENIZE_QUERY) != 0), context, take);
  if (ready.next >= ready.texts.size() || ready.texts[ready.next].text_size != text.size()) return SQLITE_ERROR;  // of another text
  return hand_over(ready.texts[ready.next++], context, take);
} catch (const std::bad_alloc&) {
  return SQLITE_NOMEM;
} catch (const std::exception&) {
  return SQLITE_ERROR;
}

int create(void* ready, const char** /*arguments*/, int /*count*/, Fts5Tokenizer** out) {
  *out = static_cast<Fts5Tokenizer*>(ready);
  return SQLITE_OK;
}

void destroy(Fts5Tokenizer* /*self*/) {}

}  // namespace

TextTokens make_tokens(std::string_view text, bool is_query) {
  TextTokens tokens;
  tokens.text_size = text.size();
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(value_border, begin), text.size());
    add_value(tokens, text.substr(begin, end - begin), is_query);
    if (end < text.size()) add_token(tokens, {&value_border, 1});
    begin = end + 1;
  }
  return tokens;
}

fts5_api* fts5_interface(sqlite3* connection) {
  fts5_api* found = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) != SQLITE_OK) return nullptr;
  sqlite3_bind_pointer(statement, 1, static_cast<void*>(&found), "fts5_api_ptr", nullptr);
  sqlite3_step(statement);
  sqlite3_finalize(statement);
  return found;
}

int register_tokenizer(sqlite3* connection, ReadyTokens& ready) {
  fts5_api* interface = fts5_interface(connection);
  if (!interface) return SQLITE_ERROR;
  fts5_tokenizer functions{create, destroy, tokenize};
  return interface->xCreateTokenizer(interface, "zhidian_units", &ready, &functions, nullptr);
}

bool ends_in_single_character(const std::vector<query::Unit>& units) {
  return !units.empty() && units.back().is_single && (units.size() == 1 || !units[units.size() - 2].is_single);
}

}  // namespace zhidian::search
