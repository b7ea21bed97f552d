#include "http/connection_caps.hpp"

#include <gtest/gtest.h>

namespace zhidian::http {
namespace {

TEST(ConnectionCaps, LimitEachAddressByItself) {
  ConnectionCaps caps(100, 2);
  EXPECT_TRUE(caps.enter("192.0.2.7"));
  EXPECT_TRUE(caps.enter("192.0.2.7"));
  EXPECT_FALSE(caps.enter("192.0.2.7"));
  EXPECT_TRUE(caps.enter("192.0.2.8"));
  caps.leave("192.0.2.7");
  EXPECT_FALSE(caps.enter("192.0.2.7")) << "the refused one is still being told";
  caps.leave("192.0.2.7");
  caps.leave("192.0.2.7");
  EXPECT_TRUE(caps.enter("192.0.2.7"));
}

TEST(ConnectionCaps, DoNotCountAProxyOfThisMachineByAddress) {
  ConnectionCaps caps(5, 1);
  for (int count = 0; count < 5; ++count) EXPECT_TRUE(caps.enter("127.0.0.1"));
  EXPECT_FALSE(caps.enter("127.0.0.1"));
  EXPECT_FALSE(caps.enter("192.0.2.7"));
}

TEST(ConnectionCaps, ForgetWhoHasLeft) {
  ConnectionCaps caps(2, 2);
  for (int count = 0; count < 1000; ++count) {
    EXPECT_TRUE(caps.enter("2001:db8::1"));
    caps.leave("2001:db8::1");
  }
  EXPECT_EQ(caps.count(), 0U);
}

}  // namespace
}  // namespace zhidian::http
