#include "capabilities/certificates/certificates_store.hpp"

#include <algorithm>

#include "capabilities/certificates/sql.hpp"

namespace zhidian::certificates {
namespace {

namespace sql = zhidian::sql::certificates;
using storage::Row;

/// What the status list needs; nothing of the document.
Stored read_status(const Row& row) {
  Stored stored;
  stored.number = row.text("number");
  stored.digest = row.text("digest");
  stored.replaced_by = row.text("replaced_by");
  stored.valid_until = row.optional_date("valid_until");
  stored.replaced_on = row.optional_date("replaced_on");
  stored.outlet_valid_until = row.optional_date("outlet_valid_until");
  stored.outlet_ended_on = row.optional_date("outlet_ended_on");
  return stored;
}

Stored read_certificate(const Row& row) {
  Stored stored = read_status(row);
  stored.outlet_id = row.text("outlet_id");
  stored.organisation_id = row.text("organisation_id");
  stored.status = row.text("status");
  stored.content_hash = row.text("content_hash");
  stored.document = row.text("document");
  stored.issued_at = row.text("issued_at");
  return stored;
}

/// The earlier of what the certificate says and what the directory says now; none is without end.
std::optional<base::Date> earlier(std::optional<base::Date> one, std::optional<base::Date> other) {
  if (!one || !other) return one ? one : other;
  return std::min(*one, *other);
}

}  // namespace

bool insert_certificate(storage::Connection& connection, const Stored& certificate, std::string_view issued_by) {
  const auto valid_until = base::print_date(certificate.valid_until);
  return connection.execute(sql::insert_certificate,
                            {certificate.number, certificate.outlet_id, certificate.organisation_id, certificate.status, certificate.content_hash,
                             certificate.digest, certificate.document, valid_until, issued_by, certificate.issued_at}) == 1;
}

bool replace_certificate(storage::Connection& connection, std::string_view number, std::string_view replaced_by, base::Date on) {
  return connection.execute(sql::replace_certificate, {number, replaced_by, base::print_date(on)}) == 1;
}

std::optional<Stored> find_certificate(storage::Connection& connection, std::string_view number) {
  return connection.find(sql::find_certificate, {number}, read_certificate);
}

void rewrite_certificate(storage::Connection& connection, std::string_view number, const base::Value& told) {
  const auto text = [&](std::string_view key) { return told.at(key).is_text() ? std::optional(told.text_or(key)) : std::nullopt; };
  connection.execute(sql::rewrite_certificate,
                     {number, told.text_or("outlet_id"), told.text_or("status"), told.text_or("digest"), text("replaced_by"), text("replaced_on")});
}

std::optional<Stored> find_present_certificate(storage::Connection& connection, std::string_view organisation_id, std::string_view status) {
  return connection.find(sql::find_present_certificate, {organisation_id, status}, read_certificate);
}

std::vector<Stored> list_certificates(storage::Connection& connection) { return connection.list(sql::list_certificates, {}, read_certificate); }

std::vector<StatusEntry> list_statuses(storage::Connection& connection, base::Date today) {
  return connection.list(sql::list_statuses, {}, [&](const Row& row) { return status_of(read_status(row), today); });
}

StatusEntry status_of(const Stored& certificate, base::Date today) {
  StatusEntry entry{certificate.number, certificate.digest, "valid", certificate.replaced_by, {}, {}, {}};
  entry.valid_until = earlier(certificate.valid_until, certificate.outlet_valid_until);
  entry.ended_on = certificate.outlet_ended_on;
  entry.replaced_on = certificate.replaced_on;
  if (entry.valid_until && *entry.valid_until < today) entry.state = "expired";
  if (entry.ended_on && *entry.ended_on <= today) entry.state = "ended";
  if (entry.replaced_on && *entry.replaced_on <= today) entry.state = "replaced";
  return entry;
}

bool is_certifiable(storage::Connection& connection, std::string_view account_id, std::string_view outlet_id, std::string_view level) {
  return connection.find(sql::find_certifiable_outlet, {account_id, outlet_id, level}, [](const Row& row) { return row.text("outlet_id"); })
      .has_value();
}

bool is_visible_organisation(storage::Connection& connection, std::string_view account_id, std::string_view organisation_id) {
  return connection.find(sql::find_visible_organisation, {account_id, organisation_id}, [](const Row& row) { return row.text("organisation_id"); })
      .has_value();
}

std::vector<std::string> list_outlet_ids(storage::Connection& connection, std::string_view organisation_id) {
  return connection.list(sql::list_outlet_ids, {organisation_id}, [](const Row& row) { return row.text("id"); });
}

std::int64_t find_data_version(storage::Connection& connection) {
  return connection.find(sql::find_data_versions, {}, [](const Row& row) { return row.integer("version"); }).value_or(0);
}

void raise_data_version(storage::Connection& connection) { connection.execute(sql::raise_data_version); }

}  // namespace zhidian::certificates
