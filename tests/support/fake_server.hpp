#pragma once
#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>

namespace zhidian::support {

/// An HTTP server on a port of its own that answers one request of a connection with what it is told, well formed or not.
class FakeServer {
 public:
  struct Asked {
    std::string method, path, head, body;
  };
  /// Makes the whole answer, from the status line on.
  using MakeAnswer = std::function<std::string(const Asked&)>;

  explicit FakeServer(MakeAnswer answer) : answer_(std::move(answer)), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* place = reinterpret_cast<sockaddr*>(&address);
    if (socket_ < 0 || ::bind(socket_, place, size) != 0 || ::listen(socket_, 16) != 0 || ::getsockname(socket_, place, &size) != 0)
      throw std::runtime_error("no server for the test");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  FakeServer(const FakeServer&) = delete;
  FakeServer& operator=(const FakeServer&) = delete;
  ~FakeServer() {
    is_over_ = true;
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
  }

  [[nodiscard]] std::string url() const { return fmt::format("http://127.0.0.1:{}", port_); }

  /// A whole answer with this body.
  static std::string reply(int status, const std::string& body, const std::string& type = "application/json") {
    return fmt::format("HTTP/1.1 {} x\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}", status, type, body.size(), body);
  }

 private:
  void serve() {
    while (!is_over_) {
      const int connection = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
      if (connection < 0) return;
      const std::string answer = answer_(read_request(connection));
      std::size_t sent = 0;
      while (sent < answer.size()) {
        const auto count = ::send(connection, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) break;
        sent += static_cast<std::size_t>(count);
      }
      ::close(connection);
    }
  }

  static Asked read_request(int connection) {
    std::string bytes;
    std::array<char, 65536> part{};
    std::size_t whole = std::string::npos, head_end = std::string::npos;
    while (bytes.size() < whole) {
      const auto count = ::recv(connection, part.data(), part.size(), 0);
      if (count <= 0) break;
      bytes.append(part.data(), static_cast<std::size_t>(count));
      head_end = bytes.find("\r\n\r\n");
      if (head_end != std::string::npos) whole = head_end + 4 + body_size(bytes.substr(0, head_end));
    }
    if (head_end == std::string::npos) return {};
    const std::size_t first = bytes.find(' '), second = bytes.find(' ', first + 1);
    return {bytes.substr(0, first), bytes.substr(first + 1, second - first - 1), bytes.substr(0, head_end), bytes.substr(head_end + 4)};
  }

  static std::size_t body_size(std::string head) {
    std::ranges::transform(head, head.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::size_t at = head.find("content-length:");
    return at == std::string::npos ? 0 : std::stoul(head.substr(at + 15));
  }

  MakeAnswer answer_;
  int socket_;
  int port_ = 0;
  std::atomic<bool> is_over_ = false;
  std::thread thread_;
};

}  // namespace zhidian::support
