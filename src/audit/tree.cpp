#include "audit/tree.hpp"

#include <openssl/sha.h>

#include <bit>

namespace zhidian::audit {
namespace {

constexpr std::size_t hash_bytes_value = 32;

std::string hash_node(std::string_view left, std::string_view right) {
  std::string bytes(1, '\x01');
  bytes += left;
  bytes += right;
  return hash_bytes(bytes);
}

}  // namespace

std::string hash_bytes(std::string_view bytes) {
  std::string digest(hash_bytes_value, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

std::string hash_leaf(std::string_view bytes) {
  std::string tagged(1, '\0');
  tagged += bytes;
  return hash_bytes(tagged);
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (char byte : bytes) {
    auto value = static_cast<unsigned char>(byte);
    hex.push_back(digits[value >> 4]);
    hex.push_back(digits[value & 15]);
  }
  return hex;
}

std::optional<std::string> from_hex(std::string_view hex) {
  constexpr std::string_view digits = "0123456789abcdef";
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t at = 0; at < hex.size(); at += 2) {
    auto high = digits.find(hex[at]), low = digits.find(hex[at + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    bytes.push_back(static_cast<char>(high << 4 | low));
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
  for (const auto& node : nodes_) text += to_hex(node);
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
  if (nodes_.empty()) return to_hex(hash_bytes(""));
  auto node = nodes_.rbegin();
  std::string root = *node;
  while (++node != nodes_.rend()) root = hash_node(*node, root);
  return to_hex(root);
}

}  // namespace zhidian::audit
