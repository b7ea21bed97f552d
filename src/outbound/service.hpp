#pragma once
#include <memory>

#include "outbound/outbound.hpp"

namespace zhidian::outbound {

/// A server this installation is run with, such as a search engine: named at the start by whoever runs it, so that it may stand at an
/// inner address, and nobody else can name one.
struct ServiceAddress {
  std::string url;             ///< http or https, host and port; a path is not allowed
  std::string user, password;  ///< HTTP basic; empty: no sign-in
  std::string certificates;    ///< a PEM file of trusted authorities instead of the system's
};

struct Request {
  std::string method = "GET";
  std::string path = "/";  ///< with its query, already escaped
  std::string body;
  std::string content_type = "application/json";
};

/// Calls one server over connections that are kept. No proxy, no redirect, TLS verified. Threads: safe to call from several.
class Service {
 public:
  /// Errors: outbound.bad_address.
  static base::Result<std::unique_ptr<Service>> open(ServiceAddress address);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  /// What the server answered, whatever its status.
  /// Errors: outbound.unreachable, outbound.timeout, outbound.not_trusted, outbound.too_large.
  base::Result<Answer> ask(const Request& request, const Limits& limits) const;

 private:
  struct Connections;
  explicit Service(ServiceAddress address);

  ServiceAddress address_;
  std::unique_ptr<Connections> connections_;
};

}  // namespace zhidian::outbound
