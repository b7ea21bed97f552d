// One request: its head, its body, its answer.
#include "http/beast_server.hpp"  // first: it says how Asio is to be read

#include <algorithm>
#include <boost/beast/http.hpp>

namespace zhidian::http {
namespace {

namespace beast = boost::beast;
using Parser = beast::http::request_parser<beast::http::buffer_body>;

}  // namespace

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
  connection.takes_chunks = framing.takes_chunks;
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
  if (!reply && metrics.running >= static_cast<std::int64_t>(options.workers * options.waiting_per_worker))
    reply = exchange->refuse(503, "http.unavailable");
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
  // A small body gets a small piece: to clear the whole of it for every request is to be seen in a profile.
  std::string piece(std::clamp<std::size_t>(static_cast<std::size_t>(size), 1, piece_size), '\0');
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

}  // namespace zhidian::http
