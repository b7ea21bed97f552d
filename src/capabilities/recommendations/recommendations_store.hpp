#pragma once
#include <optional>
#include <string>
#include <vector>

#include "capabilities/recommendations/recommendations.hpp"

namespace zhidian::recommendations {

/// A submitted case of a window as it is stored; `recommended_on` empty: never recommended.
struct WindowCase {
  std::string case_id, number, act_id, procedure_id, organisation_name, state, holder, recommended_on;
  std::int64_t act_version = 0;
  std::optional<std::int64_t> position;
};
/// Of one recommender. `actions` are the ids of recommendations between bars; `account_id` empty: unscoped, for the count itself.
std::vector<WindowCase> list_window_cases(storage::Connection& connection, std::string_view window_id, std::string_view authority_id,
                                          std::string_view actions, std::string_view account_id);

struct StoredOrder {
  std::string id, window_id, authority_id;
  std::int64_t version = 0;
};
std::optional<StoredOrder> find_order(storage::Connection& connection, std::string_view window_id, std::string_view authority_id);
std::vector<StoredOrder> list_orders(storage::Connection& connection);
/// False where somebody was faster: the order exists, or is no longer at its version.
bool insert_order(storage::Connection& connection, const StoredOrder& order, base::Instant now);
bool raise_order(storage::Connection& connection, const StoredOrder& order);
void rewrite_order(storage::Connection& connection, const std::string& id, const audit::Told& told);
/// {case_id, position}, by position.
base::Value::List list_ranks(storage::Connection& connection, std::string_view order_id);
void replace_ranks(storage::Connection& connection, std::string_view order_id, const base::Value::List& ranks);

}  // namespace zhidian::recommendations
