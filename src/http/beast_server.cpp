// The one file that sees Boost.Beast and Asio: bytes, deadlines and caps, nothing of what a request means.
#define BOOST_ASIO_NO_DEPRECATED  // calls that take an error_code then return nothing that could be overlooked
#include <fmt/format.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <ctime>
#include <fstream>
#include <map>
#include <optional>
#include <set>

#include "http/connections.hpp"
#include "http/encoding.hpp"
#include "http/head.hpp"
#include "http/request_parts.hpp"

namespace zhidian::http {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using Time = std::chrono::steady_clock::time_point;
using Parser = beast::http::request_parser<beast::http::buffer_body>;
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

std::string print_http_date(std::time_t now) {
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 40> text{};
  const auto length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), length};
}

/// One connection. The watch cancels its socket where `deadline` has passed.
struct Connection {
  explicit Connection(tcp::socket accepted) : socket(std::move(accepted)) {}
  tcp::socket socket;
  beast::flat_buffer buffer{2 * piece_size};
  std::string address;
  Time deadline = Time::max();
  bool is_idle = true;
  bool is_late = false;

  void allow(std::chrono::milliseconds time) { deadline = std::chrono::steady_clock::now() + time; }
  std::string_view waiting() const { return {static_cast<const char*>(buffer.data().data()), buffer.size()}; }
};

/// What of a header concerns the connection itself.
struct Framing {
  explicit Framing(const Request& request)
      : is_head(request.method == "HEAD"),
        has_body(request.has_body()),
        wants_continue(to_lower(request.at("expect")) == "100-continue"),
        is_closing(request.is_http_1_0 || to_lower(request.at("connection")).find("close") != std::string::npos),
        content_length(request.content_length) {}
  bool is_head, has_body, wants_continue, is_closing;
  std::optional<std::int64_t> content_length;
};

/// What reading a body came to.
enum class BodyEnd { complete, refused, too_large, malformed, late, gone };

}  // namespace

struct Connections::Implementation {
  Implementation(const ServerOptions& given, Application& served, Metrics& counted)
      : options(given), application(served), metrics(counted), acceptor(context), watch(context) {}

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
  asio::awaitable<void> close(Connection& connection);
  bool is_over_cap(const std::string& address) const;
  void begin_stop();
  std::string print_head(const Reply& reply, std::uintmax_t size, bool keeps_alive);

  const ServerOptions& options;
  Application& application;
  Metrics& metrics;
  asio::io_context context{1};
  tcp::acceptor acceptor;
  asio::steady_timer watch;
  std::optional<asio::thread_pool> workers;  // begun by run: its threads take over the signal mask of that moment
  std::set<std::shared_ptr<Connection>> connections;
  std::map<std::string, std::size_t> by_address;
  bool is_stopping = false;
  Time stop_by = Time::max();
  std::time_t dated_at = 0;
  std::string date;
};

void Connections::Implementation::listen() {
  boost::system::error_code failure;
  const auto address = asio::ip::make_address(options.listen, failure);
  if (failure) throw std::runtime_error(fmt::format("{} is no address to listen on", options.listen));
  const tcp::endpoint endpoint(address, options.port);
  acceptor.open(endpoint.protocol());
  acceptor.set_option(tcp::acceptor::reuse_address(true));
  acceptor.bind(endpoint, failure);
  if (!failure) acceptor.listen(asio::socket_base::max_listen_connections, failure);
  if (failure) throw std::runtime_error(fmt::format("cannot listen on {} port {}: {}", options.listen, options.port, failure.message()));
}

bool Connections::Implementation::is_over_cap(const std::string& address) const {
  if (connections.size() >= options.connections) return true;
  const auto found = by_address.find(address);
  return found != by_address.end() && !is_loopback(address) && found->second >= options.connections_per_address;
}

asio::awaitable<void> Connections::Implementation::accept() {
  while (!is_stopping) {
    auto [failure, socket] = co_await acceptor.async_accept(as_result);
    if (is_stopping) break;
    if (failure) {  // out of descriptors: wait a little instead of spinning
      asio::steady_timer pause(context, std::chrono::milliseconds(50));
      co_await pause.async_wait(as_result);
      continue;
    }
    boost::system::error_code gone;
    const auto peer = socket.remote_endpoint(gone);
    if (gone) continue;
    socket.set_option(tcp::no_delay(true), gone);
    auto connection = std::make_shared<Connection>(std::move(socket));
    connection->address = peer.address().is_v6() && peer.address().to_v6().is_v4_mapped()
                              ? asio::ip::make_address_v4(asio::ip::v4_mapped, peer.address().to_v6()).to_string()
                              : peer.address().to_string();
    asio::co_spawn(context, serve(std::move(connection)), asio::detached);
  }
}

