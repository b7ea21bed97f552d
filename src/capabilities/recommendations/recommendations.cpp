#include "capabilities/recommendations/recommendations.hpp"

#include <algorithm>
#include <set>

#include "capabilities/recommendations/recommendations_store.hpp"
#include "rules/recommendation.hpp"

namespace zhidian::recommendations {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::string_view subject_kind = "recommendation_order";

bool names(const std::vector<std::string>& list, std::string_view name) { return std::ranges::find(list, name) != list.end(); }

/// The ids of the procedure's recommendations between bars, for the statement that looks for their events.
std::string recommending_actions(const rules::Procedure& procedure) {
  std::string actions = "|";
  for (const rules::Action& action : procedure.actions) {
    if (rules::is_recommendation(procedure, action)) actions += action.id + "|";
  }
  return actions;
}

Recommended read_recommended(const regulations::Registry& registry, const WindowCase& stored) {
  Recommended item{stored.case_id, stored.number, stored.organisation_name, stored.state, {}, stored.recommended_on, stored.position};
  const rules::Procedure* procedure = registry.find_procedure(stored.act_id, stored.act_version, stored.procedure_id);
  const rules::State* state = procedure ? procedure->find_state(stored.state) : nullptr;
  item.state_label = state ? state->label : rules::Text{stored.state, stored.state};
  if (!procedure) return item;
  item.keeps_place = rules::keeps_place(*procedure, stored.state);
  item.is_fixed = item.keeps_place && rules::is_past_examination(*procedure, stored.state);
  return item;
}

/// `account_id` empty: unscoped.
Tally read_tally(storage::Connection& connection, const regulations::Registry& registry, const windows::Window& window,
                 const accounts::Authority& authority, std::string_view account_id) {
  Tally tally{authority.id, authority.name, window.quotas.of(authority.id)};
  const rules::Procedure* procedure = registry.law.find_procedure(window.act_id, window.procedure_id);
  if (!procedure) return tally;
  for (const WindowCase& stored : list_window_cases(connection, window.id, authority.id, recommending_actions(*procedure), account_id)) {
    if (stored.recommended_on.empty()) {
      tally.waiting += stored.holder == "recommender" ? 1 : 0;
      continue;
    }
    tally.items.push_back(read_recommended(registry, stored));
    tally.used += tally.items.back().keeps_place ? 1 : 0;
  }
  if (const auto order = find_order(connection, window.id, authority.id)) tally.version = order->version;
  return tally;
}

/// Ranks for the open cases in the wanted order, around the ranks that are fixed.
Value::List rank(const Tally& tally, const std::vector<std::string>& case_ids) {
  std::map<std::int64_t, std::string> ranks;
  for (const Recommended& item : tally.items) {
    if (item.is_fixed && item.position) ranks[*item.position] = item.case_id;
  }
  std::int64_t next = 1;
  for (const std::string& case_id : case_ids) {
    while (ranks.contains(next)) ++next;
    ranks[next] = case_id;
  }
  Value::List list;
  for (const auto& [position, case_id] : ranks) list.emplace_back(Value::Map{{"case_id", case_id}, {"position", position}});
  return list;
}

/// Errors: recommendations.nothing_to_order, recommendations.incomplete.
base::Result<void> check_order(const Tally& tally, const std::vector<std::string>& case_ids) {
  std::set<std::string> open;
  for (const Recommended& item : tally.items) {
    if (item.keeps_place && !item.is_fixed) open.insert(item.case_id);
  }
  if (open.empty()) return base::refuse(ErrorCode::conflict, "recommendations.nothing_to_order");
  if (case_ids.size() != open.size() || std::set(case_ids.begin(), case_ids.end()) != open)
    return base::refuse(ErrorCode::conflict, "recommendations.incomplete", {{"number", std::to_string(open.size())}});
  return {};
}

void log_order(storage::Connection& connection, const StoredOrder& order, const Value::List& ranks, const Reader& reader, base::Random& random) {
  audit::append(connection,
                audit::make_event(subject_kind, order.id, order.version, "rank", reader.account_id, reader.at,
                                  Value::Map{{"window_id", order.window_id}, {"authority_id", order.authority_id}, {"ranks", ranks}}),
                random);
}

}  // namespace

base::Result<std::vector<Tally>> list_tallies(storage::Connection& connection, const regulations::Registry& registry, std::string_view window_id,
                                              const Reader& reader) {
  const auto window = windows::find_window(connection, window_id);
  if (!window) return base::refuse(ErrorCode::not_found, "windows.not_found");
  const bool is_filing_body = names(reader.authority_ids, window->authority_id);
  std::vector<Tally> tallies;
  for (const accounts::Authority& authority : windows::list_recommenders(connection, registry, *window)) {
    if (is_filing_body || names(reader.authority_ids, authority.id))
      tallies.push_back(read_tally(connection, registry, *window, authority, reader.account_id));
  }
  if (tallies.empty() && !is_filing_body) return base::refuse(ErrorCode::forbidden, "recommendations.not_yours");
  return tallies;
}

