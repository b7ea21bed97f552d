#include "capabilities/reviews/reviews.hpp"

#include <algorithm>

#include "audit/log.hpp"
#include "capabilities/messages/messages.hpp"
#include "capabilities/reviews/reviews_store.hpp"

namespace zhidian::reviews {

using base::ErrorCode;
using base::Value;

const std::vector<std::string>& known_fields() {
  static const std::vector<std::string> fields{"patent", "trademark", "geographical_indication", "other"};
  return fields;
}

std::vector<Seat> Dossier::panel() const {
  std::vector<Seat> present;
  std::ranges::copy_if(seats, std::back_inserter(present), [&](const Seat& seat) { return seat.attempt == review.attempt && seat.state != "left"; });
  return present;
}

std::optional<Dossier> Service::read(storage::Connection& connection, std::string_view id) const {
  auto review = find_review(connection, id);
  if (!review) return std::nullopt;
  Dossier dossier{std::move(*review), {}, {}, {}};
  dossier.attempts = list_attempts(connection, id);
  dossier.seeds = list_seeds(connection, id);
  dossier.seats = list_seats(connection, id);
  return dossier;
}

/// The review for somebody who is `relation` to it. Foreign looks like absent; in scope but in another relation is refused.
base::Result<Dossier> Service::read_for(storage::Connection& connection, std::string_view id, std::string_view relation,
                                        std::int64_t expected_version, const Actor& actor) const {
  const auto relations = list_relations(connection, actor.account_id, id);
  if (!relations.empty()) hold_review(connection, id);
  auto dossier = relations.empty() ? std::nullopt : read(connection, id);
  if (!dossier) return base::refuse(ErrorCode::not_found, "reviews.not_found");
  if (std::ranges::find(relations, relation) == relations.end()) {
    return base::refuse(ErrorCode::forbidden, relation == "officer" ? "reviews.not_your_review" : "reviews.not_seed_holder");
  }
  if (dossier->review.version != expected_version) return base::refuse(ErrorCode::stale, "reviews.stale");
  return std::move(*dossier);
}

const rules::ReviewRule& Service::rule_of(storage::Connection& connection, const Review& review) const {
  const auto target = cases_.find(connection, review.case_id);
  const rules::Procedure* procedure = target ? &cases_.procedure_of(*target) : nullptr;
  if (!procedure || !procedure->review)
    throw storage::Failure(storage::Failure::Kind::broken, "reviews: the rule of review " + review.id + " is gone");
  return *procedure->review;
}

void Service::log(storage::Connection& connection, const Review& review, std::string action, Value content, Value personal,
                  const Actor& actor) const {
  audit::append(
      connection,
      {"review", review.id, review.ordinal, std::move(action), actor.account_id.empty() ? "system" : "account", actor.account_id,
       base::civil_date(actor.at), actor.at, review.act_version, cases_.registry().calendar.version(), std::move(content), std::move(personal)},
      random_);
}

base::Result<void> Service::keep(storage::Connection& connection, Dossier& dossier, std::string action, Value content, const Actor& actor,
                                 Value personal) const {
  Review& review = dossier.review;
  ++review.ordinal;
  if (!update_review(connection, review, review.version)) return base::refuse(ErrorCode::stale, "reviews.stale");
  content.set("attempt", review.attempt);
  content.set("state", review.state);
  log(connection, review, std::move(action), std::move(content), std::move(personal), actor);
  return {};
}

void Service::tell_officers(storage::Connection& connection, const Review& review, const std::string& kind, const Actor& actor) const {
  messages::tell_authority(connection, review.authority_id, {kind, {{"number", review.number}}, "review", review.id, "/reviews/" + review.id},
                           actor.at, random_, actor.account_id);
}

void Service::close_for(storage::Connection& connection, const cases::Performed& performed) {
  const auto& rule = performed.procedure.review;
  if (!rule || performed.before.state == performed.after.state) return;
  const auto is_open_in = [&](const std::string& state) { return std::ranges::find(rule->open_in, state) != rule->open_in.end(); };
  const bool goes_on = is_open_in(performed.after.state);
  if (goes_on && !is_open_in(performed.before.state)) supersede(connection, performed);
  const auto review = goes_on ? std::nullopt : find_review_of_case(connection, performed.before.id, performed.before.round);
  if (!review || review->state == "concluded" || review->state == "closed") return;
  hold_review(connection, review->id);
  auto dossier = read(connection, review->id);
  Attempt attempt = dossier->attempt();
  if (attempt.outcome == "running") attempt.outcome = "closed";
  update_attempt(connection, review->id, attempt);
  dossier->review.state = "closed";
  for (const Seat& seat : dossier->panel()) {
    messages::tell_account(connection, seat.account_id, {"reviews.closed", {{"number", review->number}}, "review", review->id, "/assignments"},
                           performed.doer.at, random_);
  }
  if (!keep(connection, *dossier, "close", Value(Value::Map{{"case_action", performed.action.id}}), {performed.doer.account_id, performed.doer.at})) {
    throw storage::Failure(storage::Failure::Kind::serialization, "reviews: the review changed while its case moved on");
  }
}

/// The case comes back to review within the same submission: what was found before no longer counts, and a review can be opened anew.
void Service::supersede(storage::Connection& connection, const cases::Performed& performed) {
  const auto review = find_review_of_case(connection, performed.before.id, performed.before.round);
  if (!review || performed.before.round != performed.after.round) return;
  hold_review(connection, review->id);
  auto dossier = read(connection, review->id);
  const std::string former = dossier->review.state;
  dossier->review.state = "superseded";
  const Actor actor{performed.doer.account_id, performed.doer.at};
  tell_officers(connection, dossier->review, "reviews.superseded", actor);
  const Value content(Value::Map{{"case_action", performed.action.id}, {"former_state", former}});
  if (!keep(connection, *dossier, "supersede", content, actor))
    throw storage::Failure(storage::Failure::Kind::serialization, "reviews: the review changed while its case came back");
}

base::Result<void> Observer::on_action(storage::Connection& connection, const cases::Performed& performed) {
  service_.close_for(connection, performed);
  return {};
}

std::string Observer::find_review_result(storage::Connection& connection, const cases::Case& target) {
  const auto review = find_review_of_case(connection, target.id, target.round);
  return review && review->state == "concluded" ? review->result : "";
}

}  // namespace zhidian::reviews