/// Cancels what is late; four looks a second cost less than a timer per phase of every connection.
asio::awaitable<void> Connections::Implementation::keep_watch() {
  while (!(is_stopping && connections.empty())) {
    watch.expires_after(std::chrono::milliseconds(250));
    co_await watch.async_wait(as_result);
    const auto now = std::chrono::steady_clock::now();
    for (const auto& connection : connections) {
      if (now < connection->deadline && now < stop_by) continue;
      connection->is_late = true;
      boost::system::error_code ignored;
      connection->socket.cancel(ignored);
    }
    if (now >= stop_by) break;
  }
  context.stop();
}

void Connections::Implementation::begin_stop() {
  if (is_stopping) return;
  is_stopping = true;
  stop_by = std::chrono::steady_clock::now() + options.deadlines.stop;
  boost::system::error_code ignored;
  acceptor.close(ignored);
  for (const auto& connection : connections) {
    if (connection->is_idle) connection->socket.cancel(ignored);
  }
  watch.cancel();
}

asio::awaitable<void> Connections::Implementation::serve(std::shared_ptr<Connection> connection) {
  const bool is_refused = is_over_cap(connection->address);
  connections.insert(connection);
  ++by_address[connection->address];
  metrics.connections = static_cast<std::int64_t>(connections.size());
  if (is_refused) {
    ++metrics.refused_connections;
    co_await send(*connection, application.refuse(503, "http.too_many_connections"), false, false);
  } else {
    bool goes_on = true;
    while (goes_on) goes_on = co_await serve_one(*connection);
  }
  co_await close(*connection);
  connections.erase(connection);
  if (--by_address[connection->address] == 0) by_address.erase(connection->address);
  metrics.connections = static_cast<std::int64_t>(connections.size());
}

asio::awaitable<std::variant<std::size_t, HeadRefusal>> Connections::Implementation::receive_head(Connection& connection) {
  constexpr HeadRefusal gone{0, ""};
  connection.is_idle = connection.buffer.size() == 0;
  connection.allow(connection.is_idle ? options.deadlines.idle : options.deadlines.header);
  for (;;) {
    const auto measured = measure_head(connection.waiting());
    const auto* length = std::get_if<std::size_t>(&measured);
    if (!length || *length > 0) {
      connection.is_idle = false;
      co_return measured;
    }
    if (is_stopping && connection.is_idle) co_return gone;
    const auto space = connection.buffer.prepare(8 * 1024);
    const auto [failure, size] = co_await connection.socket.async_read_some(space, as_result);
    connection.buffer.commit(size);
    if (failure && connection.is_late && !connection.is_idle) co_return HeadRefusal{408, "http.too_slow"};
    if (failure) co_return gone;
    if (connection.is_idle) connection.allow(options.deadlines.header);
    connection.is_idle = false;
  }
}

