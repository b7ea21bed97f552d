#include "audit/tree.hpp"

#include <gtest/gtest.h>

namespace zhidian::audit {
namespace {

/// The definition itself, recursively. Source: RFC 6962 section 2.1.
std::string root_by_definition(const std::vector<std::string>& leaves) {
  if (leaves.empty()) return base::sha256({""});
  if (leaves.size() == 1) return leaves[0];
  std::size_t half = 1;
  while (half * 2 < leaves.size()) half *= 2;
  auto middle = leaves.begin() + static_cast<std::ptrdiff_t>(half);
  return base::sha256({"\x01", root_by_definition({leaves.begin(), middle}), root_by_definition({middle, leaves.end()})});
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
    EXPECT_EQ(frontier.root(), base::to_hex(root_by_definition(leaves)));
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

Hashes numbered_leaves(std::size_t count) {
  Hashes leaves;
  for (std::size_t number = 0; number < count; ++number) leaves.push_back(hash_leaf(std::to_string(number)));
  return leaves;
}

TEST(Tree, ShowsEveryLeafUnderTheRootOfEverySize) {
  auto leaves = numbered_leaves(70);
  for (std::size_t size = 1; size <= leaves.size(); ++size) {
    std::span<const std::string> tree(leaves.data(), size);
    for (std::size_t index = 0; index < size; ++index) {
      auto path = inclusion_path(tree, index);
      EXPECT_EQ(follow_inclusion(leaves[index], index, size, path), root_of(tree)) << index << " of " << size;
      EXPECT_NE(follow_inclusion(hash_leaf("other"), index, size, path), root_of(tree));
      if (path.empty()) continue;
      EXPECT_FALSE(follow_inclusion(leaves[index], index, size, std::span(path).first(path.size() - 1)) == root_of(tree));
      path.push_back(leaves[0]);
      EXPECT_FALSE(follow_inclusion(leaves[index], index, size, path)) << "a path that is too long";
    }
    EXPECT_FALSE(follow_inclusion(leaves[0], size, size, {}));
  }
}

TEST(Tree, ShowsThatEverySizeBeginsEveryLaterOne) {
  auto leaves = numbered_leaves(70);
  for (std::size_t size = 1; size <= leaves.size(); ++size) {
    std::span<const std::string> tree(leaves.data(), size);
    for (std::size_t old_size = 1; old_size <= size; ++old_size) {
      auto path = consistency_path(tree, old_size);
      auto old_root = root_of(tree.first(old_size)), root = root_of(tree);
      EXPECT_TRUE(follow_consistency(old_size, old_root, size, root, path)) << old_size << " in " << size;
      EXPECT_FALSE(follow_consistency(old_size, hash_leaf("other"), size, root, path));
      EXPECT_FALSE(follow_consistency(old_size, old_root, size, hash_leaf("other"), path));
      path.push_back(leaves[0]);
      EXPECT_FALSE(follow_consistency(old_size, old_root, size, root, path));
    }
  }
  EXPECT_FALSE(follow_consistency(0, "", 5, root_of(std::span(leaves).first(5)), {}));
}

}  // namespace
}  // namespace zhidian::audit
