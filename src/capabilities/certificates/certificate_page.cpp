#include <fmt/format.h>

#include "capabilities/certificates/certificates.hpp"
#include "capabilities/organisations/organisations.hpp"
#include "documents/documents.hpp"

namespace zhidian::certificates {
namespace {

using base::Value;
using http::Language;

/// 2024年10月8日; in English as it is written: 2024-10-08.
std::string spoken_date(const std::string& text, Language language) {
  const auto date = base::parse_date(text);
  return date && language == Language::zh ? base::print_chinese_date(*date) : text;
}

}  // namespace

base::Result<std::string> print_pdf(const Stored& certificate, Language language) {
  const Value document = base::parse_json(certificate.document).value_or(Value());
  const auto own = [&](const Value& text) { return text.text_or(language == Language::zh ? "zh" : "en"); };
  const Value& outlet = document.at("outlet");
  const std::string act_word = own(document.at("status").at("act_word"));  // none where no act here grants the status
  const std::map<std::string, std::string> params{{"word", act_word.empty() ? http::sentence(language, "certificates.page_word", {}) : act_word}};
  const auto word = [&](std::string_view id) { return http::sentence(language, fmt::format("certificates.page_{}", id), params); };
  const auto issued_at = base::parse_instant(document.text_or("issued_at"));
  documents::CertificatePage page;
  page.title = word("title");
  page.subtitle = word("subtitle");
  page.introduction = word("introduction");
  const auto add = [&](std::string_view id, const std::string& value) {
    if (!value.empty()) page.lines.emplace_back(word(id), value);
  };
  add("name", outlet.text_or("name"));
  add("credit_code", outlet.text_or("credit_code"));
  add("kind", organisations::word_of("kind", outlet.text_or("kind"), language));
  add("status", own(document.at("status").at("label")));
  add("division", outlet.text_or("division_name"));
  add("act", own(document.at("act").at("title")));
  add("authority", document.text_or("authority_name"));
  add("filed_on", spoken_date(document.text_or("filed_on"), language));
  add("valid_until", spoken_date(document.text_or("valid_until"), language));
  add("number", document.text_or("number"));
  add("issued_on", issued_at ? spoken_date(base::print_date(base::civil_date(*issued_at)), language) : "");
  page.address = document.text_or("address");
  page.check_hint = word("check");
  page.remark = own(document.at("remark"));
  return documents::certificate_pdf(page);
}

}  // namespace zhidian::certificates
