#include <algorithm>
#include <set>

#include "audit/log.hpp"
#include "base/social_credit_code.hpp"
#include "base/text.hpp"
#include "capabilities/messages/messages.hpp"
#include "capabilities/organisations/organisations.hpp"
#include "capabilities/reviews/draw.hpp"
#include "capabilities/reviews/pool.hpp"
#include "capabilities/reviews/reviews.hpp"
#include "capabilities/reviews/reviews_store.hpp"

namespace zhidian::reviews {
namespace {

using base::ErrorCode;
using base::Value;

constexpr const char* declaration_kinds[] = {"employer", "spouse_employer", "relative_employer", "other_relation"};

base::Result<void> check_fields(const std::vector<std::string>& fields) {
  const auto& known = known_fields();
  const bool is_good = !fields.empty() && std::set(fields.begin(), fields.end()).size() == fields.size() &&
                       std::ranges::all_of(fields, [&](const std::string& field) { return std::ranges::find(known, field) != known.end(); });
  if (!is_good) return base::refuse(ErrorCode::invalid, "reviews.bad_field");
  return {};
}

audit::Event expert_event(std::string kind, std::string id, std::int64_t ordinal, std::string action, Value content, Value personal,
                          const Actor& actor) {
  return {
      std::move(kind),    std::move(id),      ordinal, std::move(action), "account", actor.account_id, base::civil_date(actor.at), actor.at, "", "",
      std::move(content), std::move(personal)};
}

/// Somebody sits, or has decided.
bool has_panel(const Review& review) {
  return review.state == "scoring" || review.state == "scored" || review.state == "opened" || review.state == "concluded";
}

/// A second review of a submission is for others than the first panel, as long as enough others are there.
void exclude_former_panel(std::vector<std::pair<std::string, std::vector<std::string>>>& judged, const std::vector<std::string>& former,
                          std::int64_t size) {
  const auto sat = [&](const auto& member) { return std::ranges::find(former, member.first) != former.end(); };
  const auto others = std::ranges::count_if(judged, [&](const auto& member) { return member.second.empty() && !sat(member); });
  if (others < size) return;
  for (auto& member : judged) {
    if (sat(member)) member.second.emplace_back("sat_before");
  }
}

}  // namespace

base::Result<Expert> Service::add_expert(storage::Connection& connection, std::string_view authority_id, std::string_view login_name,
                                         const std::vector<std::string>& fields, const Actor& actor) const {
  if (auto good = check_fields(fields); !good) return base::refuse(good.error());
  const auto account = find_expert_account(connection, login_name);
  if (!account) return base::refuse(ErrorCode::invalid, "reviews.no_such_expert");
  Expert expert;
  expert.id = base::make_id(actor.at, random_);
  expert.authority_id = authority_id;
  expert.account_id = account->account_id;
  expert.fields = fields;
  if (!insert_expert(connection, expert, actor.at)) return base::refuse(ErrorCode::conflict, "reviews.already_in_pool");
  auto added = reviews::find_expert(connection, actor.account_id, expert.id);
  if (!added || added->relation != "officer") return base::refuse(ErrorCode::forbidden, "reviews.not_your_pool");
  messages::tell_account(connection, expert.account_id, {"reviews.expert_added", {}, "expert", expert.id, "/assignments"}, actor.at, random_);
  audit::append(
      connection,
      expert_event("expert", expert.id, 1, "add",
                   Value::Map{{"authority_id", expert.authority_id}, {"account_id", expert.account_id}, {"fields", base::list_value(fields)}}, {},
                   actor),
      random_);
  return std::move(*added);
}

base::Result<Expert> Service::update_expert(storage::Connection& connection, std::string_view id, std::int64_t expected_version,
                                            const std::vector<std::string>& fields, bool is_available, const Actor& actor) const {
  auto expert = reviews::find_expert(connection, actor.account_id, id);
  if (!expert || expert->relation != "officer") return base::refuse(ErrorCode::not_found, "reviews.expert_not_found");
  if (auto good = check_fields(fields); !good) return base::refuse(good.error());
  expert->fields = fields;
  expert->state = is_available ? "available" : "unavailable";
  if (!reviews::update_expert(connection, *expert, expected_version)) return base::refuse(ErrorCode::stale, "reviews.stale");
  expert->version = expected_version + 1;
  audit::append(connection,
                expert_event("expert", expert->id, expert->version, "update",
                             Value::Map{{"fields", base::list_value(fields)}, {"state", expert->state}}, {}, actor),
                random_);
  return std::move(*expert);
}

base::Result<Declaration> Service::declare(storage::Connection& connection, Declaration declaration, const Actor& actor) {
  if (std::ranges::find(declaration_kinds, declaration.kind) == std::end(declaration_kinds))
    return base::refuse(base::field_error("kind", "reviews.bad_declaration"));
  declaration.folded_name = base::fold(declaration.institution_name);
  if (declaration.folded_name.empty()) return base::refuse(base::field_error("institution_name", "reviews.bad_declaration"));
  if (!declaration.credit_code.empty() && base::check_social_credit_code(declaration.credit_code) == base::CodeCheck::malformed)
    return base::refuse(base::field_error("credit_code", "reviews.bad_declaration"));
  if (declaration.begins_on && declaration.ends_on && *declaration.ends_on < *declaration.begins_on)
    return base::refuse(base::field_error("ends_on", "reviews.bad_declaration"));
  declaration.id = base::make_id(actor.at, random_);
  insert_declaration(connection, declaration, actor.account_id, actor.at);
  audit::append(
      connection,
      expert_event("expert_declaration", declaration.id, 1, "declare", Value::Map{{"account_id", declaration.account_id}, {"kind", declaration.kind}},
                   Value::Map{{"institution_name", declaration.institution_name}, {"credit_code", declaration.credit_code}}, actor),
      random_);
  for (const Seat& own : list_own_seats(connection, declaration.account_id)) {
    if (own.state == "left") continue;
    if (auto good = leave_if_touched(connection, declaration, own, actor); !good) return base::refuse(good.error());
  }
  return declaration;
}

/// The seat a declaration touches is left at once; where no panel works at the moment, the next draw looks at the declaration itself.
base::Result<void> Service::leave_if_touched(storage::Connection& connection, const Declaration& declaration, const Seat& own,
                                             const Actor& actor) const {
  hold_review(connection, own.review_id);
  auto dossier = read(connection, own.review_id);
  if (!dossier || own.attempt != dossier->review.attempt || !has_panel(dossier->review)) return {};
  const auto seat = std::ranges::find(dossier->seats, own.id, &Seat::id);
  const auto target = cases_.find(connection, dossier->review.case_id);
  const auto applicant = target ? organisations::find_organisation(connection, target->organisation_id) : std::nullopt;
  if (!applicant || seat == dossier->seats.end() || seat->state == "left") return {};
  const PoolQuestion question{applicant->name,
                              applicant->credit_code,
                              dossier->review.fields,
                              rule_of(connection, dossier->review).former_employer,
                              base::civil_date(actor.at),
                              &cases_.registry().calendar};
  if (exclusion_of(declaration, question).empty()) return {};
  return leave_seat(connection, *dossier, *seat, "conflict", "", actor);
}

base::Result<void> Service::end_declaration(storage::Connection& connection, std::string_view id, std::int64_t expected_version, base::Date ends_on,
                                            const Actor& actor) const {
  const auto own = list_declarations(connection, actor.account_id);
  const auto found = std::ranges::find(own, id, &Declaration::id);
  if (found == own.end()) return base::refuse(ErrorCode::not_found, "reviews.declaration_not_found");
  if (found->begins_on && ends_on < *found->begins_on) return base::refuse(base::field_error("ends_on", "reviews.bad_declaration"));
  if (!reviews::end_declaration(connection, id, actor.account_id, expected_version, ends_on)) return base::refuse(ErrorCode::stale, "reviews.stale");
  audit::append(
      connection,
      expert_event("expert_declaration", std::string(id), expected_version + 1, "end", Value::Map{{"ends_on", base::print_date(ends_on)}}, {}, actor),
      random_);
  return {};
}

base::Result<Value> Service::make_pool(storage::Connection& connection, const cases::Case& target, const Review& review, std::int64_t attempt,
                                       const std::vector<SeedHolder>& holders, base::Date today) const {
  const auto applicant = organisations::find_organisation(connection, target.organisation_id);
  if (!applicant) return base::refuse(ErrorCode::not_found, "reviews.case_not_found");
  if (auto good = check_fields(review.fields); !good) return base::refuse(good.error());
  const rules::ReviewRule& rule = *cases_.procedure_of(target).review;
  const PoolQuestion question{applicant->name, applicant->credit_code, review.fields, rule.former_employer, today, &cases_.registry().calendar};
  const auto declarations = list_pool_declarations(connection, review.authority_id);
  std::set<std::string> left;
  for (const Seat& seat : list_seats(connection, review.id)) {
    if (seat.state == "left") left.insert(seat.expert_id);
  }
  Value::List members, offices;
  std::vector<std::pair<std::string, std::vector<std::string>>> judged;
  for (const Expert& expert : list_pool(connection, review.authority_id, target.organisation_id)) {
    auto reasons = list_exclusions(expert, declarations, question);
    if (left.contains(expert.id)) reasons.emplace_back("left_before");
    const bool is_holder = std::ranges::find(holders, expert.account_id, &SeedHolder::account_id) != holders.end();
    if (is_holder) reasons.emplace_back("seed_holder");
    judged.emplace_back(expert.id, std::move(reasons));
  }
  exclude_former_panel(judged, list_former_panel(connection, target.id, target.round), std::max(review.panel_size, rule.at_least));
  for (const auto& [id, reasons] : judged) members.push_back(Value::Map{{"id", id}, {"excluded_for", base::list_value(reasons)}});
  for (const SeedHolder& holder : holders) offices.emplace_back(holder.office_name);
  return Value(Value::Map{{"review_id", review.id},
                          {"attempt", attempt},
                          {"algorithm", draw_algorithm},
                          {"panel_size", review.panel_size},
                          {"fields", base::list_value(review.fields)},
                          {"offices", std::move(offices)},
                          {"members", std::move(members)}});
}

}  // namespace zhidian::reviews
