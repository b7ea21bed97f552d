#include "base/sha256.hpp"

#include <gtest/gtest.h>

#include "base/id.hpp"

namespace zhidian::base {
namespace {

// The message of 448 bits and its digest: NIST FIPS 180-2, appendix B.2.
constexpr std::string_view message = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
constexpr const char* digest = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";

TEST(Sha256, PiecesHashAsTheWhole) {
  for (std::size_t cut = 0; cut <= message.size(); ++cut) {
    Sha256 hash;
    hash.add(message.substr(0, cut));
    hash.add(message.substr(cut));
    EXPECT_EQ(to_hex(hash.finish()), digest) << cut;
  }
}

TEST(Sha256, StandsAtItsBeginningAfterFinish) {
  Sha256 hash;
  hash.add("abc");
  const std::string first = hash.finish();
  EXPECT_EQ(hash.finish(), sha256({}));
  hash.add("abc");
  EXPECT_EQ(hash.finish(), first);
}

}  // namespace
}  // namespace zhidian::base
