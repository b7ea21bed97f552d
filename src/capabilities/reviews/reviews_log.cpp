// The reviews as they are stored beside the reviews as the log tells them.
#include <fmt/format.h>

#include "capabilities/reviews/reviews.hpp"
#include "capabilities/reviews/reviews_store.hpp"
#include "capabilities/reviews/sql.hpp"

namespace zhidian::reviews {
namespace {

using base::Value;
namespace sql = zhidian::sql::reviews;

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
                          {"fields", base::list_value(review.fields)},
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
    if (!attempt.drawn.empty()) record.set(fmt::format("drawn {}", attempt.number), base::list_value(attempt.drawn));
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

audit::Records stored_records(storage::Connection& connection) {
  audit::Records stored;
  for (const std::string& id : list_review_ids(connection)) stored[id] = record_of(connection, *find_review(connection, id));
  return stored;
}

/// The draws, values and seals of a review. A sheet, the pool of an attempt and the minutes are in the log by their hashes alone.
void rewrite_parts(storage::Connection& connection, const std::string& id, const Value& record) {
  for (const Attempt& attempt : list_attempts(connection, id)) {
    const Value& drawn = record.at(fmt::format("drawn {}", attempt.number));
    connection.execute(sql::rewrite_attempt,
                       {id, attempt.number, record.text_or(fmt::format("pool_hash {}", attempt.number)),
                        record.text_or(fmt::format("seed {}", attempt.number)), base::print_json(drawn.is_list() ? drawn : Value(Value::List{}))});
  }
  for (const Seed& seed : list_seeds(connection, id))
    connection.execute(sql::rewrite_seed, {id, seed.attempt, seed.position, record.text_or(name_of("commitment", seed.attempt, seed.position)),
                                           record.text_or(name_of("value", seed.attempt, seed.position))});
  for (const Seat& seat : list_seats(connection, id)) connection.execute(sql::rewrite_seal, {id, seat.id, record.text_or("sealed " + seat.id)});
}

void rewrite(storage::Connection& connection, const std::string& id, const audit::Told& told) {
  const Value& record = told.record;
  connection.execute(sql::rewrite_review, {id, record.text_or("number"), record.text_or("case_id"), record.integer_or("round", 0),
                                           record.integer_or("panel_size", 0), base::print_json(record.at("fields")), record.integer_or("attempt", 1),
                                           record.text_or("state"), record.integer_or("sheets", 0), record.text_or("result"), told.last.ordinal});
  rewrite_parts(connection, id, record);
}

}  // namespace

const audit::RecordKind records_in_log{"review", stored_records, apply,
                                       [](storage::Connection& connection, const std::string& id, const audit::Told& told, bool is_missing) {
                                         if (!is_missing) rewrite(connection, id, told);
                                       }};

}  // namespace zhidian::reviews
