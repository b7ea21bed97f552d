#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "audit/log.hpp"
#include "base/date.hpp"
#include "base/value.hpp"
#include "rules/model.hpp"

namespace zhidian::certificates {

inline constexpr std::string_view certificate_kind = "zhidian_certificate_1";
inline constexpr std::string_view status_list_kind = "zhidian_certificate_status_1";

/// What a certificate says, as the directory had it when it was issued.
struct Statement {
  std::string number, outlet_id, name, kind, credit_code, division_code, division_name, status, act_id, authority_name, address;
  rules::Text status_label, act_word, act_title;  // act_word: what the body did, filing or recognition
  base::Date filed_on{};
  std::optional<base::Date> valid_until{};  // none: the act names no end
  base::Instant issued_at{};
};

/// The certificate: canonical JSON of the statement with the key and its signature over all members but `signature`.
base::Value make_certificate(const Statement& statement, const audit::SigningKey& key);
/// What must be the same for the present certificate to stay: everything the statement says but number, time and address, and the key.
std::string hash_content(const Statement& statement, const audit::SigningKey& key);
/// SHA-256 over the canonical certificate, as the status list and the log carry it. Hex.
std::string digest_of(const base::Value& certificate);
/// True where this key signed exactly this document, certificate or status list.
bool is_signed_document(const base::Value& document, std::string_view public_key_hex);

/// What the directory says of a certificate now. `state`: valid, expired, ended, replaced, or a further word of the directory.
struct StatusEntry {
  std::string number, digest, state, replaced_by;
  std::optional<base::Date> valid_until{}, ended_on{}, replaced_on{};
};
/// Every certificate ever issued with its state on one day.
struct StatusList {
  base::Date as_of{};
  base::Instant signed_at{};
  std::string public_key;
  std::map<std::string, StatusEntry, std::less<>> entries;
};
base::Value to_value(const StatusEntry& entry);
base::Value make_status_list(base::Value::List entries, base::Date as_of, base::Instant signed_at, const audit::SigningKey& key);
/// Reads a list and checks its signature with the key it names.
/// Errors: certificates.list_unreadable, certificates.not_a_list, certificates.list_altered.
base::Result<StatusList> parse_status_list(std::string_view text);

}  // namespace zhidian::certificates
