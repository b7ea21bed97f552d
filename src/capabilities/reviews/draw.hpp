#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"

/// The draw of a panel: pure functions that anyone can run again. The order of events makes it fair: pool and algorithm are
/// committed first, then two persons of different offices commit a secret value each, then both reveal.
namespace zhidian::reviews {

inline constexpr std::string_view draw_algorithm = "sha256-order@1";
inline constexpr std::string_view draw_kind = "zhidian-draw@1";

/// SHA-256 over the canonical JSON of the pool: panel size, offices of the seed holders, members with the reasons that exclude them.
std::string hash_pool(const base::Value& pool);
/// What a seed holder commits: the hash binds the value to this draw, attempt and holder (1 or 2).
std::string hash_draw_value(std::string_view review_id, std::int64_t attempt, std::int64_t position, std::string_view value);
/// The seed both values make together; known to nobody before both are revealed.
std::string make_seed(std::string_view pool_hash, std::string_view first_value, std::string_view second_value);
/// A value or a commitment is 64 lower-case hex digits.
bool is_draw_hex(std::string_view text);
/// The members of a pool nothing excludes, in the order of the pool.
std::vector<std::string> list_eligible(const base::Value& pool);
/// Every eligible member in the order of SHA-256(seed ‖ line feed ‖ id): the first ones sit, the next ones replace.
std::vector<std::string> order_members(std::string_view seed, const std::vector<std::string>& eligible);

/// What does not agree in a draw document, where.
struct DrawFinding {
  std::string kind;  // shape, pool, commitment, sequence, seed, order, panel, replacement, restart
  std::string path;
  std::string text_zh, text_en;
};
/// Runs the whole document again: pool hashes, commitments against values, seeds, orders, panels, replacements, that in the log the
/// pool stands before the commitments and these before the values, and that a draw began again only where it may. Empty: all agrees.
std::vector<DrawFinding> replay_draw(const base::Value& document);

}  // namespace zhidian::reviews
