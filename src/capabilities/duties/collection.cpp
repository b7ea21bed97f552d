#include "capabilities/duties/collection.hpp"

#include <fmt/format.h>

#include "capabilities/cases/printing.hpp"
#include "documents/archive.hpp"
#include "documents/workbook.hpp"
#include "http/http.hpp"

namespace zhidian::duties {
namespace {

/// The scan of the signed print that was handed in with the report.
std::string scan_of(const cases::Dossier& dossier) {
  for (const rules::Material& slot : dossier.procedure->materials) {
    if (!slot.is_signed_form) continue;
    for (const cases::StoredMaterial& material : dossier.materials) {
      if (material.slot == slot.id && material.is_usable()) return material.sha256;
    }
  }
  return "";
}

std::string word(const std::string& id) { return http::sentence(http::Language::zh, "duties." + id, {}); }

std::vector<std::string> make_header() {
  std::vector<std::string> header;
  for (const char* column : {"number", "outlet", "case", "state", "done_on", "due_on", "is_late", "scan"})
    header.push_back(word(std::string("column_") + column));
  return header;
}

std::string state_of(const Item& item, const std::optional<cases::Dossier>& dossier) {
  if (!dossier) return word(item.state == rules::waived ? "waived" : item.state == "closed" ? "not_asked" : "not_handed_in");
  const rules::State* state = dossier->procedure->find_state(dossier->target.state);
  return state ? state->label.zh : "";
}

/// A report the authority has a part in; those of another authority's outlets are only looked on.
std::optional<cases::VisibleCase> find_own(storage::Connection& connection, const cases::Service& cases, std::string_view account_id,
                                           const Item& item) {
  auto visible = item.case_id.empty() ? std::nullopt : cases.find_visible(connection, account_id, item.case_id);
  return visible && !visible->parties.empty() ? std::move(visible) : std::nullopt;
}

}  // namespace

base::Result<std::string> make_collection(storage::Connection& connection, const cases::Service& cases, std::string_view account_id,
                                          std::string_view act_id, std::string_view period, base::Date today) {
  documents::WorkbookSheet list{word("collection"), {make_header()}};
  std::vector<documents::Part> parts;
  const Scope scope{std::string(account_id), ""};
  const auto levels = list_levels(connection, account_id);
  for (const Item& item : list_owed(cases.registry(), list_lines(connection, scope, today), list_reports(connection, scope), {}, today)) {
    if (item.kind != "report" || item.act_id != act_id || item.period != period || !concerns_office(item, cases.registry(), levels)) continue;
    const auto visible = find_own(connection, cases, account_id, item);
    if (item.done_on && !visible) continue;
    std::optional<cases::Dossier> dossier;
    if (visible) dossier = cases.read_dossier(connection, visible->target, today, cases::Answers::submitted);
    const std::string number = fmt::format("{:03}", list.rows.size());
    const bool is_late = item.state == "late" || (item.done_on && *item.done_on > item.due_on);
    list.rows.push_back({number, item.organisation_name, visible ? item.case_number : "", state_of(item, dossier),
                         item.done_on ? base::print_date(*item.done_on) : "", base::print_date(item.due_on), word(is_late ? "yes" : "no"),
                         dossier ? scan_of(*dossier) : ""});
    if (!visible) continue;
    if (const auto printed = cases::prepare_print(connection, cases, *visible, 0, today))
      parts.push_back({number + ".pdf", documents::form_pdf(*printed->form, printed->answers, printed->context)});
  }
  if (list.rows.size() == 1) return base::refuse(base::ErrorCode::not_found, "duties.nothing_to_collect");
  parts.insert(parts.begin(), {"list.xlsx", documents::workbook_xlsx({list})});
  return documents::zip_parts(parts);
}

}  // namespace zhidian::duties
