#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zhidian::audit {

/// SHA-256 as 32 bytes.
std::string hash_bytes(std::string_view bytes);
std::string to_hex(std::string_view bytes);
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

/// SHA-256(0x00 ‖ bytes), as 32 bytes.
std::string hash_leaf(std::string_view bytes);

}  // namespace zhidian::audit
