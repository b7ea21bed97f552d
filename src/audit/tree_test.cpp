#include "audit/tree.hpp"

#include <gtest/gtest.h>

namespace zhidian::audit {
namespace {

/// The definition itself, recursively. Source: RFC 6962 section 2.1.
std::string root_by_definition(const std::vector<std::string>& leaves) {
  if (leaves.empty()) return hash_bytes("");
  if (leaves.size() == 1) return leaves[0];
  std::size_t half = 1;
  while (half * 2 < leaves.size()) half *= 2;
  auto middle = leaves.begin() + static_cast<std::ptrdiff_t>(half);
  return hash_bytes("\x01" + root_by_definition({leaves.begin(), middle}) + root_by_definition({middle, leaves.end()}));
}

TEST(Tree, HasTheRootsOfTheStandardsTestVectors) {
  // The eight inputs and roots published with the reference implementation of RFC 6962.
  const std::vector<std::pair<std::string, std::string>> vectors{
      {"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
      {"00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
      {"10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
      {"2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"},
      {"3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
      {"40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"},
      {"5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
      {"606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"}};
  Frontier frontier;
  EXPECT_EQ(frontier.root(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (const auto& [input, root] : vectors) {
    frontier.append(hash_leaf(*from_hex(input)));
    EXPECT_EQ(frontier.root(), root);
  }
}

TEST(Tree, AgreesWithTheDefinitionAtEverySize) {
  Frontier frontier;
  std::vector<std::string> leaves;
  for (int number = 0; number < 130; ++number) {
    EXPECT_EQ(frontier.root(), to_hex(root_by_definition(leaves)));
    auto read = Frontier::parse(frontier.size(), frontier.print());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->root(), frontier.root());
    leaves.push_back(hash_leaf(std::to_string(number)));
    frontier.append(leaves.back());
  }
}

TEST(Tree, RefusesWhatIsNoFrontierOfThatSize) {
  EXPECT_FALSE(Frontier::parse(1, ""));
  EXPECT_FALSE(Frontier::parse(0, std::string(64, 'a')));
  EXPECT_FALSE(Frontier::parse(2, std::string(128, 'a')));
  EXPECT_FALSE(Frontier::parse(1, std::string(64, 'g')));
  EXPECT_FALSE(Frontier::parse(1, std::string(64, 'A')));
  EXPECT_FALSE(Frontier::parse(-1, std::string(64, 'a')));
  EXPECT_FALSE(from_hex("abc"));
}

}  // namespace
}  // namespace zhidian::audit
