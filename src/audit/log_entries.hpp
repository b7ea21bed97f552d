#pragma once
#include <memory>
#include <string>
#include <vector>

#include "audit/log.hpp"

namespace zhidian::audit {

/// What is kept of a row whose leaf hash does not fit it: that of the row as it stands, and the fields it covers.
struct Damage {
  std::string computed, fields;
};

/// What one row of the log shows about itself.
struct Entry {
  std::int64_t sequence = 0;
  std::string stored;         // leaf hash written beside it; empty where it is no hash
  bool is_leaf_sound = true;  // computed == stored
  bool is_personal_sound = true;
  std::int64_t original = 0;       // where a row that does not fit here would fit; 0 where nowhere
  std::unique_ptr<Damage> damage;  // of an unsound row only
};

/// The whole log, in the order of its sequence numbers. Memory: about 110 bytes a row.
std::vector<Entry> read_entries(storage::Connection& connection);

struct Leaf {
  std::int64_t place = 0;
  std::string hash;
};

/// What the rows alone tell, and the leaves the tree was made of as far as they can be known.
struct RowFindings {
  std::vector<Finding> findings;
  std::vector<Leaf> leaves;  // sorted by place
};
/// `size`: how many entries there should be, by head and checkpoints.
RowFindings judge_rows(std::vector<Entry> entries, std::int64_t size);

/// A finding with its sentences.
Finding make_finding(std::string kind, std::int64_t first, std::int64_t last);

}  // namespace zhidian::audit
