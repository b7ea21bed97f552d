// The reviews as they are stored beside the reviews as the log tells them.
#include <fmt/format.h>

#include "audit/records.hpp"
#include "capabilities/reviews/reviews.hpp"
#include "capabilities/reviews/reviews_store.hpp"

namespace zhidian::reviews {
namespace {

using base::Value;

/// What an event says of the review as a whole, whatever happened.
constexpr std::string_view members[] = {"number", "case_id", "round", "panel_size", "fields", "attempt", "state", "sheets", "result", "minutes_hash"};

std::string name_of(std::string_view what, std::int64_t attempt, std::int64_t position) { return fmt::format("{} {}.{}", what, attempt, position); }

void set_if_present(Value& record, const std::string& name, const std::string& text) {
  if (!text.empty()) record.set(name, text);
}

Value record_of(storage::Connection& connection, const Review& review) {
  Value record(Value::Map{{"number", review.number},
                          {"case_id", review.case_id},
                          {"round", review.round},
                          {"panel_size", review.panel_size},
                          {"fields", to_list(review.fields)},
                          {"attempt", review.attempt},
                          {"state", review.state}});
  if (!review.result.empty()) {
    record.set("sheets", review.sheets);
    record.set("result", review.result);
  }
  if (review.concluded_at) record.set("minutes_hash", base::sha256_hex(review.minutes));
  for (const Attempt& attempt : list_attempts(connection, review.id)) {
    record.set(fmt::format("pool_hash {}", attempt.number), attempt.pool_hash);
    set_if_present(record, fmt::format("seed {}", attempt.number), attempt.seed);
    if (!attempt.drawn.empty()) record.set(fmt::format("drawn {}", attempt.number), to_list(attempt.drawn));
  }
  for (const Seed& seed : list_seeds(connection, review.id)) {
    set_if_present(record, name_of("commitment", seed.attempt, seed.position), seed.commitment);
    set_if_present(record, name_of("value", seed.attempt, seed.position), seed.value);
  }
  for (const Seat& seat : list_seats(connection, review.id)) set_if_present(record, "sealed " + seat.id, seat.commitment);
  return record;
}

void apply(Value& record, const audit::StoredEvent& event) {
  const Value& told = event.content;
  for (const std::string_view member : members) {
    if (const Value& value = told.at(member); !value.is_null()) record.set(std::string(member), value);
  }
  const std::int64_t attempt = told.integer_or("attempt", 0), position = told.integer_or("position", 0);
  set_if_present(record, fmt::format("pool_hash {}", attempt), told.text_or("pool_hash"));
  if (event.action == "commit_value") record.set(name_of("commitment", attempt, position), told.at("commitment"));
  if (event.action == "reveal_value") record.set(name_of("value", attempt, position), told.at("value"));
  if (event.action == "seal_sheet") record.set("sealed " + told.text_or("seat_id"), told.at("commitment"));
  if (const Value& draw = told.at("draw"); draw.is_map()) {
    record.set(fmt::format("seed {}", attempt), draw.at("seed"));
    record.set(fmt::format("drawn {}", attempt), draw.at("drawn"));
  }
}

}  // namespace

std::vector<audit::Finding> compare_with_log(storage::Connection& connection) {
  audit::Records stored;
  for (const std::string& id : list_review_ids(connection)) stored[id] = record_of(connection, *find_review(connection, id));
  return audit::compare_records(connection, "review", stored, apply);
}

}  // namespace zhidian::reviews
