#include "base/id.hpp"

#include <gtest/gtest.h>

#include <set>

namespace zhidian::base {
namespace {

const Instant noon = parse_instant("2024-10-08T04:00:00.000Z").value();

TEST(Id, IsAUuidOfVersionSeven) {
  const auto random = make_system_random();
  const std::string id = make_id(noon, *random);
  EXPECT_TRUE(is_id(id)) << id;
  EXPECT_EQ(id.substr(0, 15), "01926a48-aa00-7") << id;
  EXPECT_LT(id, make_id(noon + std::chrono::milliseconds{1}, *random));
}

TEST(Id, RefusesOtherTexts) {
  for (const char* text : {"", "0192693d-2a00-7000-8000-00000000000", "0192693D-2A00-7000-8000-000000000000", "0192693d-2a00-4000-8000-000000000000",
                           "0192693d-2a00-7000-c000-000000000000", "0192693d_2a00-7000-8000-000000000000", "0192693d-2a00-7000-8000-00000000000g"}) {
    EXPECT_FALSE(is_id(text)) << text;
  }
}

TEST(SeededRandom, RepeatsItself) {
  const auto first = make_seeded_random(7), second = make_seeded_random(7), other = make_seeded_random(8);
  const std::string token = make_token(*first);
  EXPECT_EQ(token.size(), 64U);
  EXPECT_EQ(token, make_token(*second));
  EXPECT_NE(token, make_token(*other));
  EXPECT_NE(token, make_token(*first));
}

TEST(SeededRandom, GivesTheSameStreamOnEveryMachine) {
  // Source: ChaCha20 (openssl enc -chacha20) of zeros under SHA-256("zhidian seed 7"), zero counter and nonce.
  EXPECT_EQ(make_token(*make_seeded_random(7), 8), "e1d6521ecc1a225d");
}

TEST(SystemRandom, DoesNotRepeat) {
  const auto random = make_system_random();
  std::set<std::string> tokens;
  for (int i = 0; i < 1000; ++i) tokens.insert(make_token(*random, 8));
  EXPECT_EQ(tokens.size(), 1000U);
}

TEST(Sha256, MatchesTheStandard) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace
}  // namespace zhidian::base
