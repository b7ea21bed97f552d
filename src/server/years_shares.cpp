#include "server/years_shares.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "rules/yaml.hpp"

namespace zhidian::server {

Shares::Shares(std::string_view yaml, base::Random& random) : random_(random) {
  std::vector<rules::Problem> problems;
  const rules::Node read = rules::read_yaml({"years.yaml", std::string(yaml)}, problems);
  if (!problems.empty()) throw std::logic_error("years.yaml cannot be read");
  for (const rules::Node::Member& group : read.members) {
    for (const rules::Node::Member& share : group.value.members) {
      const base::Value number = rules::to_value(share.value);
      const bool is_share = number.is_integer() && number.as_integer() >= 0 && number.as_integer() <= thousand;
      if (!is_share) throw std::logic_error(fmt::format("years.yaml: {}.{} is no share of a thousand", group.key, share.key));
      groups_[group.key].emplace_back(share.key, static_cast<int>(number.as_integer()));
    }
  }
}

const Shares::Group& Shares::group_of(std::string_view name) const {
  const auto found = groups_.find(name);
  if (found == groups_.end()) throw std::logic_error(fmt::format("years.yaml has no {}", name));
  return found->second;
}

const std::string& Shares::draw(std::string_view group) {
  const Group& shares = group_of(group);
  int left = below(std::accumulate(shares.begin(), shares.end(), 0, [](int sum, const auto& share) { return sum + share.second; }));
  for (const auto& [word, share] : shares) {
    if (left < share) return word;
    left -= share;
  }
  return shares.back().first;
}

int Shares::share_of(std::string_view group, std::string_view word) const {
  const Group& shares = group_of(group);
  const auto found = std::ranges::find(shares, word, &std::pair<std::string, int>::first);
  if (found == shares.end()) throw std::logic_error(fmt::format("years.yaml: {} has no {}", group, word));
  return found->second;
}

bool Shares::happens(std::string_view group, std::string_view word) { return below(thousand) < share_of(group, word); }

int Shares::between(int least, int most) { return least + below(most - least + 1); }

int Shares::below(int bound) {
  unsigned char bytes[4];
  random_.fill(bytes, sizeof bytes);
  std::uint32_t value = 0;
  for (const unsigned char byte : bytes) value = value << 8 | byte;
  return static_cast<int>(value % static_cast<std::uint32_t>(bound));
}

}  // namespace zhidian::server
