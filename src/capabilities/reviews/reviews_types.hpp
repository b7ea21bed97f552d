#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/value.hpp"

namespace zhidian::reviews {

/// A member of an authority's pool. state: available, unavailable.
struct Expert {
  std::string id, authority_id, account_id, state, login_name, display_name, relation;
  std::vector<std::string> fields;
  std::int64_t version = 1;
  bool is_active = true;  // the account can still sign in
  bool is_staff = false;  // the account stands for the applicant, in a pool read for one
};

/// Where an expert works or worked, or an institution of somebody close. kind: employer, spouse_employer, relative_employer, other_relation.
struct Declaration {
  std::string id, account_id, kind, institution_name, folded_name, credit_code;
  std::optional<base::Date> begins_on{}, ends_on{};
  std::int64_t version = 1;
};

struct Review {
  std::string id, number, case_id, authority_id, authority_name, state, result, minutes, act_version, opened_at;
  std::optional<std::string> concluded_at{};
  std::vector<std::string> fields;
  std::int64_t round = 0, panel_size = 0, attempt = 1, total = 0, sheets = 0, ordinal = 0, version = 1;
};

/// One attempt to draw. outcome: running, withheld, drawn, exhausted, closed.
struct Attempt {
  std::int64_t number = 1, withheld_by = 0;
  base::Value pool;
  std::string pool_hash, seed, outcome = "running";
  std::optional<base::Date> last_day{};  // to commit, then to reveal
  std::vector<std::string> order, drawn;
};

struct Seed {
  std::int64_t attempt = 1, position = 1;
  std::string account_id, office, office_name, display_name, commitment, value;
};

/// A seat of a panel. state: seated, sealed, left.
struct Seat {
  std::string id, review_id, expert_id, account_id, state = "seated", left_for, left_reason, next_expert_id, commitment, created_at, display_name;
  std::optional<std::string> sealed_at{};
  std::int64_t attempt = 1, place = 0, version = 1;
};

struct Sheet {
  std::string seat_id, content, nonce;
  std::int64_t total = 0;
  bool is_open = false;
};

/// Somebody who may hold a value of a draw. `office` is an authority's id, or `audit`.
struct SeedHolder {
  std::string account_id, display_name, office, office_name;
};

}  // namespace zhidian::reviews
