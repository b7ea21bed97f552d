#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"

namespace zhidian::audit {

/// Empty where the text is not lower-case hex of whole bytes.
std::optional<std::string> from_hex(std::string_view hex);

/// The right edge of a Merkle tree: the roots of its complete subtrees, largest first. It alone is needed to append
/// and to tell the root. Source: RFC 6962 section 2.1.
class Frontier {
 public:
  Frontier() = default;
  /// What print() wrote. Empty where it is no frontier of a tree of that size.
  static std::optional<Frontier> parse(std::int64_t size, std::string_view text);
  std::string print() const;

  /// `leaf`: the 32 bytes of a leaf hash.
  void append(std::string leaf);
  std::int64_t size() const { return size_; }
  /// The root as hex.
  std::string root() const;

 private:
  std::int64_t size_ = 0;
  std::vector<std::string> nodes_;
};

/// What stands before the bytes of a leaf. Source: RFC 6962 section 2.1.
constexpr std::string_view leaf_mark("\0", 1);
inline std::string hash_leaf(std::string_view bytes) { return base::sha256({leaf_mark, bytes}); }

/// Hashes as 32 bytes each. Source: RFC 6962 section 2.1.
using Hashes = std::vector<std::string>;
/// The root of the tree over these leaves.
std::string root_of(std::span<const std::string> leaves);
/// What shows that the leaf at `index` (from 0) stands under the root of these leaves. Source: RFC 6962 section 2.1.1.
Hashes inclusion_path(std::span<const std::string> leaves, std::size_t index);
/// What shows that the tree over the first `old_size` leaves is a beginning of the tree over all. Source: RFC 6962 section 2.1.2.
Hashes consistency_path(std::span<const std::string> leaves, std::size_t old_size);
/// The root this leaf and path lead to, or empty where the path does not fit the place. Source: RFC 9162 section 2.1.3.2.
std::optional<std::string> follow_inclusion(std::string_view leaf, std::uint64_t index, std::uint64_t size, std::span<const std::string> path);
/// Whether the path leads from one root to the other. Source: RFC 9162 section 2.1.4.2.
bool follow_consistency(std::uint64_t old_size, std::string_view old_root, std::uint64_t size, std::string_view root,
                        std::span<const std::string> path);

}  // namespace zhidian::audit
