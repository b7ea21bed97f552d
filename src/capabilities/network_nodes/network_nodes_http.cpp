#include "capabilities/network_nodes/network_nodes_http.hpp"

#include <algorithm>

#include "capabilities/cases/cases_call.hpp"
#include "capabilities/network_nodes/node_list.hpp"

namespace zhidian::network_nodes {
namespace {

using base::ErrorCode;
using base::Value;
using http::Response;

constexpr std::size_t longest_word = 64, longest_document = 500, longest_reason = 2000;

/// Who asks about which institution, inside the scope of the account.
base::Result<Hand> read_hand(const http::Call& call, const std::string& organisation_id) {
  auto organisation = organisations::is_visible(call.db(), call.account_id(), organisation_id)
                          ? organisations::find_organisation(call.db(), organisation_id)
                          : std::nullopt;
  if (!organisation) return base::refuse(ErrorCode::not_found, "organisations.not_found");
  return Hand{call.account_id(), std::move(*organisation), call.arrived_business};
}

/// The same for a decision about it: nobody else decides until this one is made.
base::Result<Hand> hold_hand(const http::Call& call, const std::string& organisation_id) {
  organisations::hold_organisation(call.db(), organisation_id);
  return read_hand(call, organisation_id);
}

}  // namespace

base::Result<Response> Handlers::list_node_kinds(http::Call&) {
  Value::List items;
  for (const rules::NodeKind& kind : registry_->law.node_kinds) items.push_back(to_value(kind, *registry_));
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<Response> Handlers::list_network_nodes(http::Call& call) {
  const auto page = http::read_page(call);
  if (!page) return base::refuse(page.error());
  const Filter filter{call.query_at("kind"), call.query_at("division"), *page};
  if (filter.kind.size() > longest_word || filter.division.size() > longest_word)
    return base::refuse(ErrorCode::invalid, "directory.query_too_long", {{"most", std::to_string(longest_word)}});
  Value::List items;
  std::map<std::string, std::string> keys;
  for (const Node& node : list_nodes(call.db(), filter)) {
    keys[node.id] = node.sort_key;
    items.push_back(to_value(node));
  }
  return http::ok(
      http::page_body(std::move(items), *page, [&](const Value& item) { return std::pair(keys[item.text_or("id")], item.text_or("id")); }));
}

base::Result<Response> Handlers::get_network_overview(http::Call& call) {
  const std::string division = call.query_at("division");
  if (division.size() > longest_word) return base::refuse(ErrorCode::invalid, "directory.query_too_long", {{"most", std::to_string(longest_word)}});
  return http::ok(Value::Map{{"items", overview_value(call.db(), *registry_, division, call.today())}});
}

base::Result<Response> Handlers::get_network(http::Call& call) {
  const auto hand = read_hand(call, call.path_at("organisation_id"));
  if (!hand) return base::refuse(hand.error());
  Value::List entries, exemptions, recommendable;
  for (const Entry& entry : list_entries(call.db(), hand->account_id, hand->organisation.id)) entries.push_back(to_value(entry, *registry_));
  for (const Exemption& exemption : list_exemptions(call.db(), *registry_, *hand)) {
    Value value = to_value(exemption);
    value.set("act_title", regulations::to_value(registry_->law.find_act(exemption.procedure->act_id)->title));
    exemptions.push_back(std::move(value));
  }
  for (const std::string& status : list_recommendable(call.db(), *registry_, *hand))
    recommendable.push_back(Value::Map{{"status", status}, {"label", regulations::to_value(directory::status_label(*registry_, status))}});
  const auto kinds = list_recordable(call.db(), *registry_, *hand);
  return http::ok(Value::Map{{"entries", std::move(entries)},
                             {"exemptions", std::move(exemptions)},
                             {"may_record", Value::List(kinds.begin(), kinds.end())},
                             {"may_recommend", std::move(recommendable)}});
}

base::Result<Response> Handlers::record_network_node(http::Call& call) {
  const auto hand = hold_hand(call, call.path_at("organisation_id"));
  if (!hand) return base::refuse(hand.error());
  http::BodyReader reader(call.body);
  Determined determined;
  determined.kind = reader.required_text("kind", longest_word);
  determined.on = reader.required_date("determined_on");
  determined.document = reader.required_text("document", longest_document);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const auto recorded = record_node(call.db(), *registry_, *hand, determined, *call.random);
  if (!recorded) return base::refuse(recorded.error());
  return http::created(Value::Map{{"entry", to_value(recorded->entry, *registry_)},
                                  {"cancelled", lines_value(recorded->lines, *registry_)},
                                  {"flagged", lines_value(recorded->flagged, *registry_)}},
                       "/api/organisations/" + hand->organisation.id + "/network");
}

base::Result<Response> Handlers::lift_exemption(http::Call& call) {
  const auto hand = hold_hand(call, call.path_at("organisation_id"));
  if (!hand) return base::refuse(hand.error());
  http::BodyReader reader(call.body);
  const std::string act_id = reader.required_text("act_id", longest_word);
  const std::string reason = reader.required_text("reason", longest_reason);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const auto entry = network_nodes::lift_exemption(call.db(), *registry_, *hand, act_id, reason, *call.random);
  if (!entry) return base::refuse(entry.error());
  return http::created(to_value(*entry, *registry_), "/api/organisations/" + hand->organisation.id + "/network");
}

base::Result<Response> Handlers::recommend_upward(http::Call& call) {
  const auto hand = hold_hand(call, call.path_at("organisation_id"));
  if (!hand) return base::refuse(hand.error());
  http::BodyReader reader(call.body);
  Recommended recommended;
  recommended.status = reader.required_text("status", longest_word);
  recommended.document = reader.required_text("document", longest_document);
  recommended.reason = reader.required_text("reason", longest_reason);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const auto entry = recommend(call.db(), *registry_, *hand, recommended, *call.random);
  if (!entry) return base::refuse(entry.error());
  return http::created(to_value(*entry, *registry_), "/api/organisations/" + hand->organisation.id + "/network");
}

base::Result<Response> Handlers::close_network_entry(http::Call& call) {
  const auto entry = find_visible_entry(call.db(), call.account_id(), call.path_at("entry_id"));
  if (!entry) return base::refuse(ErrorCode::not_found, "network_nodes.not_found");
  const auto hand = hold_hand(call, entry->organisation_id);
  if (!hand) return base::refuse(hand.error());
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  http::BodyReader reader(call.body);
  Closing closing;
  closing.as = reader.required_text("as", longest_word);
  closing.reason = reader.required_text("reason", longest_reason);
  closing.on = reader.optional_date("on");
  closing.expected_version = *version;
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const auto closed = close_entry(call.db(), *registry_, *hand, *entry, closing, *call.random);
  if (!closed) return base::refuse(closed.error());
  return cases::with_version(
      http::ok(Value::Map{{"entry", to_value(closed->entry, *registry_)}, {"restored", lines_value(closed->lines, *registry_)}}),
      closed->entry.version);
}

base::Result<Response> Handlers::list_node_recorders(http::Call& call) {
  Value::List items;
  for (const accounts::Authority& authority : list_recorders(call, *registry_)) {
    Value::List kinds;
    for (const rules::NodeKind* kind : list_kinds_of(*registry_, authority)) kinds.push_back(regulations::to_value(kind->label));
    items.push_back(Value::Map{{"authority_id", authority.id}, {"authority_name", authority.name}, {"kinds", std::move(kinds)}});
  }
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<Response> Handlers::download_node_template(http::Call& call) {
  const auto authority = find_recorder(call, *registry_);
  if (!authority) return base::refuse(authority.error());
  return http::download(print_node_template(call, *registry_, *authority), http::workbook_type, "network-nodes.xlsx");
}

base::Result<Response> Handlers::check_node_list(http::Call& call) {
  const auto list = network_nodes::check_node_list(call, *registry_);
  if (!list) return base::refuse(list.error());
  return http::ok(to_value(*list, *registry_, false, call.language));
}

base::Result<Response> Handlers::enter_node_list(http::Call& call) {
  auto list = network_nodes::check_node_list(call, *registry_);
  if (!list) return base::refuse(std::move(list.error()));
  if (!list->is_good()) {
    const auto wrong = std::ranges::count_if(list->lines, [](const NodeLine& line) { return line.is_wrong(); });
    return base::refuse(ErrorCode::invalid, "organisations.list_wrong_lines", {{"count", std::to_string(wrong)}});
  }
  Value report = to_value(*list, *registry_, true, call.language);
  if (auto entered = network_nodes::enter_node_list(call, *registry_, std::move(*list)); !entered) return base::refuse(std::move(entered.error()));
  return http::ok(std::move(report));
}

}  // namespace zhidian::network_nodes
