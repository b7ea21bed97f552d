// Listening, accepting, watching deadlines, stopping.
#include "http/beast_server.hpp"  // first: it says how Asio is to be read

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace zhidian::http {

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
  const bool is_refused = !caps.enter(connection->address);
  connections.insert(connection);
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
  caps.leave(connection->address);
  metrics.connections = static_cast<std::int64_t>(connections.size());
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
