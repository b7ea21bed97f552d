#include <fmt/format.h>

#include <algorithm>

#include "audit/log.hpp"
#include "capabilities/accounts/accounts.hpp"
#include "capabilities/messages/messages.hpp"
#include "capabilities/reviews/draw.hpp"
#include "capabilities/reviews/pool.hpp"
#include "capabilities/reviews/reviews.hpp"
#include "capabilities/reviews/reviews_store.hpp"

namespace zhidian::reviews {
namespace {

using base::ErrorCode;
using base::Value;

struct Target {
  cases::Case target;
  const rules::ReviewRule* rule = nullptr;
};

/// A case in the officer's scope whose procedure asks for a review by the body the officer stands for.
base::Result<Target> find_target(storage::Connection& connection, const cases::Service& service, std::string_view case_id, const Actor& actor) {
  auto visible = service.find_visible(connection, actor.account_id, case_id);
  if (!visible) return base::refuse(ErrorCode::not_found, "reviews.case_not_found");
  const auto& rule = service.procedure_of(visible->target).review;
  if (!rule) return base::refuse(ErrorCode::not_allowed, "reviews.not_asked_for");
  if (!visible->stands_for(rule->party)) return base::refuse(ErrorCode::forbidden, "reviews.not_your_review");
  return Target{std::move(visible->target), &*rule};
}

std::string body_of(const Target& found) { return found.rule->party == "recommender" ? found.target.recommender_id : found.target.filing_body_id; }

messages::Message message_of(const Review& review, std::string kind, std::string link) {
  return {std::move(kind), {{"number", review.number}}, "review", review.id, std::move(link)};
}

std::vector<Seed*> seeds_of(Dossier& dossier) {
  std::vector<Seed*> seeds;
  for (Seed& seed : dossier.seeds) {
    if (seed.attempt == dossier.review.attempt) seeds.push_back(&seed);
  }
  return seeds;
}

Seed* own_seed(Dossier& dossier, const Actor& actor) {
  for (Seed* seed : seeds_of(dossier)) {
    if (seed->account_id == actor.account_id) return seed;
  }
  return nullptr;
}

/// A value that comes after its last day could be chosen by who waited: it is published as withheld instead.
base::Result<void> check_in_time(const Attempt& attempt, const Actor& actor) {
  if (!attempt.last_day || base::civil_date(actor.at) <= *attempt.last_day) return {};
  return base::refuse(ErrorCode::not_allowed, "reviews.value_over", {{"last_day", base::print_date(*attempt.last_day)}});
}

bool all_committed(Dossier& dossier) {
  return std::ranges::none_of(seeds_of(dossier), [](const Seed* seed) { return seed->commitment.empty(); });
}
bool all_revealed(Dossier& dossier) {
  return std::ranges::none_of(seeds_of(dossier), [](const Seed* seed) { return seed->value.empty(); });
}

}  // namespace

base::Result<std::vector<SeedHolder>> Service::choose_holders(storage::Connection& connection, const Dossier& dossier,
                                                              const PanelInput& input) const {
  const auto possible = list_seed_holders(connection, dossier.review.authority_id);
  std::vector<SeedHolder> chosen;
  for (const std::string& account_id : input.seed_holders) {
    const auto found = std::ranges::find(possible, account_id, &SeedHolder::account_id);
    if (found == possible.end()) return base::refuse(ErrorCode::invalid, "reviews.bad_seed_holders");
    chosen.push_back(*found);
  }
  if (chosen.size() != 2 || chosen[0].account_id == chosen[1].account_id || chosen[0].office == chosen[1].office) {
    return base::refuse(ErrorCode::invalid, "reviews.bad_seed_holders");
  }
  for (const Attempt& attempt : dossier.attempts) {
    for (const Seed& seed : dossier.seeds) {
      const bool withheld = attempt.outcome == "withheld" && seed.attempt == attempt.number && seed.position == attempt.withheld_by;
      if (withheld && (seed.account_id == chosen[0].account_id || seed.account_id == chosen[1].account_id)) {
        return base::refuse(ErrorCode::not_allowed, "reviews.withheld_before", {{"name", seed.display_name}});
      }
    }
  }
  return chosen;
}

base::Result<Value> Service::preview_pool(storage::Connection& connection, std::string_view case_id, const std::vector<std::string>& fields,
                                          const Actor& actor) const {
  const auto found = find_target(connection, cases_, case_id, actor);
  if (!found) return base::refuse(found.error());
  Review review;
  review.authority_id = body_of(*found);
  review.fields = fields;
  auto pool = make_pool(connection, found->target, review, 1, {}, base::civil_date(actor.at));
  if (!pool) return base::refuse(pool.error());
  const auto experts = list_pool(connection, review.authority_id);
  for (Value& member : pool->as_map().at("members").as_list()) {
    const auto expert = std::ranges::find(experts, member.text_or("id"), &Expert::id);
    if (expert != experts.end()) member.set("name", expert->display_name);
  }
  return Value(Value::Map{{"members", pool->at("members")},
                          {"eligible", list_eligible(*pool).size()},
                          {"at_least", found->rule->at_least},
                          {"is_odd", found->rule->is_odd}});
}

base::Result<base::Date> Service::last_day_for_values(storage::Connection& connection, const Review& review, const Actor& actor) const {
  const rules::ReviewRule& rule = rule_of(connection, review);
  const auto due =
      rules::count_term(base::civil_date(actor.at), rule.reveal_within, rule.reveal_unit, "next_working_day", cases_.registry().calendar);
  if (!due) return base::refuse(due.error());
  return due->last_day;
}

void Service::ask_holder(storage::Connection& connection, const Review& review, const std::string& account_id, std::string kind, base::Date last_day,
                         const Actor& actor) const {
  messages::Message message = message_of(review, std::move(kind), "/reviews/" + review.id);
  message.params["last_day"] = base::print_date(last_day);
  messages::tell_account(connection, account_id, message, actor.at, random_);
}

/// Writes the attempt with its pool and seed holders and tells the holders; the caller's event commits the pool's hash.
base::Result<void> Service::begin_attempt(storage::Connection& connection, Dossier& dossier, const cases::Case& target, const PanelInput& input,
                                          const Actor& actor) const {
  const Review& review = dossier.review;
  const auto holders = choose_holders(connection, dossier, input);
  if (!holders) return base::refuse(holders.error());
  auto pool = make_pool(connection, target, review, review.attempt, *holders, base::civil_date(actor.at));
  if (!pool) return base::refuse(pool.error());
  const auto eligible = list_eligible(*pool).size();
  if (std::cmp_less(eligible, review.panel_size)) {
    return base::refuse(ErrorCode::not_allowed, "reviews.pool_too_small",
                        {{"eligible", std::to_string(eligible)}, {"size", std::to_string(review.panel_size)}});
  }
  Attempt attempt;
  attempt.number = review.attempt;
  attempt.pool_hash = hash_pool(*pool);
  attempt.pool = std::move(*pool);
  const auto last_day = last_day_for_values(connection, review, actor);
  if (!last_day) return base::refuse(last_day.error());
  attempt.last_day = *last_day;
  insert_attempt(connection, review.id, attempt, actor.at);
  update_attempt(connection, review.id, attempt);
  dossier.attempts.push_back(attempt);
  for (std::size_t index = 0; index < holders->size(); ++index) {
    const SeedHolder& holder = (*holders)[index];
    Seed seed;
    seed.attempt = review.attempt;
    seed.position = static_cast<std::int64_t>(index) + 1;
    seed.account_id = holder.account_id;
    seed.office = holder.office;
    seed.office_name = holder.office_name;
    insert_seed(connection, review.id, seed);
    ask_holder(connection, review, seed.account_id, "reviews.value_asked", *last_day, actor);
  }
  return {};
}

base::Result<Review> Service::open(storage::Connection& connection, std::string_view case_id, const PanelInput& input, const Actor& actor) {
  auto found = find_target(connection, cases_, case_id, actor);
  if (!found) return base::refuse(found.error());
  const auto held = cases_.hold(connection, case_id);
  if (!held) return base::refuse(ErrorCode::not_found, "reviews.case_not_found");
  const cases::Case& target = found->target = *held;
  if (std::ranges::find(found->rule->open_in, target.state) == found->rule->open_in.end()) {
    return base::refuse(ErrorCode::not_allowed, "reviews.not_in_this_state");
  }
  if (find_review_of_case(connection, target.id, target.round)) return base::refuse(ErrorCode::conflict, "reviews.already_open");
  if (auto good = check_panel_size(*found->rule, input.panel_size); !good) return base::refuse(good.error());
  const auto authority = accounts::find_authority(connection, body_of(*found));
  if (!authority) return base::refuse(ErrorCode::forbidden, "reviews.not_your_review");
  Dossier dossier;
  Review& review = dossier.review;
  const int year = base::year_of(base::civil_date(actor.at));
  review.id = base::make_id(actor.at, random_);
  review.number = fmt::format("{}评审〔{}〕第{}号", authority->name, year, count_reviews(connection, authority->id, year) + 1);
  review.case_id = target.id;
  review.round = target.round;
  review.authority_id = authority->id;
  review.fields = input.fields;
  review.panel_size = input.panel_size;
  review.state = "committing";
  review.act_version = regulations::version_name(target.act_id, target.act_version);
  review.opened_at = base::print_instant(actor.at);
  if (!insert_review(connection, review, year, actor.account_id)) {  // the next try finds the other's number
    throw storage::Failure(storage::Failure::Kind::serialization, "reviews: another review took the number");
  }
  if (auto good = begin_attempt(connection, dossier, target, input, actor); !good) return base::refuse(good.error());
  Value content(Value::Map{{"number", review.number},
                           {"case_id", review.case_id},
                           {"round", review.round},
                           {"panel_size", review.panel_size},
                           {"fields", base::list_value(review.fields)},
                           {"algorithm", draw_algorithm},
                           {"pool_hash", dossier.attempt().pool_hash}});
  if (auto good = keep(connection, dossier, "open", std::move(content), actor); !good) return base::refuse(good.error());
  return *find_review(connection, review.id);
}

base::Result<Review> Service::commit_value(storage::Connection& connection, std::string_view id, std::int64_t expected_version,
                                           const std::string& commitment, const Actor& actor) {
  auto dossier = read_for(connection, id, "seed_holder", expected_version, actor);
  if (!dossier) return base::refuse(dossier.error());
  Seed* seed = own_seed(*dossier, actor);
  if (!seed) return base::refuse(ErrorCode::forbidden, "reviews.not_seed_holder");
  if (!seed->commitment.empty()) return base::refuse(ErrorCode::not_allowed, "reviews.already_committed");
  if (dossier->review.state != "committing") return base::refuse(ErrorCode::not_allowed, "reviews.wrong_state");
  if (auto good = check_in_time(dossier->attempt(), actor); !good) return base::refuse(good.error());
  const bool is_copied = std::ranges::any_of(dossier->seeds, [&](const Seed& other) { return other.commitment == commitment; });
  if (!is_draw_hex(commitment) || is_copied) return base::refuse(ErrorCode::invalid, "reviews.bad_commitment");
  seed->commitment = commitment;
  update_seed(connection, id, *seed);
  if (all_committed(*dossier)) {
    const auto last_day = last_day_for_values(connection, dossier->review, actor);
    if (!last_day) return base::refuse(last_day.error());
    dossier->review.state = "revealing";
    dossier->attempts.back().last_day = *last_day;
    update_attempt(connection, id, dossier->attempt());
    for (const Seed* holder : seeds_of(*dossier))
      ask_holder(connection, dossier->review, holder->account_id, "reviews.reveal_asked", *last_day, actor);
  }
  if (auto good = keep(connection, *dossier, "commit_value", Value::Map{{"position", seed->position}, {"commitment", commitment}}, actor); !good) {
    return base::refuse(good.error());
  }
  return *find_review(connection, id);
}

/// Seats the first of the order and puts the others behind them. Returns what the event says of it.
Value Service::draw(storage::Connection& connection, Dossier& dossier, const Actor& actor) const {
  Attempt& attempt = dossier.attempts.back();
  const auto seeds = seeds_of(dossier);
  attempt.seed = make_seed(attempt.pool_hash, seeds[0]->value, seeds[1]->value);
  attempt.order = order_members(attempt.seed, list_eligible(attempt.pool));
  attempt.drawn.assign(attempt.order.begin(), attempt.order.begin() + static_cast<std::ptrdiff_t>(dossier.review.panel_size));
  attempt.outcome = "drawn";
  update_attempt(connection, dossier.review.id, attempt);
  dossier.review.state = "scoring";
  for (const std::string& expert_id : attempt.drawn) seat_expert(connection, dossier, expert_id, actor);
  return Value::Map{{"seed", attempt.seed}, {"drawn", base::list_value(attempt.drawn)}};
}

base::Result<Review> Service::reveal_value(storage::Connection& connection, std::string_view id, std::int64_t expected_version,
                                           const std::string& value, const Actor& actor) {
  auto dossier = read_for(connection, id, "seed_holder", expected_version, actor);
  if (!dossier) return base::refuse(dossier.error());
  Seed* seed = own_seed(*dossier, actor);
  if (!seed) return base::refuse(ErrorCode::forbidden, "reviews.not_seed_holder");
  if (!seed->value.empty()) return base::refuse(ErrorCode::not_allowed, "reviews.already_revealed");
  if (dossier->review.state != "revealing") return base::refuse(ErrorCode::not_allowed, "reviews.wrong_state");
  if (auto good = check_in_time(dossier->attempt(), actor); !good) return base::refuse(good.error());
  const bool agrees = is_draw_hex(value) && hash_draw_value(id, seed->attempt, seed->position, value) == seed->commitment;
  if (!agrees) return base::refuse(ErrorCode::invalid, "reviews.reveal_mismatch");
  seed->value = value;
  update_seed(connection, id, *seed);
  Value content(Value::Map{{"position", seed->position}, {"value", value}});
  if (all_revealed(*dossier)) content.set("draw", draw(connection, *dossier, actor));
  if (auto good = keep(connection, *dossier, "reveal_value", std::move(content), actor); !good) return base::refuse(good.error());
  return *find_review(connection, id);
}

base::Result<Review> Service::withhold(storage::Connection& connection, std::string_view id, std::int64_t expected_version, const Actor& actor) {
  auto dossier = read_for(connection, id, "seed_holder", expected_version, actor);
  const bool is_officer = !dossier && dossier.error().code == ErrorCode::forbidden;
  if (is_officer) dossier = read_for(connection, id, "officer", expected_version, actor);
  if (!dossier) return base::refuse(dossier.error());
  const std::string& state = dossier->review.state;
  if (state != "committing" && state != "revealing") return base::refuse(ErrorCode::not_allowed, "reviews.wrong_state");
  const auto owes = [&](const Seed* seed) { return state == "committing" ? seed->commitment.empty() : seed->value.empty(); };
  Attempt& attempt = dossier->attempts.back();
  const Seed* seed = own_seed(*dossier, actor);
  if (seed == nullptr || !owes(seed)) {  // somebody else's value: only after its last day
    if (attempt.last_day && base::civil_date(actor.at) <= *attempt.last_day) {
      return base::refuse(ErrorCode::not_allowed, "reviews.value_not_over", {{"last_day", base::print_date(*attempt.last_day)}});
    }
    const auto seeds = seeds_of(*dossier);
    seed = *std::ranges::find_if(seeds, owes);
  }
  attempt.withheld_by = seed->position;
  attempt.outcome = "withheld";
  update_attempt(connection, id, attempt);
  dossier->review.state = "withheld";
  tell_officers(connection, dossier->review, "reviews.withheld", actor);
  if (auto good = keep(connection, *dossier, "withhold_value", Value::Map{{"position", seed->position}, {"office", seed->office_name}}, actor);
      !good) {
    return base::refuse(good.error());
  }
  return *find_review(connection, id);
}

base::Result<Review> Service::restart(storage::Connection& connection, std::string_view id, std::int64_t expected_version, const PanelInput& input,
                                      const Actor& actor) {
  auto dossier = read_for(connection, id, "officer", expected_version, actor);
  if (!dossier) return base::refuse(dossier.error());
  Review& review = dossier->review;
  if (review.state != "withheld" && review.state != "exhausted") return base::refuse(ErrorCode::not_allowed, "reviews.not_restartable");
  const auto target = cases_.find(connection, review.case_id);
  if (!target) return base::refuse(ErrorCode::not_found, "reviews.case_not_found");
  const std::string reason = review.state;
  if (!input.fields.empty()) review.fields = input.fields;
  if (input.panel_size != 0) review.panel_size = input.panel_size;
  if (auto good = check_panel_size(rule_of(connection, review), review.panel_size); !good) return base::refuse(good.error());
  ++review.attempt;
  review.state = "committing";
  if (auto good = begin_attempt(connection, *dossier, *target, input, actor); !good) return base::refuse(good.error());
  Value content(Value::Map{{"reason", reason},
                           {"panel_size", review.panel_size},
                           {"fields", base::list_value(review.fields)},
                           {"algorithm", draw_algorithm},
                           {"pool_hash", dossier->attempt().pool_hash}});
  if (auto good = keep(connection, *dossier, "restart", std::move(content), actor); !good) return base::refuse(good.error());
  return *find_review(connection, id);
}

}  // namespace zhidian::reviews
