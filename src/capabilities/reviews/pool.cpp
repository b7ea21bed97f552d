#include "capabilities/reviews/pool.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "rules/limits.hpp"

namespace zhidian::reviews {

std::string exclusion_of(const Declaration& declaration, const PoolQuestion& question) {
  const bool is_named = declaration.folded_name == base::fold(question.applicant_name) ||
                        (!declaration.credit_code.empty() && declaration.credit_code == question.applicant_code);
  if (!is_named || (declaration.begins_on && *declaration.begins_on > question.today)) return "";
  if (!declaration.ends_on || *declaration.ends_on >= question.today) return declaration.kind;
  if (declaration.kind != "employer") return "";
  return std::string(rules::employer_fault(question.former_employer, *declaration.ends_on, question.today, *question.calendar));
}

std::vector<std::string> list_exclusions(const Expert& expert, const std::vector<Declaration>& declarations, const PoolQuestion& question) {
  std::vector<std::string> reasons;
  const auto add = [&](const std::string& reason) {
    if (!reason.empty() && std::ranges::find(reasons, reason) == reasons.end()) reasons.push_back(reason);
  };
  if (expert.state != "available" || !expert.is_active) add("unavailable");
  const bool has_field = std::ranges::any_of(
      expert.fields, [&](const std::string& field) { return std::ranges::find(question.fields, field) != question.fields.end(); });
  if (!has_field) add("field");
  if (expert.is_staff) add("staff");
  for (const Declaration& declaration : declarations) {
    if (declaration.account_id == expert.account_id) add(exclusion_of(declaration, question));
  }
  return reasons;
}

base::Result<void> check_panel_size(const rules::ReviewRule& rule, std::int64_t size) {
  const std::string_view fault = rules::panel_fault(rule, size);
  if (fault == "panel_too_small") {
    return base::refuse(base::ErrorCode::invalid, "reviews.panel_too_small", {{"at_least", std::to_string(rule.at_least)}});
  }
  if (fault == "panel_not_odd") return base::refuse(base::ErrorCode::invalid, "reviews.panel_not_odd");
  return {};
}

}  // namespace zhidian::reviews
