#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"

namespace zhidian::server {

constexpr int thousand = 1000;

/// How often what happens in a simulated province, out of a thousand, as years.yaml says; the seeded source decides.
class Shares {
 public:
  /// A file that is not as it should be is a broken program and throws.
  Shares(std::string_view yaml, base::Random& random);
  /// One word of the group, each as often as its share of the group's sum.
  const std::string& draw(std::string_view group);
  /// Whether what happens to so many of a thousand happens now.
  bool happens(std::string_view group, std::string_view word);
  int share_of(std::string_view group, std::string_view word) const;
  /// At least `least`, at most `most`.
  int between(int least, int most);

 private:
  using Group = std::vector<std::pair<std::string, int>>;
  const Group& group_of(std::string_view name) const;
  int below(int bound);

  std::map<std::string, Group, std::less<>> groups_;
  base::Random& random_;
};

}  // namespace zhidian::server