asio::awaitable<bool> Connections::Implementation::serve_one(Connection& connection) {
  const auto measured = co_await receive_head(connection);
  if (const auto* refusal = std::get_if<HeadRefusal>(&measured)) {
    if (refusal->status != 0) co_await send(connection, application.refuse(refusal->status, refusal->id), false, false);
    co_return false;
  }
  const std::string head(connection.waiting().substr(0, std::get<std::size_t>(measured)));
  auto parsed = read_head(head);
  if (const auto* refusal = std::get_if<HeadRefusal>(&parsed)) {
    co_await send(connection, application.refuse(refusal->status, refusal->id), false, false);
    co_return false;
  }
  connection.buffer.consume(head.size());
  auto& request = std::get<Request>(parsed);
  request.client_address = connection.address;
  const Framing framing(request);
  bool keeps_alive = !framing.is_closing && !is_stopping;

  const auto exchange = application.begin(std::move(request));
  std::optional<Reply> reply;
  auto open = [&] { reply = exchange->open(); };
  if (exchange->is_upload()) {
    connection.deadline = Time::max();
    co_await on_worker(*workers, open);
  } else {
    open();
  }
  std::string body;
  auto end = BodyEnd::complete;
  if (reply) {
    keeps_alive = keeps_alive && !framing.has_body;
  } else if (framing.has_body) {
    end = co_await receive_body(connection, head, framing, *exchange, body);
    keeps_alive = keeps_alive && end == BodyEnd::complete;
  }
  if (end == BodyEnd::gone) co_return false;
  if (end == BodyEnd::too_large) reply = exchange->refuse(413, "http.body_too_large");
  if (end == BodyEnd::malformed) reply = exchange->refuse(400, "http.malformed_request");
  if (end == BodyEnd::late) reply = exchange->refuse(408, "http.too_slow");
  if (!reply && metrics.running >= static_cast<std::int64_t>(options.workers) * 256) reply = exchange->refuse(503, "http.unavailable");
  if (!reply) {
    const auto arrived = application.business_now();
    auto finish = [&] { reply = exchange->finish(std::move(body), arrived); };
    connection.deadline = Time::max();  // the handler has no deadline: what it began must end
    if (exchange->may_block()) {
      ++metrics.running;
      co_await on_worker(*workers, finish);
      --metrics.running;
    } else {
      finish();
    }
  }
  keeps_alive = keeps_alive && !is_stopping;
  const bool is_sent = co_await send(connection, std::move(*reply), framing.is_head, keeps_alive);
  co_return is_sent&& keeps_alive;
}

asio::awaitable<BodyEnd> Connections::Implementation::receive_body(Connection& connection, const std::string& head, Framing framing,
                                                                   Exchange& exchange, std::string& body) {
  const auto limit = exchange.body_limit();
  const auto size = framing.content_length.value_or(limit);
  connection.is_late = false;
  connection.allow(options.deadlines.body + std::chrono::milliseconds(size * 1000 / options.deadlines.body_bytes_per_second));
  if (framing.wants_continue) {
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    const auto [failure, sent] = co_await asio::async_write(connection.socket, asio::buffer(go_on), as_result);
    if (failure) co_return BodyEnd::gone;
  }
  Parser parser;
  parser.header_limit(32 * 1024);
  parser.body_limit(static_cast<std::uint64_t>(limit));
  boost::system::error_code failure;
  parser.put(asio::buffer(head), failure);  // the second reader of the same header: both must agree
  if (failure == beast::http::error::body_limit) co_return BodyEnd::too_large;
  if (failure || !parser.is_header_done()) co_return BodyEnd::malformed;
  std::string piece(piece_size, '\0');
  while (!parser.is_done()) {
    parser.get().body().data = piece.data();
    parser.get().body().size = piece.size();
    const auto [broken, count] = co_await beast::http::async_read(connection.socket, connection.buffer, parser, as_result);
    if (broken && broken != beast::http::error::need_buffer) {
      if (connection.is_late) co_return BodyEnd::late;
      if (broken == beast::http::error::body_limit) co_return BodyEnd::too_large;
      const bool is_gone =
          broken == beast::http::error::partial_message || broken.category() == boost::system::system_category() || broken == asio::error::eof;
      co_return is_gone ? BodyEnd::gone : BodyEnd::malformed;
    }
    const std::string_view got(piece.data(), piece.size() - parser.get().body().size);
    const bool is_taken = co_await take_piece(exchange, got, body);
    if (!is_taken) co_return BodyEnd::refused;
  }
  co_return BodyEnd::complete;
}

asio::awaitable<bool> Connections::Implementation::take_piece(Exchange& exchange, std::string_view piece, std::string& body) {
  if (!exchange.is_upload()) {
    body += piece;
    co_return true;
  }
  bool is_taken = true;
  auto append = [&] { is_taken = exchange.append(piece); };
  co_await on_worker(*workers, append);
  co_return is_taken;
}

