#pragma once
#include <map>
#include <optional>
#include <string>

#include "base/id.hpp"
#include "files/files.hpp"
#include "http/http.hpp"
#include "storage/storage.hpp"

namespace zhidian::server {

/// Uses the routes as people do, without sockets, at given business times: what the demonstration network holds came
/// through the same handlers as everything else. A refusal is a broken demonstration and throws.
class DemonstrationDesk {
 public:
  DemonstrationDesk(storage::Database& database, files::Store& files, const http::Routes& routes, base::Random& random)
      : database_(database), files_(files), routes_(routes), random_(random) {}

  using Parameters = std::map<std::string, std::string, std::less<>>;
  struct Request {
    std::string operation;
    Parameters path;
    base::Value body{};
    std::optional<std::int64_t> version{};
    Parameters query{};
  };
  /// `who` null: a visitor.
  base::Value call(const http::Principal* who, const Request& request, base::Instant at);
  /// The same where a refusal may be meant.
  base::Result<base::Value> try_call(const http::Principal* who, const Request& request, base::Instant at);
  /// The bytes of a file the operation answers with.
  std::string download(const http::Principal* who, const Request& request, base::Instant at);
  base::Value upload(const http::Principal* who, const Request& request, const std::string& bytes, const std::string& name, base::Instant at);

 private:
  base::Result<http::Response> ask(const http::Principal* who, const Request& request, std::optional<files::Incoming> incoming,
                                   const std::string& name, base::Instant at);
  http::Response answer(const http::Principal* who, const Request& request, std::optional<files::Incoming> incoming, const std::string& name,
                        base::Instant at);
  storage::Database& database_;
  files::Store& files_;
  const http::Routes& routes_;
  base::Random& random_;
};

}  // namespace zhidian::server
