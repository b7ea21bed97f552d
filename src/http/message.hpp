#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "http/http.hpp"

namespace zhidian::http {

/// A request as the connection read it; the header's framing is checked, nothing else.
struct Request {
  std::string method;
  std::string target;                                        // as sent: path and query, percent-encoded
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, values trimmed
  std::string client_address;
  std::optional<std::int64_t> content_length;
  bool is_chunked = false;
  bool is_http_1_0 = false;
  std::string body;  // empty for uploads

  bool has_body() const { return is_chunked || content_length.value_or(0) > 0; }
  /// The first header of that (lower-case) name, or null.
  const std::string* find(std::string_view name) const;
  std::string_view at(std::string_view name) const;  // "" if absent
};

/// An answer in bytes. The connection adds Date, Content-Length or Transfer-Encoding, and Connection.
struct Reply {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::variant<std::string, std::string_view, FileBody, PieceBody> body;  // a view must live as long as the server
};

/// One request on its way. What may block runs on a worker: `finish` where `may_block`, and for uploads `open` and `append`.
class Exchange {
 public:
  virtual ~Exchange() = default;
  virtual bool is_upload() const = 0;
  virtual bool may_block() const = 0;
  virtual std::int64_t body_limit() const = 0;
  /// A refusal that needs no body; the connection then reads none. It does not block unless this is an upload.
  virtual std::optional<Reply> open() = 0;
  /// Takes a piece of an upload; after a refusal, `finish` tells it.
  virtual bool append(std::string_view bytes) = 0;
  /// `body` is the whole body, empty for uploads; `arrived` business time of its last byte.
  virtual Reply finish(std::string body, base::Instant arrived) = 0;
  /// What is said where the body breaks the limit, the framing or the deadline.
  virtual Reply refuse(int status, std::string_view id) = 0;
};

/// What stands behind the connections.
class Application {
 public:
  virtual ~Application() = default;
  virtual std::unique_ptr<Exchange> begin(Request request) = 0;
  /// The answer to bytes that are no request: 400, 408, 431, 503 …
  virtual Reply refuse(int status, std::string_view id) = 0;
  virtual base::Instant business_now() const = 0;
};

}  // namespace zhidian::http
