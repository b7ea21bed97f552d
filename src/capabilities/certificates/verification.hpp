#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "capabilities/certificates/certificate.hpp"

namespace zhidian::certificates {

/// What a check of a certificate came to. `state`: valid, expired, ended, replaced, suspended, forged, unknown.
struct Answer {
  std::string state = "unknown";
  std::string sentence;  // id of the sentence that says why
  std::map<std::string, std::string> params;
  std::string number, name, key_id;
  std::string key_source;  // given, list, certificate: where the key that was trusted came from
  base::Date on{};
  std::optional<base::Date> list_as_of{};
};

/// What a person has in hand. Without `public_key` the key of the list is trusted, without a list the one inside the certificate, which proves
/// no more than that its parts fit. Without `on`: `today` or the day of the list, whichever is later.
struct Question {
  std::string_view certificate;
  const StatusList* list = nullptr;
  std::string public_key = {};
  std::optional<base::Date> on{};
  base::Date today{};
};

/// Checks signature, dates and, where there is a list, the state; without a database or network.
/// Errors: certificates.unreadable, certificates.not_a_certificate, certificates.list_other_key.
base::Result<Answer> verify(const Question& question);
/// The number a text claims to have, to look its state up; empty where it names none.
std::string claimed_number(std::string_view certificate);
/// The answer with its sentence in both languages and what was checked, for programs.
base::Value to_value(const Answer& answer);

}  // namespace zhidian::certificates
