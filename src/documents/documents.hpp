#pragma once
#include <string>
#include <utility>
#include <vector>

#include "base/value.hpp"
#include "rules/model.hpp"

namespace zhidian::documents {

/// What is printed on an application form besides the answers.
struct FormContext {
  std::string applicant_name;    // legal-person name for the cover
  std::string recommender_name;  // district bureau
  std::string filled_on;         // 2024年10月8日
  std::string content_hash;      // short hash printed in the footer, so that a scan can be held against its print
  base::Value catalogue;         // list of {number, title, file_name, pages}: the annex list with its catalogue
  std::string applicant_label = "申请单位";
  std::string year = {};  // a report is about
};

/// The whole form with cover, sections, signature and seal places as the act's form definition says.
/// The font 仿宋_GB2312 is named in DOCX at the form's size; PDF embeds an open font (FandolFang where installed, else Noto Serif CJK).
std::string form_pdf(const rules::Form& form, const base::Value& answers, const FormContext& context);
std::string form_docx(const rules::Form& form, const base::Value& answers, const FormContext& context);

/// One A4 page that says something of an institution, with a QR code that leads to where it can be checked. The texts are the caller's.
struct CertificatePage {
  std::string title, subtitle, introduction;
  std::vector<std::pair<std::string, std::string>> lines;  // label, value
  std::string address;                                     // in the QR code and beneath it
  std::string check_hint;                                  // beside the QR code
  std::string remark;                                      // at the foot of the page
};
/// Errors: qr_code.too_long, qr_code.empty.
base::Result<std::string> certificate_pdf(const CertificatePage& page);

/// Joins pictures of pages (JPEG, PNG paths) into one PDF, one page each. Errors: documents.not_a_picture.
base::Result<std::string> join_pictures(const std::vector<std::string>& paths);

}  // namespace zhidian::documents
