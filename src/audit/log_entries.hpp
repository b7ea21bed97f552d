#pragma once
#include <map>
#include <string>
#include <vector>

#include "audit/log.hpp"

namespace zhidian::audit {

/// What one row of the log shows about itself.
struct Entry {
  std::int64_t sequence = 0;
  std::string computed;       // leaf hash of the row as it stands
  std::string stored;         // leaf hash written beside it; empty where it is no hash
  bool is_leaf_sound = true;  // computed == stored
  bool is_personal_sound = true;
  std::int64_t original = 0;  // where a row that does not fit here would fit; 0 where nowhere
  std::string fields;         // kept of unsound rows only
};

/// The whole log, in the order of its sequence numbers. Memory: about 150 bytes a row.
std::vector<Entry> read_entries(storage::Connection& connection);

/// What the rows alone tell, and the leaves the tree was made of as far as they can be known.
struct RowFindings {
  std::vector<Finding> findings;
  std::map<std::int64_t, std::string> leaves;  // position → leaf hash
};
/// `size`: how many entries there should be, by head and checkpoints.
RowFindings judge_rows(std::vector<Entry> entries, std::int64_t size);

/// A finding with its sentences.
Finding make_finding(std::string kind, std::int64_t first, std::int64_t last);

}  // namespace zhidian::audit
