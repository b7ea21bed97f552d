#pragma once
#include <sqlite3.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "query/fold.hpp"

namespace zhidian::search {

/// Stands between the values of one field in one text: no phrase crosses it.
constexpr char value_border = '\x1f';

/// How many tokens the texts had that this connection indexed since it was cleared, in their order.
using TokenCounts = std::vector<std::uint32_t>;

/// Makes the tokenizer "zhidian_units" known to a connection. One token for each unit of query::units, at its place, so that distances are
/// those of units: a Han character together with the one after it, the last of a run by itself, a run of letters or digits as it is.
/// In a query the last Han character of a run of two or more is left out: the pair before it has found it.
/// `counts` outlives the connection. Returns SQLITE_OK or why not.
int register_tokenizer(sqlite3* connection, TokenCounts& counts);

/// The FTS5 interface of a connection, or null where SQLite was built without it.
fts5_api* fts5_interface(sqlite3* connection);

/// Whether a phrase of these units is asked for as the beginning of its last token: its last character stands by itself.
bool ends_in_single_character(const std::vector<query::Unit>& units);

}  // namespace zhidian::search
