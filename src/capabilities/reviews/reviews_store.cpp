#include "capabilities/reviews/reviews_store.hpp"

#include <fmt/format.h>

#include "capabilities/reviews/sql.hpp"

namespace zhidian::reviews {
namespace {

namespace sql = zhidian::sql::reviews;
using storage::Row;

Expert read_expert(const Row& row) {
  Expert expert;
  expert.id = row.text("id");
  expert.authority_id = row.text("authority_id");
  expert.account_id = row.text("account_id");
  expert.fields = row.texts("fields");
  expert.state = row.text("state");
  expert.version = row.integer("version");
  expert.login_name = row.text("login_name");
  expert.display_name = row.text("display_name");
  expert.is_active = row.text("account_state") == "active";
  return expert;
}

Declaration declaration_of(const Row& row) {
  Declaration declaration;
  declaration.id = row.text("id");
  declaration.account_id = row.text("account_id");
  declaration.kind = row.text("kind");
  declaration.institution_name = row.text("institution_name");
  declaration.folded_name = row.text("folded_name");
  declaration.credit_code = row.text("credit_code");
  declaration.begins_on = row.optional_date("begins_on");
  declaration.ends_on = row.optional_date("ends_on");
  declaration.version = row.integer("version");
  return declaration;
}

Review read_review(const Row& row) {
  Review review;
  review.id = row.text("id");
  review.number = row.text("number");
  review.case_id = row.text("case_id");
  review.round = row.integer("round");
  review.authority_id = row.text("authority_id");
  review.authority_name = row.text("authority_name");
  review.state = row.text("state");
  review.fields = row.texts("fields");
  review.panel_size = row.integer("panel_size");
  review.attempt = row.integer("attempt");
  review.result = row.text("result");
  review.total = row.integer("total");
  review.sheets = row.integer("sheets");
  review.minutes = row.text("minutes");
  review.act_version = row.text("act_version");
  review.ordinal = row.integer("ordinal");
  review.version = row.integer("version");
  review.opened_at = row.text("opened_at");
  review.concluded_at = row.optional_text("concluded_at");
  return review;
}

Seat read_seat(const Row& row) {
  Seat seat;
  seat.id = row.text("id");
  seat.review_id = row.text("review_id");
  seat.attempt = row.integer("attempt");
  seat.expert_id = row.text("expert_id");
  seat.account_id = row.text("account_id");
  seat.place = row.integer("place");
  seat.state = row.text("state");
  seat.left_for = row.text("left_for");
  seat.left_reason = row.text("left_reason");
  seat.next_expert_id = row.text("next_expert_id");
  seat.commitment = row.text("commitment");
  seat.sealed_at = row.optional_text("sealed_at");
  seat.version = row.integer("version");
  seat.created_at = row.text("created_at");
  seat.display_name = row.text("display_name");
  return seat;
}

}  // namespace

std::vector<Expert> list_experts(storage::Connection& connection, std::string_view account_id, std::string_view authority_id) {
  return connection.list(sql::list_experts, {account_id, authority_id}, read_expert);
}

std::vector<Expert> list_pool(storage::Connection& connection, std::string_view authority_id, std::string_view organisation_id) {
  return connection.list(sql::list_pool, {authority_id, organisation_id}, [](const Row& row) {
    Expert expert = read_expert(row);
    expert.is_staff = row.integer("is_staff") != 0;
    return expert;
  });
}

std::vector<std::string> list_former_panel(storage::Connection& connection, std::string_view case_id, std::int64_t round) {
  return connection.list(sql::list_former_panel, {case_id, round}, [](const Row& row) { return row.text("expert_id"); });
}

std::optional<Expert> find_expert(storage::Connection& connection, std::string_view account_id, std::string_view id) {
  return connection.find(sql::find_expert, {account_id, id}, [](const Row& row) {
    Expert expert = read_expert(row);
    expert.relation = row.text("relation");
    return expert;
  });
}

std::vector<OwnPool> list_own_pools(storage::Connection& connection, std::string_view account_id) {
  return connection.list(sql::list_own_pools, {account_id},
                         [](const Row& row) { return OwnPool{row.text("id"), row.text("state"), row.text("authority_name"), row.texts("fields")}; });
}

bool insert_expert(storage::Connection& connection, const Expert& expert, base::Instant now) {
  return connection.execute(sql::insert_expert, {expert.id, expert.authority_id, expert.account_id, base::print_json(base::list_value(expert.fields)),
                                                 base::print_instant(now)}) == 1;
}

bool update_expert(storage::Connection& connection, const Expert& expert, std::int64_t expected_version) {
  return connection.execute(sql::update_expert, {expert.id, expected_version, base::print_json(base::list_value(expert.fields)), expert.state}) == 1;
}

std::optional<SeedHolder> find_expert_account(storage::Connection& connection, std::string_view login_name) {
  return connection.find(sql::find_expert_account, {login_name},
                         [](const Row& row) { return SeedHolder{row.text("id"), row.text("display_name"), "", ""}; });
}

std::vector<Declaration> list_declarations(storage::Connection& connection, std::string_view account_id) {
  return connection.list(sql::list_declarations, {account_id}, declaration_of);
}

std::vector<Declaration> list_pool_declarations(storage::Connection& connection, std::string_view authority_id) {
  return connection.list(sql::list_pool_declarations, {authority_id}, declaration_of);
}

void insert_declaration(storage::Connection& connection, const Declaration& declaration, std::string_view declared_by, base::Instant now) {
  connection.execute(sql::insert_declaration, {declaration.id, declaration.account_id, declaration.kind, declaration.institution_name,
                                               declaration.folded_name, declaration.credit_code, base::print_date(declaration.begins_on),
                                               base::print_date(declaration.ends_on), declared_by, base::print_instant(now)});
}

bool end_declaration(storage::Connection& connection, std::string_view id, std::string_view account_id, std::int64_t expected_version,
                     base::Date ends_on) {
  return connection.execute(sql::end_declaration, {id, account_id, expected_version, base::print_date(ends_on)}) == 1;
}

std::optional<Review> find_review(storage::Connection& connection, std::string_view id) {
  return connection.find(sql::find_review, {id}, read_review);
}

void hold_review(storage::Connection& connection, std::string_view id) { connection.execute(sql::hold_review, {id}); }

std::vector<std::string> list_review_ids(storage::Connection& connection) {
  return connection.list(sql::list_review_ids, {}, [](const storage::Row& row) { return row.text("id"); });
}

std::optional<Review> find_review_of_case(storage::Connection& connection, std::string_view case_id, std::int64_t round) {
  return connection.find(sql::find_review_of_case, {case_id, round}, read_review);
}

std::vector<std::string> list_relations(storage::Connection& connection, std::string_view account_id, std::string_view review_id) {
  return connection.list(sql::list_relations, {account_id, review_id}, [](const Row& row) { return row.text("relation"); });
}

std::vector<Review> list_reviews(storage::Connection& connection, std::string_view account_id, std::string_view after, std::string_view after_id,
                                 std::int64_t limit) {
  return connection.list(sql::list_reviews, {account_id, after, after_id, limit}, read_review);
}

std::vector<Review> list_draws(storage::Connection& connection, std::string_view after, std::string_view after_id, std::int64_t limit) {
  return connection.list(sql::list_draws, {after, after_id, limit}, read_review);
}

std::int64_t count_reviews(storage::Connection& connection, std::string_view authority_id, int year) {
  return connection.find(sql::count_reviews, {authority_id, year}, [](const Row& row) { return row.integer("number"); }).value_or(0);
}

bool insert_review(storage::Connection& connection, const Review& review, int year, std::string_view opened_by) {
  return connection.execute(sql::insert_review, {review.id, review.number, year, review.case_id, review.round, review.authority_id,
                                                 base::print_json(base::list_value(review.fields)), review.panel_size, review.act_version, opened_by,
                                                 review.opened_at}) == 1;
}

bool update_review(storage::Connection& connection, Review& review, std::int64_t expected_version) {
  const bool is_written =
      connection.execute(sql::update_review,
                         {review.id, expected_version, review.state, base::print_json(base::list_value(review.fields)), review.panel_size,
                          review.attempt, review.result, review.total, review.sheets, review.minutes, review.ordinal, review.concluded_at}) == 1;
  review.version = expected_version + 1;
  return is_written;
}

void insert_attempt(storage::Connection& connection, std::string_view review_id, const Attempt& attempt, base::Instant now) {
  connection.execute(sql::insert_attempt, {review_id, attempt.number, base::print_json(attempt.pool), attempt.pool_hash, base::print_instant(now)});
}

void update_attempt(storage::Connection& connection, std::string_view review_id, const Attempt& attempt) {
  connection.execute(sql::update_attempt,
                     {review_id, attempt.number, base::print_date(attempt.last_day), attempt.seed, base::print_json(base::list_value(attempt.order)),
                      base::print_json(base::list_value(attempt.drawn)), attempt.outcome, attempt.withheld_by});
}

std::vector<Attempt> list_attempts(storage::Connection& connection, std::string_view review_id) {
  return connection.list(sql::list_attempts, {review_id}, [](const Row& row) {
    Attempt attempt;
    attempt.number = row.integer("number");
    attempt.pool = row.json("pool");
    attempt.pool_hash = row.text("pool_hash");
    attempt.last_day = row.optional_date("last_day");
    attempt.seed = row.text("seed");
    attempt.order = row.texts("drawn_order");
    attempt.drawn = row.texts("drawn");
    attempt.outcome = row.text("outcome");
    attempt.withheld_by = row.integer("withheld_by");
    return attempt;
  });
}

void insert_seed(storage::Connection& connection, std::string_view review_id, const Seed& seed) {
  connection.execute(sql::insert_seed, {review_id, seed.attempt, seed.position, seed.account_id, seed.office, seed.office_name});
}

void update_seed(storage::Connection& connection, std::string_view review_id, const Seed& seed) {
  connection.execute(sql::update_seed, {review_id, seed.attempt, seed.position, seed.commitment, seed.value});
}

std::vector<Seed> list_seeds(storage::Connection& connection, std::string_view review_id) {
  return connection.list(sql::list_seeds, {review_id}, [](const Row& row) {
    Seed seed;
    seed.attempt = row.integer("attempt");
    seed.position = row.integer("position");
    seed.account_id = row.text("account_id");
    seed.office = row.text("office");
    seed.office_name = row.text("office_name");
    seed.display_name = row.text("display_name");
    seed.commitment = row.text("commitment");
    seed.value = row.text("value");
    return seed;
  });
}

std::vector<SeedHolder> list_seed_holders(storage::Connection& connection, std::string_view authority_id) {
  return connection.list(sql::list_seed_holders, {authority_id}, [](const Row& row) {
    return SeedHolder{row.text("id"), row.text("display_name"), row.text("office"), row.text("office_name")};
  });
}

void insert_seat(storage::Connection& connection, const Seat& seat) {
  connection.execute(sql::insert_seat, {seat.id, seat.review_id, seat.attempt, seat.expert_id, seat.account_id, seat.place, seat.created_at});
}

bool update_seat(storage::Connection& connection, const Seat& seat) {
  return connection.execute(sql::update_seat, {seat.id, seat.version, seat.state, seat.left_for, seat.left_reason, seat.next_expert_id,
                                               seat.commitment, seat.sealed_at}) == 1;
}

std::vector<Seat> list_seats(storage::Connection& connection, std::string_view review_id) {
  return connection.list(sql::list_seats, {review_id}, read_seat);
}

std::vector<Seat> list_own_seats(storage::Connection& connection, std::string_view account_id) {
  return connection.list(sql::list_own_seats, {account_id}, read_seat);
}

std::vector<std::string> list_staff_seats(storage::Connection& connection, std::string_view review_id) {
  return connection.list(sql::list_staff_seats, {review_id}, [](const Row& row) { return row.text("id"); });
}

std::optional<Seat> find_own_seat(storage::Connection& connection, std::string_view account_id, std::string_view id) {
  return connection.find(sql::find_own_seat, {account_id, id}, read_seat);
}

void insert_sheet(storage::Connection& connection, std::string_view review_id, const Sheet& sheet) {
  connection.execute(sql::insert_sheet, {sheet.seat_id, review_id, sheet.content, sheet.nonce, sheet.total});
}

void delete_sheet(storage::Connection& connection, std::string_view seat_id) { connection.execute(sql::delete_sheet, {seat_id}); }

std::vector<Sheet> list_sheets(storage::Connection& connection, std::string_view review_id) {
  return connection.list(sql::list_sheets, {review_id}, [](const Row& row) {
    return Sheet{row.text("seat_id"), row.text("content"), row.text("nonce"), row.integer("total"), row.integer("is_open") == 1};
  });
}

void open_sheets(storage::Connection& connection, std::string_view review_id) { connection.execute(sql::open_sheets, {review_id}); }

}  // namespace zhidian::reviews