std::string Connections::Implementation::print_head(const Reply& reply, std::uintmax_t size, bool keeps_alive) {
  if (const auto now = std::time(nullptr); now != dated_at) {
    dated_at = now;
    date = print_http_date(now);
  }
  const auto reason = beast::http::obsolete_reason(static_cast<beast::http::status>(reply.status));
  std::string head = fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", reply.status, std::string_view(reason.data(), reason.size()), date);
  for (const auto& [name, value] : reply.headers) head.append(name).append(": ").append(value).append("\r\n");
  if (reply.status != 204 && reply.status != 304) head += fmt::format("Content-Length: {}\r\n", size);
  head += keeps_alive ? "\r\n" : "Connection: close\r\n\r\n";
  return head;
}

asio::awaitable<bool> Connections::Implementation::send(Connection& connection, Reply reply, bool is_head, bool keeps_alive) {
  std::ifstream file;
  std::string_view body;
  std::uintmax_t size = 0;
  if (const auto* path = std::get_if<FileBody>(&reply.body)) {
    auto open = [&] {
      file.open(path->path, std::ios::binary | std::ios::ate);
      if (file) size = static_cast<std::uintmax_t>(file.tellg());
      if (file) file.seekg(0);
    };
    co_await on_worker(*workers, open);
    if (!file) {
      Reply lost = application.refuse(500, "http.file_lost");
      co_return co_await send(connection, std::move(lost), is_head, keeps_alive);
    }
  } else {
    body = std::visit(
        [](const auto& bytes) -> std::string_view {
          if constexpr (std::is_same_v<std::decay_t<decltype(bytes)>, FileBody>)
            return {};
          else
            return bytes;
        },
        reply.body);
    size = body.size();
  }
  const std::string head = print_head(reply, size, keeps_alive);
  connection.is_late = false;
  connection.allow(options.deadlines.write + std::chrono::milliseconds(body.size() / 16));
  const std::array<asio::const_buffer, 2> buffers{asio::buffer(head), asio::buffer(is_head || file.is_open() ? std::string_view() : body)};
  const auto [failure, sent] = co_await asio::async_write(connection.socket, buffers, as_result);
  if (failure || is_head || !file.is_open()) co_return !failure;
  co_return co_await send_file(connection, file, size);
}

asio::awaitable<bool> Connections::Implementation::send_file(Connection& connection, std::ifstream& file, std::uintmax_t size) {
  std::string piece(4 * piece_size, '\0');
  while (size > 0) {
    std::size_t count = 0;
    auto read = [&] {
      file.read(piece.data(), static_cast<std::streamsize>(std::min<std::uintmax_t>(piece.size(), size)));
      count = static_cast<std::size_t>(file.gcount());
    };
    co_await on_worker(*workers, read);
    if (count == 0) co_return false;  // shorter than it was: the length is broken, so the connection is closed
    connection.allow(options.deadlines.write);
    const auto [failure, sent] = co_await asio::async_write(connection.socket, asio::buffer(piece.data(), count), as_result);
    if (failure) co_return false;
    size -= count;
  }
  co_return true;
}

/// Says that nothing more comes, then drains what the other side still sends, so that it can read the answer.
asio::awaitable<void> Connections::Implementation::close(Connection& connection) {
  boost::system::error_code ignored;
  connection.socket.shutdown(tcp::socket::shutdown_send, ignored);
  connection.is_late = false;
  connection.allow(std::chrono::milliseconds(2000));
  std::string piece(piece_size, '\0');
  for (int pieces = 0; pieces < 64 && !is_stopping && !connection.is_late; ++pieces) {
    const auto [failure, count] = co_await connection.socket.async_read_some(asio::buffer(piece), as_result);
    if (failure) break;
  }
  connection.socket.close(ignored);
}

Connections::Connections(const ServerOptions& options, Application& application, Metrics& metrics)
    : implementation_(std::make_unique<Implementation>(options, application, metrics)) {
  metrics.workers = std::max(1U, options.workers);
  implementation_->listen();
}

Connections::~Connections() = default;

void Connections::run() {
  auto& server = *implementation_;
  server.workers.emplace(std::max(1U, server.options.workers));
  asio::co_spawn(server.context, server.accept(), asio::detached);
  asio::co_spawn(server.context, server.keep_watch(), asio::detached);
  server.context.run();
  server.workers->join();
}

void Connections::stop() {
  auto* server = implementation_.get();
  asio::post(server->context, [server] { server->begin_stop(); });
}

unsigned short Connections::port() const { return implementation_->acceptor.local_endpoint().port(); }

}  // namespace zhidian::http
