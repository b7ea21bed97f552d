#include "server/years_reviews.hpp"

#include <algorithm>

#include "capabilities/reviews/draw.hpp"

namespace zhidian::server {
namespace {
using base::Value;
constexpr int least_share = 55, most_share = 95;  // of the points of an item, in a hundred
}  // namespace

const http::Principal& Reviews::officer() const { return province_.people.second_city.filing_body; }

void Reviews::begin(const Resident& resident, const std::string& case_id, Then then) {
  const auto one = std::make_shared<Review>();
  one->then = std::move(then);
  province_.agenda.on(province_.in(2), [this, one, case_id, &resident](base::Instant at) {
    const rules::ReviewRule& rule = *resident.programme->filing->review;
    const Value body =
        Value::Map{{"fields", Value::List{"patent"}},
                   {"panel_size", rule.at_least},
                   {"seed_holders", Value::List{province_.people.second_city.head.account_id, province_.people.second_province_officer.account_id}}};
    const Value opened = province_.office.ask(&officer(), {"open_review", {{"case_id", case_id}}, body}, false, at);
    if (opened.is_null()) return one->then(false, at);
    province_.office.count("reviews");
    one->id = opened.text_or("id");
    province_.agenda.on(province_.in(1), [this, one](base::Instant later) { draw(one, later); });
  });
}

Value Reviews::read(const Shared& one, base::Instant at) {
  return province_.office.ask(&officer(), {"get_review", {{"review_id", one->id}}}, false, at);
}

Value Reviews::send(const http::Principal& who, const Shared& one, const std::string& operation, Value body, base::Instant at) {
  const std::int64_t version = read(one, at).integer_or("version", 0);
  return province_.office.ask(&who, {operation, {{"review_id", one->id}}, std::move(body), version}, false, at);
}

void Reviews::draw(const Shared& one, base::Instant at) {
  const http::Principal* holders[] = {&province_.people.second_city.head, &province_.people.second_province_officer};
  const std::int64_t attempt = read(one, at).integer_or("attempt", 1);
  for (int holder = 0; holder < 2; ++holder) {
    const Value own = province_.office.ask(holders[holder], {"get_review", {{"review_id", one->id}}}, false, at);
    const Value::List& seeds = own.at("attempts").as_list().back().at("seeds").as_list();
    const auto mine = std::ranges::find_if(seeds, [](const Value& seed) { return seed.at("is_own") == Value(true); });
    if (mine == seeds.end()) return province_.office.surprise("a holder of a value has no seed", at);
    one->values[holder] = base::make_token(province_.parts.random);
    const std::string commitment = reviews::hash_draw_value(one->id, attempt, mine->integer_or("position", 0), one->values[holder]);
    send(*holders[holder], one, "commit_draw_value", Value::Map{{"commitment", commitment}}, at);
  }
  for (int holder = 0; holder < 2; ++holder) send(*holders[holder], one, "reveal_draw_value", Value::Map{{"value", one->values[holder]}}, at);
  province_.agenda.on(province_.in(province_.shares.between(3, 6)), [this, one](base::Instant later) { score(one, later); });
}

void Reviews::score(const Shared& one, base::Instant at) {
  for (const DemonstrationExpert& expert : province_.people.experts) {
    const Value seats = province_.office.ask(&expert.principal, {"list_assignments", {}}, false, at);
    for (const Value& seat : seats.at("items").as_list()) {
      if (seat.text_or("review_id") != one->id || seat.text_or("state") == "left") continue;
      const Value detail = province_.office.ask(&expert.principal, {"get_assignment", {{"seat_id", seat.text_or("seat_id")}}}, false, at);
      Value scores{Value::Map{}};
      for (const Value& item : detail.at("score_sheet").as_list())
        scores.set(item.text_or("id"), item.integer_or("most", 0) * province_.shares.between(least_share, most_share) / 100);
      province_.office.ask(&expert.principal,
                           {"seal_score_sheet",
                            {{"seat_id", seat.text_or("seat_id")}},
                            Value::Map{{"scores", std::move(scores)}, {"comment", "材料齐全。"}},
                            detail.integer_or("version", 0)},
                           false, at);
    }
  }
  province_.agenda.on(province_.in(1), [this, one](base::Instant later) { conclude(one, later); });
}

void Reviews::conclude(const Shared& one, base::Instant at) {
  send(officer(), one, "open_score_sheets", nullptr, at);
  const Value concluded = send(officer(), one, "conclude_review", Value::Map{{"minutes", "评审纪要（模拟）。"}}, at);
  one->then(concluded.text_or("result") == "passed", at);
}

}  // namespace zhidian::server
