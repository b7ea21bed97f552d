#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "audit/log.hpp"
#include "capabilities/messages/messages.hpp"
#include "capabilities/reviews/draw.hpp"
#include "capabilities/reviews/reviews.hpp"
#include "capabilities/reviews/reviews_store.hpp"
#include "rules/limits.hpp"

namespace zhidian::reviews {
namespace {

using base::ErrorCode;
using base::Value;

/// What a seal binds: review, seat, nonce and the sheet itself.
std::string hash_sheet(std::string_view review_id, const Sheet& sheet) {
  return base::sha256_hex(fmt::format("zhidian-sheet\n{}\n{}\n{}\n{}", review_id, sheet.seat_id, sheet.nonce, sheet.content));
}

base::Error score_error(const std::string& item, std::int64_t most) {
  base::Error error{ErrorCode::invalid, "reviews.bad_score", {{"most", std::to_string(most)}}, {}, {}};
  error.details.push_back({"scores." + item, "", "reviews.bad_score", {{"most", std::to_string(most)}}, {}, {}, {}, {}, {}});
  return error;
}

/// Every item of the sheet scored, none beside it, each from 0 to its most. Returns the total.
base::Result<std::int64_t> count_points(const rules::ReviewRule& rule, const SheetInput& input) {
  std::int64_t total = 0;
  for (const rules::ScoreItem& item : rule.score_sheet) {
    const auto found = input.scores.find(item.id);
    const auto points = found == input.scores.end() ? std::nullopt : std::optional(found->second);
    if (!rules::score_fault(item, points).empty()) return base::refuse(score_error(item.id, item.most));
    total += *points;
  }
  if (input.scores.size() != rule.score_sheet.size()) return base::refuse(score_error("", rule.most()));
  return total;
}

std::string print_sheet(const SheetInput& input) {
  Value::Map scores;
  for (const auto& [item, points] : input.scores) scores[item] = points;
  return base::print_json(Value::Map{{"scores", std::move(scores)}, {"comment", input.comment}});
}

/// The actor's seat, read again once nobody else acts on its review.
std::optional<Seat> hold_own_seat(storage::Connection& connection, std::string_view seat_id, const Actor& actor) {
  const auto seat = find_own_seat(connection, actor.account_id, seat_id);
  if (!seat) return std::nullopt;
  hold_review(connection, seat->review_id);
  return find_own_seat(connection, actor.account_id, seat_id);
}

bool is_running(const Review& review) { return review.state == "scoring" || review.state == "scored" || review.state == "opened"; }

}  // namespace

base::Result<void> check_not_staff(storage::Connection& connection, const Seat& seat) {
  const auto staff = list_staff_seats(connection, seat.review_id);
  if (std::ranges::find(staff, seat.id) != staff.end()) return base::refuse(ErrorCode::forbidden, "reviews.staff_by_now");
  return {};
}

void Service::seat_expert(storage::Connection& connection, Dossier& dossier, const std::string& expert_id, const Actor& actor) const {
  const auto pool = list_pool(connection, dossier.review.authority_id);
  const auto expert = std::ranges::find(pool, expert_id, &Expert::id);
  if (expert == pool.end()) throw storage::Failure(storage::Failure::Kind::broken, "reviews: a drawn expert is gone");
  const auto& order = dossier.attempt().order;
  Seat seat;
  seat.id = base::make_id(actor.at, random_);
  seat.review_id = dossier.review.id;
  seat.attempt = dossier.review.attempt;
  seat.expert_id = expert_id;
  seat.account_id = expert->account_id;
  seat.display_name = expert->display_name;
  seat.place = std::ranges::find(order, expert_id) - order.begin() + 1;
  seat.created_at = base::print_instant(actor.at);
  insert_seat(connection, seat);
  messages::tell_account(connection, seat.account_id,
                         {"reviews.assigned", {{"number", dossier.review.number}}, "review", dossier.review.id, "/assignments/" + seat.id}, actor.at,
                         random_);
  dossier.seats.push_back(std::move(seat));
}

/// The seat is left, visibly; the next of the drawn order takes it. Where none is left, or scores were open already, the panel cannot
/// go on and the draw must be begun again. A conflict found after the conclusion is recorded and told.
base::Result<void> Service::leave_seat(storage::Connection& connection, Dossier& dossier, Seat seat, const std::string& kind,
                                       const std::string& reason, const Actor& actor) const {
  Review& review = dossier.review;
  Value content(Value::Map{{"left", seat.expert_id}, {"reason", kind}, {"next", ""}});
  const Value personal = reason.empty() ? Value() : Value(Value::Map{{"reason", reason}});
  if (review.state == "concluded") {
    tell_officers(connection, review, "reviews.conflict_afterwards", actor);
    return keep(connection, dossier, "conflict_afterwards", std::move(content), actor, personal);
  }
  if (!is_running(review)) return base::refuse(ErrorCode::not_allowed, "reviews.wrong_state");
  Attempt& attempt = dossier.attempts.back();
  const auto taken = static_cast<std::size_t>(std::ranges::count(dossier.seats, review.attempt, &Seat::attempt));
  const bool was_opened = review.state == "opened";
  const std::string next = !was_opened && taken < attempt.order.size() ? attempt.order[taken] : "";
  delete_sheet(connection, seat.id);
  const std::string seat_id = seat.id;
  seat.state = "left";
  seat.left_for = kind;
  seat.left_reason = reason;
  seat.next_expert_id = next;
  if (!update_seat(connection, seat)) return base::refuse(ErrorCode::stale, "reviews.stale");
  *std::ranges::find(dossier.seats, seat_id, &Seat::id) = seat;
  if (next.empty()) {
    review.state = attempt.outcome = "exhausted";
    update_attempt(connection, review.id, attempt);
  } else {
    review.state = "scoring";
    seat_expert(connection, dossier, next, actor);
  }
  content.set("next", next);
  if (was_opened) content.set("was_opened", true);
  tell_officers(connection, review, next.empty() ? "reviews.exhausted" : "reviews.replaced", actor);
  return keep(connection, dossier, "leave_seat", std::move(content), actor, personal);
}

/// One who has come to stand for the applicant since the draw no longer counts, and neither does the next of the order who has. True where
/// somebody had to leave: then nothing else is done in this step.
base::Result<bool> Service::vacate_staff(storage::Connection& connection, Dossier& dossier, const Actor& actor) const {
  bool has_left = false;
  while (is_running(dossier.review)) {
    const auto staff = list_staff_seats(connection, dossier.review.id);
    if (staff.empty()) break;
    const Seat seat = *std::ranges::find(dossier.seats, staff.front(), &Seat::id);
    if (auto good = leave_seat(connection, dossier, seat, "staff", "", actor); !good) return base::refuse(good.error());
    has_left = true;
  }
  return has_left;
}

base::Result<void> Service::decline(storage::Connection& connection, std::string_view seat_id, std::int64_t expected_version, std::string_view kind,
                                    const std::string& reason, const Actor& actor) {
  const auto seat = hold_own_seat(connection, seat_id, actor);
  auto dossier = seat ? read(connection, seat->review_id) : std::nullopt;
  if (!dossier || dossier->review.attempt != seat->attempt) return base::refuse(ErrorCode::not_found, "reviews.seat_not_found");
  if (seat->version != expected_version) return base::refuse(ErrorCode::stale, "reviews.stale");
  if (kind != "conflict" && kind != "unable") return base::refuse(ErrorCode::invalid, "reviews.bad_decline");
  const std::string& state = dossier->review.state;
  const bool is_open = state == "scoring" || (state == "scored" && kind == "conflict");
  if (!is_open || (kind == "unable" && seat->state == "sealed")) return base::refuse(ErrorCode::not_allowed, "reviews.wrong_state");
  return leave_seat(connection, *dossier, *seat, std::string(kind), reason, actor);
}

base::Result<base::Date> Service::score_until(storage::Connection& connection, const Review& review, const Seat& seat) const {
  const rules::ReviewRule& rule = rule_of(connection, review);
  const base::Date taken = base::civil_date(base::parse_instant(seat.created_at).value());
  const auto count = [&](const rules::Calendar& calendar) {
    return rules::count_term(taken, rule.score_within, rule.score_unit, "next_working_day", calendar);
  };
  const auto due = count(cases_.registry().calendar);
  if (!due) return base::refuse(due.error());
  base::Date last_day = due->last_day;
  for (const rules::Calendar& former : regulations::list_former_calendars(connection, seat.created_at)) {
    if (const auto told = count(former)) last_day = std::max(last_day, told->last_day);
  }
  return last_day;
}

base::Result<Review> Service::release(storage::Connection& connection, std::string_view id, std::int64_t expected_version, std::string_view seat_id,
                                      const Actor& actor) {
  auto dossier = read_for(connection, id, "officer", expected_version, actor);
  if (!dossier) return base::refuse(dossier.error());
  const auto vacated = vacate_staff(connection, *dossier, actor);
  if (!vacated) return base::refuse(vacated.error());
  if (*vacated) return *find_review(connection, id);
  const auto panel = dossier->panel();
  const auto seat = std::ranges::find(panel, seat_id, &Seat::id);
  if (seat == panel.end() || seat->state != "seated") return base::refuse(ErrorCode::not_found, "reviews.seat_not_found");
  const auto last_day = score_until(connection, dossier->review, *seat);
  if (!last_day) return base::refuse(last_day.error());
  if (base::civil_date(actor.at) <= *last_day) {
    return base::refuse(ErrorCode::not_allowed, "reviews.score_not_over", {{"last_day", base::print_date(*last_day)}});
  }
  if (auto good = leave_seat(connection, *dossier, *seat, "no_answer", "", actor); !good) return base::refuse(good.error());
  return *find_review(connection, id);
}

base::Result<Value> Service::seal(storage::Connection& connection, std::string_view seat_id, std::int64_t expected_version, const SheetInput& input,
                                  const Actor& actor) {
  auto seat = hold_own_seat(connection, seat_id, actor);
  auto dossier = seat ? read(connection, seat->review_id) : std::nullopt;
  if (!dossier || dossier->review.attempt != seat->attempt) return base::refuse(ErrorCode::not_found, "reviews.seat_not_found");
  if (seat->state == "sealed") return base::refuse(ErrorCode::not_allowed, "reviews.already_sealed");
  if (seat->version != expected_version) return base::refuse(ErrorCode::stale, "reviews.stale");
  if (dossier->review.state != "scoring") return base::refuse(ErrorCode::not_allowed, "reviews.wrong_state");
  const auto vacated = vacate_staff(connection, *dossier, actor);
  if (!vacated) return base::refuse(vacated.error());
  if (*vacated && !find_own_seat(connection, actor.account_id, seat_id)) return Value();
  const auto total = count_points(rule_of(connection, dossier->review), input);
  if (!total) return base::refuse(total.error());
  const Sheet sheet{seat->id, print_sheet(input), base::make_token(random_), *total, false};
  seat->commitment = hash_sheet(dossier->review.id, sheet);
  seat->state = "sealed";
  seat->sealed_at = base::print_instant(actor.at);
  insert_sheet(connection, dossier->review.id, sheet);
  if (!update_seat(connection, *seat)) return base::refuse(ErrorCode::stale, "reviews.stale");
  *std::ranges::find(dossier->seats, seat->id, &Seat::id) = *seat;
  const auto panel = dossier->panel();
  if (std::ranges::all_of(panel, [](const Seat& other) { return other.state == "sealed"; })) {
    dossier->review.state = "scored";
    tell_officers(connection, dossier->review, "reviews.all_sealed", actor);
  }
  if (auto good = keep(connection, *dossier, "seal_sheet", Value::Map{{"seat_id", seat->id}, {"commitment", seat->commitment}}, actor); !good) {
    return base::refuse(good.error());
  }
  return Value(Value::Map{{"kind", "zhidian-sheet-receipt@1"},
                          {"review_id", dossier->review.id},
                          {"number", dossier->review.number},
                          {"seat_id", seat->id},
                          {"commitment", seat->commitment},
                          {"nonce", sheet.nonce},
                          {"content", sheet.content},
                          {"sealed_at", *seat->sealed_at}});
}

base::Result<Review> Service::open_sheets(storage::Connection& connection, std::string_view id, std::int64_t expected_version, const Actor& actor) {
  auto dossier = read_for(connection, id, "officer", expected_version, actor);
  if (!dossier) return base::refuse(dossier.error());
  Review& review = dossier->review;
  const auto vacated = vacate_staff(connection, *dossier, actor);
  if (!vacated) return base::refuse(vacated.error());
  if (*vacated) return *find_review(connection, id);
  if (review.state == "scoring") return base::refuse(ErrorCode::not_allowed, "reviews.sheets_missing");
  if (review.state != "scored") return base::refuse(ErrorCode::not_allowed, "reviews.wrong_state");
  std::map<std::string, std::string> logged;
  for (const audit::StoredEvent& event : audit::list_events(connection, "review", id)) {
    if (event.action == "seal_sheet") logged[event.content.text_or("seat_id")] = event.content.text_or("commitment");
  }
  const auto sheets = list_sheets(connection, id);
  std::vector<std::int64_t> totals;
  for (const Seat& seat : dossier->panel()) {
    const auto sheet = std::ranges::find(sheets, seat.id, &Sheet::seat_id);
    const std::string hash = sheet == sheets.end() ? "" : hash_sheet(id, *sheet);
    if (hash.empty() || hash != seat.commitment || hash != logged[seat.id]) {
      return base::refuse(ErrorCode::not_allowed, "reviews.seal_broken", {{"place", std::to_string(seat.place)}});
    }
    const auto content = base::parse_json(sheet->content);
    std::int64_t& total = totals.emplace_back(0);
    for (const auto& [item, points] : content->at("scores").as_map()) total += points.as_integer();
  }
  reviews::open_sheets(connection, id);
  review.state = "opened";
  review.total = std::accumulate(totals.begin(), totals.end(), std::int64_t{0});
  review.sheets = static_cast<std::int64_t>(totals.size());
  review.result = rules::review_result(rule_of(connection, review), totals);
  if (auto good = keep(connection, *dossier, "open_sheets", Value::Map{{"sheets", review.sheets}, {"result", review.result}}, actor); !good) {
    return base::refuse(good.error());
  }
  return *find_review(connection, id);
}

base::Result<Review> Service::conclude(storage::Connection& connection, std::string_view id, std::int64_t expected_version,
                                       const std::string& minutes, const Actor& actor) {
  auto dossier = read_for(connection, id, "officer", expected_version, actor);
  if (!dossier) return base::refuse(dossier.error());
  Review& review = dossier->review;
  if (review.state != "opened") return base::refuse(ErrorCode::not_allowed, "reviews.wrong_state");
  const auto vacated = vacate_staff(connection, *dossier, actor);
  if (!vacated) return base::refuse(vacated.error());
  if (*vacated) return *find_review(connection, id);
  const auto target = cases_.find(connection, review.case_id);
  if (!target) return base::refuse(ErrorCode::not_found, "reviews.case_not_found");
  review.state = "concluded";
  review.minutes = minutes;
  review.concluded_at = base::print_instant(actor.at);
  messages::tell_organisation(connection, target->organisation_id,
                              {"reviews.concluded_" + review.result, {{"number", target->number}}, "case", target->id, "/cases/" + target->id},
                              actor.at, random_);
  if (auto good = keep(connection, *dossier, "conclude", Value::Map{{"result", review.result}, {"minutes_hash", base::sha256_hex(minutes)}}, actor,
                       Value::Map{{"minutes", minutes}});
      !good) {
    return base::refuse(good.error());
  }
  return *find_review(connection, id);
}

base::Result<Value> Service::list_scores(storage::Connection& connection, std::string_view id, const Actor& actor) const {
  const auto relations = list_relations(connection, actor.account_id, id);
  const bool is_officer = std::ranges::find(relations, "officer") != relations.end();
  const bool is_expert = std::ranges::find(relations, "expert") != relations.end();
  const auto dossier = is_officer || is_expert ? read(connection, id) : std::nullopt;
  if (!dossier) return base::refuse(ErrorCode::not_found, "reviews.not_found");
  const auto panel = dossier->panel();
  if (is_expert) {
    const auto own = std::ranges::find(panel, actor.account_id, &Seat::account_id);
    if (auto good = own == panel.end() ? base::Result<void>() : check_not_staff(connection, *own); !good) return base::refuse(good.error());
    if (own != panel.end() && own->state != "sealed") return base::refuse(ErrorCode::not_allowed, "reviews.own_sheet_missing");
  }
  const std::string& state = dossier->review.state;
  if (state != "opened" && state != "concluded" && state != "superseded") return base::refuse(ErrorCode::not_allowed, "reviews.not_opened");
  Value::List items;
  for (const Sheet& sheet : list_sheets(connection, id)) {
    const auto seat = std::ranges::find(panel, sheet.seat_id, &Seat::id);
    if (!sheet.is_open || seat == panel.end()) continue;
    Value item = *base::parse_json(sheet.content);
    item.set("seat_id", seat->id);
    item.set("place", seat->place);
    item.set("name", seat->display_name);
    item.set("total", sheet.total);
    item.set("nonce", sheet.nonce);
    item.set("commitment", seat->commitment);
    items.push_back(std::move(item));
  }
  return Value(Value::Map{
      {"items", std::move(items)}, {"total", dossier->review.total}, {"sheets", dossier->review.sheets}, {"result", dossier->review.result}});
}

}  // namespace zhidian::reviews
