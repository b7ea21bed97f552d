#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "outbound/allow_list.hpp"
#include "outbound/mail.hpp"

namespace zhidian::outbound {

/// What one call may cost.
struct Limits {
  std::chrono::milliseconds connect{10'000};
  std::chrono::milliseconds total{30'000};
  std::size_t answer_bytes = 64u << 10;
};

/// A POST to an address of the allow list.
struct Post {
  std::string url;
  std::string body;
  std::string content_type = "application/json";
  std::vector<std::string> headers;  // `Name: value`
};

/// What came back: not to be trusted, not to be logged.
struct Answer {
  int status = 0;
  std::string body;
};

/// How a mail leaves the house.
struct MailServer {
  enum class Security { starttls, none };  // an smtps address is always inside TLS
  std::string url;                         // smtps://mail.example.org or smtp://mail.example.org:587
  Security security = Security::starttls;
  std::string user, password;  // empty: no sign-in; with `none` there is none
};

/// Calls other servers. The address that was checked is the one connected to, nothing is followed, TLS is verified, no
/// proxy and no credentials of the environment are used. Threads: safe to call from several.
class Caller {
 public:
  /// `certificates`: a PEM file of trusted authorities instead of the system's.
  explicit Caller(AllowList allowed, Limits limits = {}, std::string certificates = {});

  /// A 2xx answer; everything else is refused.
  /// Errors: outbound.bad_address, outbound.not_allowed, outbound.private_address, outbound.unreachable, outbound.timeout,
  /// outbound.too_large, outbound.not_trusted (TLS), outbound.redirected, outbound.refused ({status}), outbound.deferred.
  base::Result<Answer> post(const Post& post) const;
  /// Hands a mail to the server.
  /// Errors: as above, and outbound.bad_mail_address, outbound.sign_in_refused; outbound.refused is final (5yz), outbound.deferred not.
  base::Result<void> submit(const MailServer& server, const Mail& mail) const;

  const AllowList& allowed() const { return allowed_; }

 private:
  AllowList allowed_;
  Limits limits_;
  std::string certificates_;
};

}  // namespace zhidian::outbound
