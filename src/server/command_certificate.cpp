#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "base/text.hpp"
#include "capabilities/certificates/verification.hpp"
#include "http/http.hpp"
#include "server/commands.hpp"
#include "server/sources.hpp"
#include "server/store.hpp"

namespace zhidian::server {
namespace {

using certificates::Answer;
using http::Language;

constexpr std::size_t key_digits = 64;

/// What cannot be used is said in both languages, with the cure; 2 as for every wrong call.
int refuse(const std::string& id, const std::map<std::string, std::string>& params = {}) {
  fmt::print(stderr, "zhidian: {}\n         {}\n", http::sentence(Language::zh, id, params), http::sentence(Language::en, id, params));
  return Exit::usage;
}

bool is_key(std::string_view text) {
  return text.size() == key_digits && std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// The key as given, or as it stands in a file: alone as `audit key` prints it, or in what /api/evidence/key answers.
std::optional<std::string> read_public_key(const std::string& given) {
  if (given.empty() || is_key(given)) return given;
  if (!std::filesystem::is_regular_file(given)) return std::nullopt;
  std::string text = base::trim(read_file(given));
  if (const auto document = base::parse_json(text); document && document->is_map()) text = document->text_or("public_key");
  return is_key(text) ? std::optional(text) : std::nullopt;
}

void print_answer(const Answer& answer) {
  const auto say = [](const std::string& id, const std::map<std::string, std::string>& params) {
    fmt::print("  {}\n  {}\n", http::sentence(Language::zh, "certificates." + id, params),
               http::sentence(Language::en, "certificates." + id, params));
  };
  const auto state = [&](Language language) { return http::sentence(language, "certificates.state_" + answer.state, {}); };
  fmt::print("{} {} {}  {} {}\n", answer.state == "valid" ? "✓" : "✕", state(Language::zh), state(Language::en), answer.number, answer.name);
  fmt::print("  {}\n  {}\n", http::sentence(Language::zh, answer.sentence, answer.params),
             http::sentence(Language::en, answer.sentence, answer.params));
  say("checked_signature", {{"key_id", answer.key_id}});
  if (answer.state == "forged") return;
  say("checked_dates", {{"on", base::print_date(answer.on)}});
  if (answer.list_as_of)
    say("checked_list", {{"as_of", base::print_date(*answer.list_as_of)}});
  else
    say("not_checked_list", {});
  if (answer.key_source != "given") say("key_from_" + answer.key_source, {});
}

}  // namespace

int certificate_verify(const CertificateOptions& options) {
  const std::string text = read_file(options.file);
  certificates::Question question;
  question.certificate = text;
  question.today = base::civil_date(system_now());
  if (!options.on.empty() && !(question.on = base::parse_date(options.on))) return refuse("certificates.bad_date", {{"text", options.on}});
  const auto key = read_public_key(options.public_key);
  if (!key) return refuse("certificates.bad_public_key");
  question.public_key = *key;
  certificates::StatusList list;
  if (!options.status_list.empty()) {
    auto read = certificates::parse_status_list(read_file(options.status_list));
    if (!read) return refuse(read.error().id);
    list = std::move(*read);
    question.list = &list;
  }
  const auto answer = certificates::verify(question);
  if (!answer) return refuse(answer.error().id);
  if (options.json)
    fmt::print("{}\n", base::print_json(certificates::to_value(*answer)));
  else
    print_answer(*answer);
  return answer->state == "valid" ? Exit::done : Exit::finding;
}

}  // namespace zhidian::server
