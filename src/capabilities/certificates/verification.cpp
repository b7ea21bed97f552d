#include "capabilities/certificates/verification.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "http/http.hpp"

namespace zhidian::certificates {
namespace {

using base::ErrorCode;
using base::Value;

/// What a signed certificate must hold to be judged.
struct Claims {
  base::Date filed_on{};
  std::optional<base::Date> valid_until{};
  base::Instant issued_at{};
};

std::optional<Claims> read_claims(const Value& document) {
  const auto filed_on = base::parse_date(document.text_or("filed_on"));
  const auto issued_at = base::parse_instant(document.text_or("issued_at"));
  const Value& until = document.at("valid_until");
  const auto valid_until = until.is_text() ? base::parse_date(until.as_text()) : std::nullopt;
  if (!filed_on || !issued_at || (!until.is_null() && !valid_until)) return std::nullopt;
  return Claims{*filed_on, valid_until, *issued_at};
}

Answer& say(Answer& answer, std::string state, std::string_view sentence, std::map<std::string, std::string> params = {}) {
  answer.state = std::move(state);
  answer.sentence = fmt::format("certificates.{}", sentence);
  answer.params = std::move(params);
  return answer;
}

bool is_past(std::optional<base::Date> last_day, base::Date on) { return last_day && *last_day < on; }
bool has_come(std::optional<base::Date> day, base::Date on) { return day && *day <= on; }

/// Signature and shape are good; the rest follows from dates and list.
Answer& judge(Answer& answer, const Claims& claims, const StatusEntry* entry, const StatusList* list) {
  const base::Date on = answer.on;
  if (on < claims.filed_on) return say(answer, "unknown", "answer_not_yet", {{"filed_on", base::print_date(claims.filed_on)}});
  if (!entry && list)
    return say(answer, "unknown", claims.issued_at > list->signed_at ? "answer_list_older" : "answer_not_listed",
               {{"as_of", base::print_date(list->as_of)}});
  if (entry && has_come(entry->replaced_on, on))
    return say(answer, "replaced", "answer_replaced", {{"number", entry->replaced_by}, {"day", base::print_date(*entry->replaced_on)}});
  if (entry && has_come(entry->ended_on, on)) return say(answer, "ended", "answer_ended", {{"day", base::print_date(*entry->ended_on)}});
  if (is_past(claims.valid_until, on)) return say(answer, "expired", "answer_expired", {{"day", base::print_date(*claims.valid_until)}});
  if (entry && is_past(entry->valid_until, on)) return say(answer, "expired", "answer_expired", {{"day", base::print_date(*entry->valid_until)}});
  if (!entry) return say(answer, "unknown", "answer_no_list");
  if (entry->state == "suspended") return say(answer, "suspended", "answer_suspended");
  return say(answer, "valid", claims.valid_until ? "answer_valid" : "answer_valid_without_end",
             {{"day", claims.valid_until ? base::print_date(*claims.valid_until) : ""}});
}

}  // namespace

std::string claimed_number(std::string_view certificate) {
  const auto document = base::parse_json(certificate);
  return document ? document->text_or("number") : "";
}

base::Result<Answer> verify(const Question& question) {
  const auto document = base::parse_json(question.certificate);
  if (!document) return base::refuse(ErrorCode::malformed, "certificates.unreadable");
  if (document->text_or("kind") != certificate_kind) return base::refuse(ErrorCode::malformed, "certificates.not_a_certificate");
  Answer answer;
  answer.number = document->text_or("number");
  answer.name = document->at("outlet").text_or("name");
  answer.on = question.on.value_or(question.list ? std::max(question.today, question.list->as_of) : question.today);
  answer.key_source = !question.public_key.empty() ? "given" : question.list ? "list" : "certificate";
  const std::string key = !question.public_key.empty() ? question.public_key
                          : question.list              ? question.list->public_key
                                                       : document->text_or("public_key");
  if (question.list) {
    if (question.list->public_key != key) return base::refuse(ErrorCode::invalid, "certificates.list_other_key");
    answer.list_as_of = question.list->as_of;
  }
  answer.key_id = document->text_or("key_id");
  const auto claims = read_claims(*document);
  if (!is_signed_document(*document, key) || !claims) return say(answer, "forged", "answer_forged");
  const StatusEntry* entry = nullptr;
  if (question.list) {
    const auto found = question.list->entries.find(answer.number);
    if (found != question.list->entries.end()) entry = &found->second;
  }
  if (entry && entry->digest != digest_of(*document)) return say(answer, "forged", "answer_other_digest");
  return judge(answer, *claims, entry, question.list);
}

Value to_value(const Answer& answer) {
  const auto words = [&](http::Language language) { return http::sentence(language, answer.sentence, answer.params); };
  return Value::Map{{"state", answer.state},
                    {"number", answer.number},
                    {"name", answer.name},
                    {"on", base::print_date(answer.on)},
                    {"list_as_of", base::date_value(answer.list_as_of)},
                    {"key_id", answer.key_id},
                    {"key_source", answer.key_source},
                    {"text", Value::Map{{"zh", words(http::Language::zh)}, {"en", words(http::Language::en)}}}};
}

}  // namespace zhidian::certificates
