#pragma once
#include "capabilities/reviews/reviews_types.hpp"
#include "storage/storage.hpp"

/// The tables of reviews and their pools. Only this capability writes them.
namespace zhidian::reviews {

std::vector<Expert> list_experts(storage::Connection& connection, std::string_view account_id, std::string_view authority_id);
/// `organisation_id`: whose staff is marked; empty where that is not asked.
std::vector<Expert> list_pool(storage::Connection& connection, std::string_view authority_id, std::string_view organisation_id = "");
/// Experts by id who sat on an earlier panel of this submission whose result no longer counts.
std::vector<std::string> list_former_panel(storage::Connection& connection, std::string_view case_id, std::int64_t round);
std::optional<Expert> find_expert(storage::Connection& connection, std::string_view account_id, std::string_view id);
struct OwnPool {
  std::string id, state, authority_name;
  std::vector<std::string> fields;
};
std::vector<OwnPool> list_own_pools(storage::Connection& connection, std::string_view account_id);
bool insert_expert(storage::Connection& connection, const Expert& expert, base::Instant now);
bool update_expert(storage::Connection& connection, const Expert& expert, std::int64_t expected_version);
std::optional<SeedHolder> find_expert_account(storage::Connection& connection, std::string_view login_name);

std::vector<Declaration> list_declarations(storage::Connection& connection, std::string_view account_id);
std::vector<Declaration> list_pool_declarations(storage::Connection& connection, std::string_view authority_id);
void insert_declaration(storage::Connection& connection, const Declaration& declaration, std::string_view declared_by, base::Instant now);
bool end_declaration(storage::Connection& connection, std::string_view id, std::string_view account_id, std::int64_t expected_version,
                     base::Date ends_on);

std::optional<Review> find_review(storage::Connection& connection, std::string_view id);
/// Keeps the row until the end of the transaction: two experts who seal at once follow each other.
void hold_review(storage::Connection& connection, std::string_view id);
std::vector<std::string> list_review_ids(storage::Connection& connection);
std::optional<Review> find_review_of_case(storage::Connection& connection, std::string_view case_id, std::int64_t round);
/// What the account is to the review: officer, seed_holder, expert; empty: it does not exist for it.
std::vector<std::string> list_relations(storage::Connection& connection, std::string_view account_id, std::string_view review_id);
std::vector<Review> list_reviews(storage::Connection& connection, std::string_view account_id, std::string_view after, std::string_view after_id,
                                 std::int64_t limit);
std::vector<Review> list_draws(storage::Connection& connection, std::string_view after, std::string_view after_id, std::int64_t limit);
std::int64_t count_reviews(storage::Connection& connection, std::string_view authority_id, int year);
/// False where the case has one of this round already, or the number was taken at the same moment.
bool insert_review(storage::Connection& connection, const Review& review, int year, std::string_view opened_by);
/// Writes what may change and raises the version. False where somebody was faster.
bool update_review(storage::Connection& connection, Review& review, std::int64_t expected_version);

void insert_attempt(storage::Connection& connection, std::string_view review_id, const Attempt& attempt, base::Instant now);
void update_attempt(storage::Connection& connection, std::string_view review_id, const Attempt& attempt);
std::vector<Attempt> list_attempts(storage::Connection& connection, std::string_view review_id);
void insert_seed(storage::Connection& connection, std::string_view review_id, const Seed& seed);
void update_seed(storage::Connection& connection, std::string_view review_id, const Seed& seed);
std::vector<Seed> list_seeds(storage::Connection& connection, std::string_view review_id);
std::vector<SeedHolder> list_seed_holders(storage::Connection& connection, std::string_view authority_id);

void insert_seat(storage::Connection& connection, const Seat& seat);
bool update_seat(storage::Connection& connection, const Seat& seat);
std::vector<Seat> list_seats(storage::Connection& connection, std::string_view review_id);
std::vector<Seat> list_own_seats(storage::Connection& connection, std::string_view account_id);
/// Errors: reviews.staff_by_now (the account stands for the applicant).
base::Result<void> check_not_staff(storage::Connection& connection, const Seat& seat);
/// Seats of the present panel whose account stands for the applicant by now, by id.
std::vector<std::string> list_staff_seats(storage::Connection& connection, std::string_view review_id);
std::optional<Seat> find_own_seat(storage::Connection& connection, std::string_view account_id, std::string_view id);

void insert_sheet(storage::Connection& connection, std::string_view review_id, const Sheet& sheet);
void delete_sheet(storage::Connection& connection, std::string_view seat_id);
std::vector<Sheet> list_sheets(storage::Connection& connection, std::string_view review_id);
void open_sheets(storage::Connection& connection, std::string_view review_id);

}  // namespace zhidian::reviews
