#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "search/opensearch_server.hpp"

namespace zhidian::search {

/// What is kept beside an index, in one document of the index `zhidian-state`: how far it was fed, and who is feeding it just now.
struct FeedState {
  std::uint64_t feed = 0;
  std::string holder;                                   ///< empty: nobody
  std::uint64_t sequence_number = 0, primary_term = 0;  ///< of the document, for the next change
  bool is_there = false;
};

class OpenSearchState {
 public:
  OpenSearchState(const OpenSearchServer& server, std::string name) : server_(server), name_(std::move(name)) {}

  /// Errors: those of OpenSearchServer::ask, as below.
  base::Result<FeedState> read() const;
  /// Changes what was read; empty where another process changed it first.
  base::Result<std::optional<FeedState>> change(const FeedState& before, std::uint64_t feed, const std::string& holder) const;
  /// Takes the feed back to at most this number, whoever holds it: what was written behind it is fed again.
  base::Result<void> take_back(std::uint64_t feed) const;

 private:
  const OpenSearchServer& server_;
  std::string name_;
};

}  // namespace zhidian::search
