#include "capabilities/reviews/draw.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/id.hpp"

namespace zhidian::reviews {

using base::Value;

std::string hash_pool(const Value& pool) { return base::sha256_hex(base::print_json(pool)); }

std::string hash_draw_value(std::string_view review_id, std::int64_t attempt, std::int64_t position, std::string_view value) {
  return base::sha256_hex(fmt::format("zhidian-draw-value\n{}\n{}\n{}\n{}", review_id, attempt, position, value));
}

std::string make_seed(std::string_view pool_hash, std::string_view first_value, std::string_view second_value) {
  return base::sha256_hex(fmt::format("zhidian-draw-seed\n{}\n{}\n{}", pool_hash, first_value, second_value));
}

bool is_draw_hex(std::string_view text) {
  return text.size() == 64 && std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::vector<std::string> list_eligible(const Value& pool) {
  std::vector<std::string> eligible;
  if (!pool.at("members").is_list()) return eligible;
  for (const Value& member : pool.at("members").as_list()) {
    const Value& reasons = member.at("excluded_for");
    if (reasons.is_list() && reasons.as_list().empty()) eligible.push_back(member.text_or("id"));
  }
  return eligible;
}

std::vector<std::string> order_members(std::string_view seed, const std::vector<std::string>& eligible) {
  std::vector<std::pair<std::string, std::string>> keyed;
  keyed.reserve(eligible.size());
  std::string text(seed);
  text += '\n';
  const std::size_t prefix = text.size();
  for (const std::string& id : eligible) {
    text.resize(prefix);
    text += id;
    keyed.emplace_back(base::sha256_hex(text), id);
  }
  std::ranges::sort(keyed);
  std::vector<std::string> order;
  order.reserve(keyed.size());
  for (auto& [key, id] : keyed) order.push_back(std::move(id));
  return order;
}

}  // namespace zhidian::reviews
