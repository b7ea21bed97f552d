#include "capabilities/certificates/certificate.hpp"

#include "base/id.hpp"
#include "http/http.hpp"

namespace zhidian::certificates {
namespace {

using base::ErrorCode;
using base::Value;

Value text_value(const rules::Text& text) { return Value::Map{{"zh", text.zh}, {"en", text.en}}; }

/// Everything that is said about the outlet itself.
Value content_of(const Statement& statement) {
  return Value::Map{
      {"outlet", Value::Map{{"id", statement.outlet_id},
                            {"name", statement.name},
                            {"kind", statement.kind},
                            {"credit_code", statement.credit_code},
                            {"division_code", statement.division_code},
                            {"division_name", statement.division_name}}},
      {"status", Value::Map{{"id", statement.status}, {"label", text_value(statement.status_label)}, {"act_word", text_value(statement.act_word)}}},
      {"act", Value::Map{{"id", statement.act_id}, {"title", text_value(statement.act_title)}}},
      {"authority_name", statement.authority_name},
      {"filed_on", base::print_date(statement.filed_on)},
      {"valid_until", base::date_value(statement.valid_until)}};
}

Value sign(Value document, const audit::SigningKey& key) {
  document.set("key_id", key.key_id());
  document.set("public_key", key.public_key_hex());
  document.set("signature", key.sign(base::print_json(document)));
  return document;
}

/// The date of a member: null is none, anything else that is no date fails.
bool read_date(const Value& value, std::optional<base::Date>& into) {
  if (value.is_null()) return true;
  into = value.is_text() ? base::parse_date(value.as_text()) : std::nullopt;
  return into.has_value();
}

std::optional<StatusEntry> read_entry(const Value& value) {
  StatusEntry entry{value.text_or("number"), value.text_or("digest"), value.text_or("state"), value.text_or("replaced_by"), {}, {}, {}};
  const bool has_dates = read_date(value.at("valid_until"), entry.valid_until) && read_date(value.at("ended_on"), entry.ended_on) &&
                         read_date(value.at("replaced_on"), entry.replaced_on);
  if (!has_dates || entry.number.empty() || entry.digest.empty() || entry.state.empty()) return std::nullopt;
  return entry;
}

}  // namespace

Value make_certificate(const Statement& statement, const audit::SigningKey& key) {
  Value document = content_of(statement);
  document.set("kind", certificate_kind);
  document.set("number", statement.number);
  document.set("issued_at", base::print_instant(statement.issued_at));
  document.set("address", statement.address);
  document.set("remark", text_value({http::sentence(http::Language::zh, "certificates.remark", {}),
                                     http::sentence(http::Language::en, "certificates.remark", {})}));
  return sign(std::move(document), key);
}

std::string hash_content(const Statement& statement, const audit::SigningKey& key) {
  Value content = content_of(statement);
  content.set("key_id", key.key_id());
  return base::sha256_hex(base::print_json(content));
}

std::string digest_of(const Value& certificate) { return base::sha256_hex(base::print_json(certificate)); }

bool is_signed_document(const Value& document, std::string_view public_key_hex) {
  if (!document.is_map() || document.text_or("public_key") != public_key_hex) return false;
  Value signed_part = document;
  signed_part.as_map().erase("signature");
  return audit::verify_signature(public_key_hex, base::print_json(signed_part), document.text_or("signature"));
}

Value to_value(const StatusEntry& entry) {
  return Value::Map{{"number", entry.number},
                    {"digest", entry.digest},
                    {"state", entry.state},
                    {"valid_until", base::date_value(entry.valid_until)},
                    {"ended_on", base::date_value(entry.ended_on)},
                    {"replaced_on", base::date_value(entry.replaced_on)},
                    {"replaced_by", entry.replaced_by.empty() ? Value() : Value(entry.replaced_by)}};
}

Value make_status_list(Value::List entries, base::Date as_of, base::Instant signed_at, const audit::SigningKey& key) {
  Value document(Value::Map{{"kind", status_list_kind}, {"as_of", base::print_date(as_of)}, {"signed_at", base::print_instant(signed_at)}});
  document.set("certificates", std::move(entries));
  return sign(std::move(document), key);
}

base::Result<StatusList> parse_status_list(std::string_view text) {
  const auto document = base::parse_json(text);
  if (!document) return base::refuse(ErrorCode::malformed, "certificates.list_unreadable");
  if (document->text_or("kind") != status_list_kind) return base::refuse(ErrorCode::malformed, "certificates.not_a_list");
  StatusList list;
  list.public_key = document->text_or("public_key");
  const auto as_of = base::parse_date(document->text_or("as_of"));
  const auto signed_at = base::parse_instant(document->text_or("signed_at"));
  if (!as_of || !signed_at || !document->at("certificates").is_list() || !is_signed_document(*document, list.public_key))
    return base::refuse(ErrorCode::malformed, "certificates.list_altered");
  list.as_of = *as_of;
  list.signed_at = *signed_at;
  for (const Value& value : document->at("certificates").as_list()) {
    auto entry = read_entry(value);
    if (!entry) return base::refuse(ErrorCode::malformed, "certificates.list_altered");
    const std::string number = entry->number;
    list.entries.insert_or_assign(number, std::move(*entry));
  }
  return list;
}

}  // namespace zhidian::certificates
