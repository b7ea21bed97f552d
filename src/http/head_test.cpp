#include "http/head.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace zhidian::http {
namespace {

Request good(std::string_view head) { return std::get<Request>(read_head(head)); }
int status_of_head(std::string_view head) {
  const auto read = read_head(head);
  return std::holds_alternative<Request>(read) ? 200 : std::get<HeadRefusal>(read).status;
}

TEST(Head, IsMeasuredToItsEmptyLine) {
  EXPECT_EQ(std::get<std::size_t>(measure_head("GET / HTTP/1.1\r\nHost: a\r\n\r\nbody")), 27U);
  EXPECT_EQ(std::get<std::size_t>(measure_head("GET / HTTP/1.1\r\nHost: a\r\n\r")), 0U);
  EXPECT_EQ(std::get<std::size_t>(measure_head("")), 0U);
}

TEST(Head, IsRefusedBeforeItIsComplete) {
  EXPECT_EQ(std::get<HeadRefusal>(measure_head("GET / HTTP/1.1\nHo")).status, 400);
  EXPECT_EQ(std::get<HeadRefusal>(measure_head(std::string_view("GET /\0", 6))).status, 400);
  EXPECT_EQ(std::get<HeadRefusal>(measure_head(std::string(9000, 'a'))).status, 414);
  EXPECT_EQ(std::get<HeadRefusal>(measure_head("GET / HTTP/1.1\r\nA: " + std::string(9000, 'a'))).status, 431);
}

TEST(Head, LimitsHoldAtTheirEdge) {
  const std::string first = "GET / HTTP/1.1\r\n";
  const auto with = [&](std::size_t size) { return first + "A: " + std::string(size, 'a') + "\r\n\r\n"; };
  const HeadLimits limits{.line = 100, .head = 60, .headers = 2};
  EXPECT_EQ(std::get<std::size_t>(measure_head(with(37), limits)), 60U);
  EXPECT_TRUE(std::holds_alternative<HeadRefusal>(measure_head(with(38), limits)));
  EXPECT_TRUE(std::holds_alternative<Request>(read_head(first + "Host: a\r\nA: b\r\n\r\n", limits)));
  EXPECT_TRUE(std::holds_alternative<HeadRefusal>(read_head(first + "Host: a\r\nA: b\r\nC: d\r\n\r\n", limits)));
}

TEST(Head, IsReadWithNamesInLowerCaseAndValuesTrimmed) {
  const auto request = good("PUT /a?b=c HTTP/1.1\r\nHost: h:80\r\nX-A: \t b c \r\nContent-Length: 12\r\n\r\n");
  EXPECT_EQ(request.method, "PUT");
  EXPECT_EQ(request.target, "/a?b=c");
  EXPECT_EQ(request.at("x-a"), "b c");
  EXPECT_EQ(request.at("host"), "h:80");
  EXPECT_EQ(request.content_length, 12);
  EXPECT_TRUE(request.has_body());
}

TEST(Head, TakesTheHostOfAnAbsoluteAddress) {
  const auto request = good("GET http://Other/x HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(request.target, "/x");
  EXPECT_EQ(request.at("host"), "Other");
  EXPECT_EQ(good("GET http://other?q HTTP/1.1\r\nHost: h\r\n\r\n").target, "/?q");
  EXPECT_EQ(good("GET http://other HTTP/1.1\r\nHost: h\r\n\r\n").target, "/");
  EXPECT_EQ(status_of_head("GET http://a@b/ HTTP/1.1\r\nHost: h\r\n\r\n"), 400);
  EXPECT_EQ(status_of_head("GET ftp://b/ HTTP/1.1\r\nHost: h\r\n\r\n"), 400);
}

TEST(Head, RefusesDoubtfulFraming) {
  const auto with = [](const std::string& headers) { return status_of_head("POST / HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n"); };
  EXPECT_EQ(with("Content-Length: 9223372036854775807\r\n"), 200);
  EXPECT_EQ(with("Content-Length: 9223372036854775808\r\n"), 400);
  EXPECT_EQ(with("Content-Length: 1\r\ncontent-length: 1\r\n"), 400);
  EXPECT_EQ(with("Transfer-Encoding: Chunked\r\n"), 200);
  EXPECT_EQ(with("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n"), 400);
  EXPECT_EQ(with("Transfer-Encoding: chunked, chunked\r\n"), 400);
  EXPECT_EQ(with("X-A: b\x7f\r\n"), 400);
  EXPECT_EQ(with("HOST: h\r\n"), 400);
}

/// A good header with a few bytes changed, doubled, dropped or brought in from pieces that matter.
std::string mutate(std::string head, std::mt19937& random) {
  static const std::vector<std::string> pieces{
      "\r\n",        "\n",   "\r",   " ", "\t",      ":", std::string(1, '\0'), "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n",
      "Host: b\r\n", "\x7f", "\x80", ",", "HTTP/1.1"};
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % std::max<std::size_t>(limit, 1)); };
  for (std::size_t times = 1 + below(4); times > 0; --times) {
    const auto at = below(head.size() + 1);
    switch (below(3)) {
      case 0: head.insert(at, pieces[below(pieces.size())]); break;
      case 1: head.erase(at, 1 + below(3)); break;
      default: head[std::min(at, head.size() - 1)] = static_cast<char>(below(256)); break;
    }
  }
  return head;
}

TEST(Head, WhatIsAcceptedIsWellFramedWhateverWasSent) {
  std::mt19937 random(7);
  int accepted = 0;
  for (int i = 0; i < 200'000; ++i) {
    const auto bytes = mutate("POST /api/notes?q=1 HTTP/1.1\r\nHost: a\r\nX-A: b\r\nContent-Length: 5\r\n\r\n", random);
    const auto measured = measure_head(bytes);
    if (!std::holds_alternative<std::size_t>(measured) || std::get<std::size_t>(measured) == 0) continue;
    const auto head = bytes.substr(0, std::get<std::size_t>(measured));
    const auto read = read_head(head);
    if (!std::holds_alternative<Request>(read)) continue;
    ++accepted;
    const auto& request = std::get<Request>(read);
    ASSERT_FALSE(request.is_chunked && request.content_length) << head;
    ASSERT_EQ(request.is_chunked, !request.at("transfer-encoding").empty()) << head;
    ASSERT_EQ(request.content_length.has_value(), request.find("content-length") != nullptr) << head;
    ASSERT_EQ(std::count_if(request.headers.begin(), request.headers.end(), [](const auto& header) { return header.first == "host"; }),
              request.is_http_1_0 && !request.find("host") ? 0 : 1)
        << head;
    for (const auto& [name, value] : request.headers) ASSERT_EQ(value.find_first_of(std::string_view("\r\n\0", 3)), std::string::npos) << head;
  }
  EXPECT_GT(accepted, 10'000);
}

}  // namespace
}  // namespace zhidian::http