base::Result<Tally> put_in_order(storage::Connection& connection, const regulations::Registry& registry, const Order& wanted, const Reader& reader,
                                 base::Random& random) {
  const auto window = windows::hold_window(connection, wanted.window_id);  // no recommendation comes between
  if (!window) return base::refuse(ErrorCode::not_found, "windows.not_found");
  const auto recommenders = windows::list_recommenders(connection, registry, *window);
  const auto authority = std::ranges::find(recommenders, wanted.authority_id, &accounts::Authority::id);
  if (authority == recommenders.end() || !names(reader.authority_ids, authority->id))
    return base::refuse(ErrorCode::forbidden, "recommendations.not_yours");
  const Tally tally = read_tally(connection, registry, *window, *authority, reader.account_id);
  if (tally.version != wanted.expected_version) return base::refuse(ErrorCode::stale, "recommendations.stale");
  if (auto good = check_order(tally, wanted.case_ids); !good) return base::refuse(std::move(good.error()));
  auto order = find_order(connection, window->id, authority->id);
  const bool is_written = order ? raise_order(connection, *order)
                                : insert_order(connection, order.emplace(base::make_id(reader.at, random), window->id, authority->id, 0), reader.at);
  if (!is_written) return base::refuse(ErrorCode::stale, "recommendations.stale");
  order->version += 1;
  const Value::List ranks = rank(tally, wanted.case_ids);
  replace_ranks(connection, order->id, ranks);
  log_order(connection, *order, ranks, reader, random);
  return read_tally(connection, registry, *window, *authority, reader.account_id);
}

base::Result<void> Observer::on_action(storage::Connection& connection, const cases::Performed& performed) {
  if (performed.after.window_id.empty() || !rules::is_recommendation(performed.procedure, performed.action)) return {};
  const auto window = windows::hold_window(connection, performed.after.window_id);  // whoever else recommends in it waits
  const auto quota = window ? window->quotas.of(performed.after.recommender_id) : std::nullopt;
  const auto authority = quota ? accounts::find_authority(connection, performed.after.recommender_id) : std::nullopt;
  if (!authority) return {};
  const Tally tally = read_tally(connection, *registry_, *window, *authority, "");
  const auto used =
      std::ranges::count_if(tally.items, [&](const Recommended& item) { return item.keeps_place && item.case_id != performed.after.id; });
  if (used < *quota) return {};
  base::Error error{ErrorCode::not_allowed,
                    "recommendations.quota_reached",
                    {{"quota", std::to_string(*quota)}, {"used", std::to_string(used)}, {"authority", authority->name}, {"title", window->title}},
                    {},
                    {}};
  base::ErrorDetail detail;
  detail.condition = "quota";
  detail.id = error.id;
  detail.params = error.params;
  detail.cure_zh = http::sentence(http::Language::zh, "recommendations.quota_cure", error.params);
  detail.cure_en = http::sentence(http::Language::en, "recommendations.quota_cure", error.params);
  detail.cites = regulations::full_cites(performed.procedure.act_id, performed.action.cites);
  error.details.push_back(std::move(detail));
  return base::refuse(std::move(error));
}

Value list_cites(storage::Connection& connection, const regulations::Registry& registry, std::string_view window_id) {
  const auto window = windows::find_window(connection, window_id);
  const rules::Procedure* procedure = window ? registry.law.find_procedure(window->act_id, window->procedure_id) : nullptr;
  if (!procedure) return Value::List{};
  const auto action = std::ranges::find_if(procedure->actions, [&](const rules::Action& each) { return rules::is_recommendation(*procedure, each); });
  if (action == procedure->actions.end()) return Value::List{};
  return regulations::cites_value(procedure->act_id, action->cites);
}

Value to_value(const Tally& tally, bool may_order) {
  Value::List items;
  for (const Recommended& item : tally.items) {
    items.emplace_back(Value::Map{{"case_id", item.case_id},
                                  {"number", item.number},
                                  {"organisation_name", item.organisation_name},
                                  {"state", item.state},
                                  {"state_label", regulations::to_value(item.state_label)},
                                  {"recommended_on", item.recommended_on},
                                  {"rank", item.position ? Value(*item.position) : Value()},
                                  {"keeps_place", item.keeps_place},
                                  {"is_fixed", item.is_fixed}});
  }
  return Value::Map{{"authority_id", tally.authority_id},
                    {"authority_name", tally.authority_name},
                    {"quota", tally.quota ? Value(*tally.quota) : Value()},
                    {"used", tally.used},
                    {"waiting", tally.waiting},
                    {"version", tally.version},
                    {"may_order", may_order},
                    {"items", std::move(items)}};
}

namespace {

audit::Records stored_records(storage::Connection& connection) {
  audit::Records stored;
  for (const StoredOrder& order : list_orders(connection))
    stored[order.id] = Value::Map{{"window_id", order.window_id}, {"authority_id", order.authority_id}, {"ranks", list_ranks(connection, order.id)}};
  return stored;
}

void apply(Value& record, const audit::StoredEvent& event) { record = event.content; }

}  // namespace

const audit::RecordKind records_in_log{
    subject_kind, stored_records, apply,
    [](storage::Connection& connection, const std::string& id, const audit::Told& told, bool) { rewrite_order(connection, id, told); }};

}  // namespace zhidian::recommendations
