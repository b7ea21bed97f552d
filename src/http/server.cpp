#include "http/connections.hpp"
#include "http/dispatcher.hpp"

namespace zhidian::http {

struct Server::Implementation {
  Implementation(ServerOptions given, const Routes& routes, Surroundings surroundings)
      : options(std::move(given)), dispatcher(options, routes, surroundings, metrics), connections(options, dispatcher, metrics) {}

  ServerOptions options;
  Metrics metrics;
  Dispatcher dispatcher;
  Connections connections;
};

Server::Server(ServerOptions options, const Routes& routes, storage::Database& database, files::Store& files, Authenticator& authenticator,
               const base::Clock& clock, base::Random& random)
    : implementation_(std::make_unique<Implementation>(std::move(options), routes, Surroundings{database, files, authenticator, clock, random})) {}

Server::~Server() = default;

void Server::run() { implementation_->connections.run(); }

void Server::stop() { implementation_->connections.stop(); }

unsigned short Server::port() const { return implementation_->connections.port(); }

}  // namespace zhidian::http
