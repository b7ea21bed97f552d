#pragma once
#include <optional>
#include <string_view>
#include <variant>

#include "http/message.hpp"

namespace zhidian::http {

/// Limits of a request's header. Units: bytes, lines.
struct HeadLimits {
  std::size_t line = 8 * 1024;
  std::size_t head = 16 * 1024;
  std::size_t headers = 64;
};

struct HeadRefusal {
  int status;
  std::string_view id;
};

/// Length of the header including its empty line; 0 while more bytes are needed.
/// A line that ends in a bare LF, a NUL or a broken limit is refused at once.
std::variant<std::size_t, HeadRefusal> measure_head(std::string_view bytes, const HeadLimits& limits = {});

/// Reads a complete header strictly: no folding, no blank before the colon, one Host, one Content-Length in digits or
/// one Transfer-Encoding that is exactly `chunked`, never both.
/// Source: RFC 9112 sections 2 to 6.
std::variant<Request, HeadRefusal> read_head(std::string_view head, const HeadLimits& limits = {});

}  // namespace zhidian::http
