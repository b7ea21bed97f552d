#include "audit/tree.hpp"

#include <array>
#include <bit>

namespace zhidian::audit {
namespace {

constexpr std::size_t hash_bytes_value = 32;

std::string hash_node(std::string_view left, std::string_view right) { return base::sha256({"\x01", left, right}); }

}  // namespace

std::optional<std::string> from_hex(std::string_view hex) {
  constexpr auto values = [] {
    std::array<signed char, 256> table{};
    table.fill(-1);
    for (int digit = 0; digit < 16; ++digit) table[static_cast<unsigned char>("0123456789abcdef"[digit])] = static_cast<signed char>(digit);
    return table;
  }();
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string bytes(hex.size() / 2, '\0');
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const int high = values[static_cast<unsigned char>(hex[2 * at])], low = values[static_cast<unsigned char>(hex[2 * at + 1])];
    if (high < 0 || low < 0) return std::nullopt;
    bytes[at] = static_cast<char>(high << 4 | low);
  }
  return bytes;
}

std::optional<Frontier> Frontier::parse(std::int64_t size, std::string_view text) {
  auto bytes = from_hex(text);
  if (size < 0 || !bytes) return std::nullopt;
  auto count = static_cast<std::size_t>(std::popcount(static_cast<std::uint64_t>(size)));
  if (bytes->size() != count * hash_bytes_value) return std::nullopt;
  Frontier frontier;
  frontier.size_ = size;
  for (std::size_t index = 0; index < count; ++index) frontier.nodes_.push_back(bytes->substr(index * hash_bytes_value, hash_bytes_value));
  return frontier;
}

std::string Frontier::print() const {
  std::string text;
  for (const auto& node : nodes_) text += base::to_hex(node);
  return text;
}

void Frontier::append(std::string leaf) {
  // Two complete subtrees of equal size become one: as the bits of the size carry when it grows by one.
  auto old_size = static_cast<std::uint64_t>(size_);
  for (int merges = std::countr_one(old_size); merges > 0; --merges) {
    leaf = hash_node(nodes_.back(), leaf);
    nodes_.pop_back();
  }
  nodes_.push_back(std::move(leaf));
  ++size_;
}

std::string Frontier::root() const {
  if (nodes_.empty()) return base::to_hex(base::sha256({""}));
  auto node = nodes_.rbegin();
  std::string root = *node;
  while (++node != nodes_.rend()) root = hash_node(*node, root);
  return base::to_hex(root);
}

std::string root_of(std::span<const std::string> leaves) {
  Frontier frontier;
  for (const auto& leaf : leaves) frontier.append(leaf);
  return *from_hex(frontier.root());
}

Hashes inclusion_path(std::span<const std::string> leaves, std::size_t index) {
  if (leaves.size() <= 1) return {};
  auto left = std::bit_floor(leaves.size() - 1);
  bool is_left = index < left;
  auto path = is_left ? inclusion_path(leaves.first(left), index) : inclusion_path(leaves.subspan(left), index - left);
  path.push_back(is_left ? root_of(leaves.subspan(left)) : root_of(leaves.first(left)));
  return path;
}

namespace {

/// `is_known`: whether the old root itself is the root of this part, so that it need not be said.
Hashes consistency_below(std::span<const std::string> leaves, std::size_t old_size, bool is_known) {
  if (old_size == leaves.size()) return is_known ? Hashes{} : Hashes{root_of(leaves)};
  auto left = std::bit_floor(leaves.size() - 1);
  bool is_left = old_size <= left;
  auto path = is_left ? consistency_below(leaves.first(left), old_size, is_known) : consistency_below(leaves.subspan(left), old_size - left, false);
  path.push_back(is_left ? root_of(leaves.subspan(left)) : root_of(leaves.first(left)));
  return path;
}

}  // namespace

Hashes consistency_path(std::span<const std::string> leaves, std::size_t old_size) {
  if (old_size == 0 || old_size > leaves.size()) return {};
  return consistency_below(leaves, old_size, true);
}

std::optional<std::string> follow_inclusion(std::string_view leaf, std::uint64_t index, std::uint64_t size, std::span<const std::string> path) {
  if (index >= size) return std::nullopt;
  auto here = index, last = size - 1;
  std::string root(leaf);
  for (const auto& node : path) {
    if (last == 0) return std::nullopt;
    if ((here & 1) != 0 || here == last) {
      root = hash_node(node, root);
      while ((here & 1) == 0 && here != 0) here >>= 1, last >>= 1;
    } else {
      root = hash_node(root, node);
    }
    here >>= 1;
    last >>= 1;
  }
  return last == 0 ? std::optional(root) : std::nullopt;
}

bool follow_consistency(std::uint64_t old_size, std::string_view old_root, std::uint64_t size, std::string_view root,
                        std::span<const std::string> path) {
  if (old_size == 0 || old_size > size) return false;
  if (old_size == size) return path.empty() && old_root == root;
  auto here = old_size - 1, last = size - 1;
  while ((here & 1) != 0) here >>= 1, last >>= 1;
  std::size_t next = 0;
  if (!std::has_single_bit(old_size) && path.empty()) return false;
  std::string grown_old = std::has_single_bit(old_size) ? std::string(old_root) : path[next++];
  std::string grown = grown_old;
  for (; next < path.size(); ++next) {
    if (last == 0) return false;
    if ((here & 1) != 0 || here == last) {
      grown_old = hash_node(path[next], grown_old);
      grown = hash_node(path[next], grown);
      while ((here & 1) == 0 && here != 0) here >>= 1, last >>= 1;
    } else {
      grown = hash_node(grown, path[next]);
    }
    here >>= 1;
    last >>= 1;
  }
  return last == 0 && grown_old == old_root && grown == root;
}

}  // namespace zhidian::audit
