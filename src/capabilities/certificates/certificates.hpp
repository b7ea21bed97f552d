#pragma once
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "audit/records.hpp"
#include "capabilities/cases/cases.hpp"
#include "capabilities/certificates/certificates_store.hpp"
#include "capabilities/certificates/verification.hpp"
#include "capabilities/directory/directory.hpp"
#include "capabilities/regulations/regulations.hpp"
#include "http/http.hpp"

namespace zhidian::certificates {

/// Who asks, and when.
struct Asker {
  std::string account_id;
  base::Instant now;
};

/// A certificate that is handed out, and whether it was made for this request.
struct Issued {
  Stored certificate;
  bool is_new = false;
};

/// Issues certificates and signs the status list. `cases` and `key` must outlive it. Threads: safe to call from several.
class Service {
 public:
  Service(const cases::Service& cases, const audit::SigningKey& key) : cases_(cases), key_(key) {}
  /// What the QR leads to: the address people use, without a slash at its end. Set once, before the first request.
  void use_public_address(std::string address);

  /// The present certificate where nothing it says has changed, otherwise a new one that replaces it.
  /// Errors: certificates.outlet_not_found (also where the asker has nothing to do with it), certificates.outlet_expired,
  /// certificates.outlet_ended.
  base::Result<Issued> issue(storage::Connection& connection, std::string_view outlet_id, const Asker& asker, base::Random& random) const;
  /// A certificate for its holder or the body that decided. Errors: certificates.not_found, certificates.bad_number.
  base::Result<Stored> find_for(storage::Connection& connection, std::string_view number, std::string_view account_id) const;
  /// The lines of an institution the asker may have a certificate of, each with its present one. Shape: schema CertifiableOutlet.
  /// Errors: certificates.organisation_not_found.
  base::Result<base::Value::List> list_outlets(storage::Connection& connection, std::string_view organisation_id, const Asker& asker) const;
  /// The list as it stands on the day of business time, as gzip; printed, signed and packed once for each state of the directory.
  std::string pack_status_list(storage::Connection& connection, base::Instant now) const;
  /// The same as text.
  std::string print_status_list(storage::Connection& connection, base::Instant now) const;
  /// What the server itself says of a certificate in hand. Errors: those of verify.
  base::Result<Answer> check(storage::Connection& connection, std::string_view certificate, base::Instant now) const;

 private:
  bool may_certify(storage::Connection& connection, const directory::Outlet& outlet, std::string_view account_id) const;
  Statement describe(storage::Connection& connection, const directory::Outlet& outlet) const;
  std::string authority_name(storage::Connection& connection, const directory::Outlet& outlet) const;
  std::optional<Issued> try_to_issue(storage::Connection& connection, const directory::Outlet& outlet, Statement statement, const Asker& asker,
                                     base::Random& random) const;

  struct Packed {
    std::int64_t version = -1;
    base::Date as_of{};
    std::string bytes;
  };
  const cases::Service& cases_;
  const audit::SigningKey& key_;
  std::string address_;
  mutable std::mutex mutex_;
  mutable Packed packed_;
};

/// Reads a number as typed. Errors: certificates.bad_number.
base::Result<std::string> read_number(std::string_view text);
/// What everybody may read of a certificate. Shape: schema Certificate.
base::Value to_value(const Stored& certificate, base::Date today);
/// One A4 page with the QR.
base::Result<std::string> print_pdf(const Stored& certificate, http::Language language);
/// Certificates as their events tell them. One that is gone is not made anew.
extern const audit::RecordKind records_in_log;

}  // namespace zhidian::certificates
