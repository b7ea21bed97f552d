#pragma once
// What the beast_*.cpp files share, the only ones that see Boost.Beast and Asio: bytes, deadlines and caps, nothing of what a request means.
#define BOOST_ASIO_NO_DEPRECATED  // calls that take an error_code then return nothing that could be overlooked
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <ctime>
#include <fstream>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "http/connection_caps.hpp"
#include "http/connections.hpp"
#include "http/encoding.hpp"
#include "http/head.hpp"
#include "http/request_parts.hpp"

// g++ 12 takes the allocation pair of a coroutine frame for two that do not belong together.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

namespace zhidian::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using Time = std::chrono::steady_clock::time_point;
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t piece_size = 64 * 1024;

/// Runs `work` on the pool and comes back to the thread of the connection. `work` stands in the caller's frame.
template <class Work>
asio::awaitable<void> on_worker(asio::thread_pool& pool, Work& work) {
  auto initiate = [&pool, &work](auto handler) {
    asio::post(pool, [&work, handler = std::move(handler)]() mutable {
      work();
      auto executor = asio::get_associated_executor(handler);
      asio::post(executor, [handler = std::move(handler)]() mutable { std::move(handler)(); });
    });
  };
  co_await asio::async_initiate<decltype(asio::use_awaitable), void()>(initiate, asio::use_awaitable);
}

/// One connection. The watch cancels its socket where `deadline` has passed.
struct Connection {
  explicit Connection(tcp::socket accepted) : socket(std::move(accepted)) {}
  tcp::socket socket;
  boost::beast::flat_buffer buffer{2 * piece_size};
  std::string address;
  Time deadline = Time::max();
  bool is_idle = true;
  bool is_late = false;
  bool takes_chunks = true;  ///< the request that is answered was no HTTP/1.0

  void allow(std::chrono::milliseconds time) { deadline = std::chrono::steady_clock::now() + time; }
  std::string_view waiting() const { return {static_cast<const char*>(buffer.data().data()), buffer.size()}; }
};

/// What of a header concerns the connection itself.
struct Framing {
  explicit Framing(const Request& request)
      : is_head(request.method == "HEAD"),
        has_body(request.has_body()),
        wants_continue(to_lower(request.at("expect")) == "100-continue"),
        takes_chunks(!request.is_http_1_0),
        is_closing(request.is_http_1_0 || to_lower(request.at("connection")).find("close") != std::string::npos),
        content_length(request.content_length) {}
  bool is_head, has_body, wants_continue, takes_chunks, is_closing;
  std::optional<std::int64_t> content_length;
};

/// What reading a body came to.
enum class BodyEnd { complete, refused, too_large, malformed, late, gone };

struct Connections::Implementation {
  Implementation(const ServerOptions& given, Application& served, Metrics& counted)
      : options(given),
        application(served),
        metrics(counted),
        acceptor(context),
        watch(context),
        caps(given.connections, given.connections_per_address) {}

  void listen();
  asio::awaitable<void> accept();
  asio::awaitable<void> keep_watch();
  asio::awaitable<void> serve(std::shared_ptr<Connection> connection);
  asio::awaitable<bool> serve_one(Connection& connection);
  asio::awaitable<std::variant<std::size_t, HeadRefusal>> receive_head(Connection& connection);
  asio::awaitable<BodyEnd> receive_body(Connection& connection, const std::string& head, Framing framing, Exchange& exchange, std::string& body);
  asio::awaitable<bool> take_piece(Exchange& exchange, std::string_view piece, std::string& body);
  asio::awaitable<bool> send(Connection& connection, Reply reply, bool is_head, bool keeps_alive);
  asio::awaitable<bool> send_file(Connection& connection, std::ifstream& file, std::uintmax_t size);
  asio::awaitable<bool> send_pieces(Connection& connection, PieceBody pieces);
  asio::awaitable<void> close(Connection& connection);
  void begin_stop();
  /// `length` is the line that says how long the body is, if any.
  std::string print_head(const Reply& reply, std::string_view length, bool keeps_alive);

  const ServerOptions& options;
  Application& application;
  Metrics& metrics;
  asio::io_context context{1};
  tcp::acceptor acceptor;
  asio::steady_timer watch;
  std::optional<asio::thread_pool> workers;  // begun by run: its threads take over the signal mask of that moment
  std::set<std::shared_ptr<Connection>> connections;
  ConnectionCaps caps;
  bool is_stopping = false;
  Time stop_by = Time::max();
  std::time_t dated_at = 0;
  std::string date;
};

}  // namespace zhidian::http
