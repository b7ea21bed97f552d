#pragma once
#include <sqlite3.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/fold.hpp"

namespace zhidian::search {

/// Stands between the values of one field in one text: no phrase crosses it.
constexpr char value_border = '\x1f';

/// The tokens of a text, one after another, and how many units they are: a border between two values is a token, no unit.
struct TextTokens {
  std::string bytes;
  std::vector<std::uint32_t> ends;
  std::uint32_t units = 0;
  std::size_t text_size = 0;  ///< in bytes, of the text they were made of
};
/// One token for each unit of query::units, at its place, so that distances are those of units: a Han character together with the one after it,
/// the last of a run by itself, a run of letters or digits as it is. In a query the last Han character of a run of two or more is left out: the
/// pair before it has found it.
TextTokens make_tokens(std::string_view text, bool is_query);

/// The tokens of the texts that are indexed next, made before; empty: the tokenizer makes them.
struct ReadyTokens {
  std::span<const TextTokens> texts;
  std::size_t next = 0;
};

/// Makes the tokenizer "zhidian_units" (make_tokens) known to a connection. `ready` outlives the connection. Returns SQLITE_OK or why not.
int register_tokenizer(sqlite3* connection, ReadyTokens& ready);

/// The FTS5 interface of a connection, or null where SQLite was built without it.
fts5_api* fts5_interface(sqlite3* connection);

/// Whether a phrase of these units is asked for as the beginning of its last token: its last character stands by itself.
bool ends_in_single_character(const std::vector<query::Unit>& units);

}  // namespace zhidian::search
