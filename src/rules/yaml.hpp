#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "rules/library.hpp"

namespace zhidian::rules {

/// One node of a YAML file as it was written: scalars stay text, so `on`, `010` and `1.0` mean nothing by themselves.
struct Node {
  enum class Kind { null, scalar, list, map };
  Kind kind = Kind::null;
  int line = 0;
  std::string scalar;
  bool is_quoted = false;
  std::vector<Node> items;
  struct Member;
  std::vector<Member> members;  // in the order of the file
  /// The member `key`, or nothing.
  const Node* find(std::string_view key) const;
};

struct Node::Member {
  std::string key;
  Node value;
};

/// Reads one YAML document strictly: duplicate keys, aliases, tags, several documents, deep nesting, hidden characters
/// and keys that are no plain scalars are problems. Returns what could be read.
Node read_yaml(const SourceFile& file, std::vector<Problem>& problems);

/// Whether every item of the list has an `id`.
bool is_keyed(const Node& list);

/// Lays `over` on `under`: maps member by member, lists whose items have an `id` item by item, everything else replaces.
Node lay_over(const Node& under, const Node& over);

/// The value a plain scalar stands for: quoted → text; unquoted true, false and whole numbers → boolean and integer; else text.
base::Value to_value(const Node& node);

/// The same content always as the same text, for hashes: scalars as text, members sorted.
std::string canonical_text(const Node& node);

}  // namespace zhidian::rules
