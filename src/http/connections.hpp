#pragma once
#include <memory>

#include "http/http.hpp"
#include "http/message.hpp"
#include "http/metrics.hpp"

namespace zhidian::http {

/// Sockets, deadlines and bytes; the only part that sees the network library (beast_*.cpp).
/// One thread for input and output, a pool of workers for everything that may block.
class Connections {
 public:
  /// Listens at once. Throws std::runtime_error with one sentence where the address cannot be used.
  Connections(const ServerOptions& options, Application& application, Metrics& metrics);
  ~Connections();
  /// Blocks until `stop`, and then until the running requests are answered or the deadline for stopping has passed.
  void run();
  /// Threads: safe to call from any.
  void stop();
  unsigned short port() const;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace zhidian::http
