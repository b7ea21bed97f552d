#pragma once
#include <string_view>

#include "base/result.hpp"
#include "http/message.hpp"

namespace zhidian::http {

/// Turns answers of handlers and refusals into bytes with the headers every answer carries.
/// Threads: safe to call from several.
class Rendering {
 public:
  explicit Rendering(std::string_view public_url);
  Reply render(Response response) const;
  Reply refuse(const base::Error& error, Language language) const;
  /// With a status of its own: 405, 415 …
  Reply refuse(const base::Error& error, Language language, int status) const;
  /// Adds the security headers, and no-store where nothing else is said.
  Reply secure(Reply reply) const;
  std::string_view session_cookie_name() const { return is_https_ ? "__Host-session" : "session"; }

 private:
  std::string set_cookie(std::string_view written) const;
  bool is_https_;
};

}  // namespace zhidian::http
