#include "outbound/signature.hpp"

#include <gtest/gtest.h>

#include "base/id.hpp"

namespace zhidian::outbound {
namespace {

TEST(Signature, is_that_of_the_standard) {
  EXPECT_EQ(base::to_hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(base::to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Signature, is_written_for_a_header_and_for_an_address) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(percent_encoded("a+/=~点"), "a%2B%2F%3D~%E7%82%B9");
}

}  // namespace
}  // namespace zhidian::outbound
