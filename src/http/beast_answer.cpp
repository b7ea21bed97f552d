// Answers on the wire, and the orderly end of a connection.
#include "http/beast_server.hpp"  // first: it says how Asio is to be read

#include <fmt/format.h>

#include <array>
#include <boost/beast/http/status.hpp>

namespace zhidian::http {
namespace {

namespace beast = boost::beast;

std::string print_http_date(std::time_t now) {
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 40> text{};
  const auto length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), length};
}

}  // namespace

std::string Connections::Implementation::print_head(const Reply& reply, std::string_view length, bool keeps_alive) {
  if (const auto now = std::time(nullptr); now != dated_at) {
    dated_at = now;
    date = print_http_date(now);
  }
  const auto reason = beast::http::obsolete_reason(static_cast<beast::http::status>(reply.status));
  std::string head = fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", reply.status, std::string_view(reason.data(), reason.size()), date);
  for (const auto& [name, value] : reply.headers) head.append(name).append(": ").append(value).append("\r\n");
  if (reply.status != 204 && reply.status != 304) head += length;
  head += keeps_alive ? "\r\n" : "Connection: close\r\n\r\n";
  return head;
}

asio::awaitable<bool> Connections::Implementation::send(Connection& connection, Reply reply, bool is_head, bool keeps_alive) {
  std::ifstream file;
  std::string_view body;
  auto* pieces = std::get_if<PieceBody>(&reply.body);
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
          if constexpr (std::is_convertible_v<decltype(bytes), std::string_view>)
            return bytes;
          else
            return {};
        },
        reply.body);
    size = body.size();
  }
  const std::string length = !pieces ? fmt::format("Content-Length: {}\r\n", size) : connection.takes_chunks ? "Transfer-Encoding: chunked\r\n" : "";
  const std::string head = print_head(reply, length, keeps_alive);
  connection.is_late = false;
  connection.allow(options.deadlines.write + std::chrono::milliseconds(body.size() / 16));
  const std::array<asio::const_buffer, 2> buffers{asio::buffer(head), asio::buffer(is_head || file.is_open() ? std::string_view() : body)};
  const auto [failure, sent] = co_await asio::async_write(connection.socket, buffers, as_result);
  if (failure || is_head) co_return !failure;
  if (pieces) co_return co_await send_pieces(connection, std::move(*pieces));
  if (!file.is_open()) co_return true;
  co_return co_await send_file(connection, file, size);
}

/// One piece is made when the one before it is sent, so that a slow reader holds back the making and keeps no worker.
asio::awaitable<bool> Connections::Implementation::send_pieces(Connection& connection, PieceBody pieces) {
  std::string piece;
  bool is_whole = true;
  auto make = [&] {
    try {
      piece = pieces.next();
    } catch (const std::exception&) {
      is_whole = false;
    }
  };
  do {
    co_await on_worker(*workers, make);
    if (!is_whole) break;
    const std::string begin = connection.takes_chunks ? fmt::format("{:x}\r\n", piece.size()) : "";
    const std::string_view end = connection.takes_chunks ? "\r\n" : "";
    connection.is_late = false;
    connection.allow(options.deadlines.write + std::chrono::milliseconds(piece.size() / 16));
    const std::array<asio::const_buffer, 3> buffers{asio::buffer(begin), asio::buffer(piece), asio::buffer(end)};
    const auto [failure, sent] = co_await asio::async_write(connection.socket, buffers, as_result);
    is_whole = !failure;
  } while (is_whole && !piece.empty());
  if (is_whole) co_return true;
  // The other side must not take it for the whole, even where only the end of the connection would tell: it is reset.
  boost::system::error_code ignored;
  connection.socket.set_option(asio::socket_base::linger(true, 0), ignored);
  connection.socket.close(ignored);
  co_return false;
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

}  // namespace zhidian::http
