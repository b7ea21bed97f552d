// One server of the installation's own: every status is handed over, what is no answer is an error.
#include "outbound/service.hpp"

#include <gtest/gtest.h>

#include "support/fake_server.hpp"

namespace zhidian::outbound {
namespace {

using support::FakeServer;

base::Result<Answer> ask(const std::string& url, const Request& request, const Limits& limits = {}) {
  return Service::open({url, "reader", "secret", ""}).value()->ask(request, limits);
}

TEST(Service, hands_over_every_status_with_its_body) {
  for (const int status : {200, 302, 404, 413, 429, 503}) {
    const FakeServer server([&](const FakeServer::Asked&) { return FakeServer::reply(status, "so"); });
    const auto answer = ask(server.url(), {});
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->status, status);
    EXPECT_EQ(answer->body, "so");
  }
}

TEST(Service, says_what_is_asked_as_it_was_given) {
  FakeServer::Asked asked;
  const FakeServer server([&](const FakeServer::Asked& request) {
    asked = request;
    return FakeServer::reply(200, "");
  });
  ASSERT_TRUE(ask(server.url() + "/", {"PUT", "/a?b=c", "{\"知\":1}", "application/x-ndjson"}).has_value());
  EXPECT_EQ(asked.method + asked.path + asked.body, "PUT/a?b=c{\"知\":1}");
  EXPECT_NE(asked.head.find("application/x-ndjson"), std::string::npos);
  EXPECT_NE(asked.head.find("Authorization: Basic cmVhZGVyOnNlY3JldA=="), std::string::npos);
  ASSERT_TRUE(ask(server.url(), {"DELETE", "/a", "", "application/json"}).has_value());
  EXPECT_EQ(asked.method, "DELETE");
}

TEST(Service, says_that_nobody_is_there) {
  std::string url;
  {
    const FakeServer server([](const FakeServer::Asked&) { return std::string(); });
    url = server.url();
    EXPECT_EQ(ask(url, {}).error().id, "outbound.unreachable") << "a connection closed without an answer";
  }
  EXPECT_EQ(ask(url, {}).error().id, "outbound.unreachable");
}

TEST(Service, ends_what_is_too_large_or_too_slow) {
  const FakeServer large([](const FakeServer::Asked&) { return FakeServer::reply(200, std::string(10'000, 'x')); });
  Limits limits;
  limits.answer_bytes = 9'999;
  EXPECT_EQ(ask(large.url(), {}, limits).error().id, "outbound.too_large");
  const FakeServer slow([](const FakeServer::Asked&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    return FakeServer::reply(200, "");
  });
  limits.total = std::chrono::milliseconds(50);
  EXPECT_EQ(ask(slow.url(), {}, limits).error().id, "outbound.timeout");
}

TEST(Service, refuses_addresses_that_are_none) {
  for (const char* url : {"", "smtp://host", "http://host/path", "http://user:pass@host", "http://ho st", "https://host:99999", "ftp://host"})
    EXPECT_EQ(Service::open({url, "", "", ""}).error().id, "outbound.bad_address") << url;
}

}  // namespace
}  // namespace zhidian::outbound
