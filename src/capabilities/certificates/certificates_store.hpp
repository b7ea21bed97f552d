#pragma once
#include <optional>
#include <string>
#include <vector>

#include "capabilities/certificates/certificate.hpp"
#include "storage/storage.hpp"

namespace zhidian::certificates {

/// A certificate as it is kept, with the dates its line in the directory has now.
struct Stored {
  std::string number, outlet_id, organisation_id, status, content_hash, digest, document, issued_at, replaced_by;
  std::optional<base::Date> valid_until{}, replaced_on{}, outlet_valid_until{}, outlet_ended_on{};
};

/// False where the institution has a present certificate of the status already, or the number is taken.
bool insert_certificate(storage::Connection& connection, const Stored& certificate, std::string_view issued_by);
/// False where it had been replaced already.
bool replace_certificate(storage::Connection& connection, std::string_view number, std::string_view replaced_by, base::Date on);
/// Writes what the log tells of a certificate: outlet_id, status, digest, replaced_by, replaced_on.
void rewrite_certificate(storage::Connection& connection, std::string_view number, const base::Value& told);
std::optional<Stored> find_certificate(storage::Connection& connection, std::string_view number);
std::optional<Stored> find_present_certificate(storage::Connection& connection, std::string_view organisation_id, std::string_view status);
std::vector<Stored> list_certificates(storage::Connection& connection);
/// The entries of the status list, in the order of numbers.
std::vector<StatusEntry> list_statuses(storage::Connection& connection, base::Date today);
StatusEntry status_of(const Stored& certificate, base::Date today);

bool is_certifiable(storage::Connection& connection, std::string_view account_id, std::string_view outlet_id, std::string_view level);
bool is_visible_organisation(storage::Connection& connection, std::string_view account_id, std::string_view organisation_id);
/// The lines of an institution that stand in the directory.
std::vector<std::string> list_outlet_ids(storage::Connection& connection, std::string_view organisation_id);
/// The status list changes with the directory and with each certificate.
std::int64_t find_data_version(storage::Connection& connection);
void raise_data_version(storage::Connection& connection);

}  // namespace zhidian::certificates
