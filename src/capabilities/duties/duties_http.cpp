#include "capabilities/duties/duties_http.hpp"

#include <set>

#include "audit/log.hpp"
#include "capabilities/cases/cases_dossier.hpp"
#include "capabilities/duties/calendar_feed.hpp"
#include "capabilities/duties/collection.hpp"
#include "capabilities/duties/waivers.hpp"
#include "capabilities/organisations/organisations.hpp"

namespace zhidian::duties {
namespace {

using base::ErrorCode;
using base::Value;
using http::Response;
using std::chrono::days;

constexpr days soon{30}, ending{180};
constexpr std::size_t most_items = 300;
constexpr std::size_t longest_word = 64, longest_reason = 2000;
constexpr std::string_view suffix = ".ics";

/// Which part of an officer's overview an item belongs to; empty: none.
std::string_view group_of(const Item& item, base::Date today) {
  if (item.is_over()) return "";
  if (item.kind == "service") return "unserved";
  if (item.kind == "validity") return item.due_on <= today + ending ? "ending" : "";
  if (item.state == "late") return "late";
  return item.due_on <= today + soon ? "soon" : "";
}

Value to_value(const Feed& feed) { return Value::Map{{"id", feed.id}, {"created_at", feed.created_at}}; }

/// The log says who made or revoked an address, never the address.
void log_feed(http::Call& call, const Feed& feed, std::string action) {
  const base::Date today = base::civil_date(call.business_now);
  Value content = Value::Map{{"organisation_id", feed.organisation_id}};
  audit::append(call.db(),
                {"calendar_feed",
                 feed.id,
                 feed.version,
                 std::move(action),
                 "account",
                 call.account_id(),
                 today,
                 call.business_now,
                 "",
                 "",
                 std::move(content),
                 {}},
                *call.random);
}

}  // namespace

/// What the outlet must still do before it can hand the report in, in the words of the procedure.
Value::List Handlers::missing_of(http::Call& call, const Item& item) const {
  Value::List missing;
  const auto target =
      (item.kind == "report" || item.kind == "validity") && !item.case_id.empty() ? cases_.find(call.db(), item.case_id) : std::nullopt;
  if (!target || target->holder != cases::applicant) return missing;
  const cases::Dossier dossier = cases_.read_dossier(call.db(), *target, call.today());
  for (const rules::Verdict& verdict : rules::list_verdicts(*dossier.procedure, {std::string(cases::applicant)}, dossier.situation)) {
    if (!cases::is_submission(*dossier.procedure, *verdict.action, *target)) continue;
    for (const rules::Need& need : verdict.failing) {
      if (need.id != "wrong_state") missing.push_back(regulations::to_value(need.message));
    }
  }
  return missing;
}

base::Result<Response> Handlers::list_duties_of(http::Call& call) {
  const std::string organisation_id = call.path_at("organisation_id");
  const auto relation = find_relation(call.db(), {call.account_id(), organisation_id});
  if (!relation) return base::refuse(ErrorCode::not_found, "organisations.not_found");
  const Side side = *relation == "member" ? Side::institution : Side::authority;
  Value::List items;
  for (const Item& item : list_items(call.db(), *registry_, {call.account_id(), organisation_id}, side, call.today(), kept_in_view)) {
    Value value = duties::to_value(item, *registry_);
    if (side == Side::institution) value.set("missing", missing_of(call, item));
    items.push_back(std::move(value));
  }
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<Response> Handlers::list_due(http::Call& call) {
  const std::string wanted = call.query_at("group");
  std::map<std::string, std::int64_t, std::less<>> counts{{"late", 0}, {"soon", 0}, {"unserved", 0}, {"ending", 0}};
  if (!wanted.empty() && !counts.contains(wanted)) return base::refuse(ErrorCode::malformed, "duties.bad_group");
  Value::List items;
  std::set<std::pair<std::string, std::string>, std::greater<>> collections;  // the newest year first
  for (const Item& item : list_items(call.db(), *registry_, {call.account_id(), ""}, Side::authority, call.today(), days{0})) {
    if (item.kind == "report" && item.state != "upcoming") collections.emplace(item.period, item.act_id);
    const std::string_view group = group_of(item, call.today());
    if (group.empty()) continue;
    ++counts.find(group)->second;
    if ((wanted.empty() || wanted == group) && items.size() < most_items) items.push_back(duties::to_value(item, *registry_));
  }
  Value::List offered;
  for (const auto& [period, act_id] : collections) {
    const rules::Act* act = registry_->find_act(act_id, 0);
    offered.push_back(Value::Map{{"act_id", act_id}, {"act_title", regulations::to_value(act ? act->title : rules::Text{})}, {"period", period}});
  }
  return http::ok(Value::Map{{"items", std::move(items)}, {"counts", Value::Map(counts.begin(), counts.end())}, {"collections", std::move(offered)}});
}

base::Result<Response> Handlers::collect_reports(http::Call& call) {
  const std::string act_id = call.query_at("act"), period = call.query_at("period");
  auto archive = make_collection(call.db(), cases_, call.account_id(), act_id, period, call.today());
  if (!archive) return base::refuse(std::move(archive.error()));
  const std::string name = http::sentence(call.language, "duties.collection", {}) + " " + period + ".zip";
  return Response{
      200, std::move(*archive), "application/zip", {{"Content-Disposition", files::content_disposition(name)}, {"Cache-Control", "no-store"}}, {},
      {}};
}

base::Result<Response> Handlers::waive_report(http::Call& call) {
  const std::string organisation_id = call.path_at("organisation_id");
  auto organisation = organisations::is_visible(call.db(), call.account_id(), organisation_id)
                          ? organisations::find_organisation(call.db(), organisation_id)
                          : std::nullopt;
  if (!organisation) return base::refuse(ErrorCode::not_found, "organisations.not_found");
  http::BodyReader reader(call.body);
  Waiving waiving{call.account_id(),
                  reader.required_text("act_id", longest_word),
                  reader.required_text("procedure_id", longest_word),
                  reader.required_text("period", longest_word),
                  reader.required_text("reason", longest_reason),
                  std::move(*organisation),
                  call.arrived_business};
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const auto waiver = waive(call.db(), *registry_, std::move(waiving), *call.random);
  if (!waiver) return base::refuse(waiver.error());
  return http::created(duties::to_value(*waiver), "/api/duty-waivers/" + waiver->id);
}

base::Result<Response> Handlers::take_back_waiver(http::Call& call) {
  const auto waiver = find_visible_waiver(call.db(), call.account_id(), call.path_at("waiver_id"));
  if (!waiver) return base::refuse(ErrorCode::not_found, "duties.waiver_not_found");
  const auto done = take_back(call.db(), *waiver, waiver->version, call.account_id(), call.arrived_business, *call.random);
  if (!done) return base::refuse(done.error());
  return http::no_content();
}

base::Result<Response> Handlers::list_calendar_feeds(http::Call& call) {
  Value::List items;
  for (const Feed& feed : list_feeds(call.db(), {call.account_id(), call.path_at("organisation_id")})) items.push_back(to_value(feed));
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<Response> Handlers::create_calendar_feed(http::Call& call) {
  const std::string organisation_id = call.path_at("organisation_id");
  if (find_relation(call.db(), {call.account_id(), organisation_id}) != "member")
    return base::refuse(ErrorCode::not_found, "organisations.not_found");
  const std::string token = base::make_token(*call.random);
  const Feed feed{base::make_id(call.business_now, *call.random), organisation_id, call.account_id(), base::print_instant(call.business_now), 1};
  insert_feed(call.db(), feed, base::sha256_hex(token));
  log_feed(call, feed, "create");
  Value value = to_value(feed);
  value.set("path", "/api/calendar/" + token + std::string(suffix));
  return http::created(std::move(value), "/api/calendar-feeds/" + feed.id);
}

base::Result<Response> Handlers::revoke_calendar_feed(http::Call& call) {
  const auto feed = revoke_feed(call.db(), call.path_at("feed_id"), call.account_id(), call.business_now);
  if (!feed) return base::refuse(ErrorCode::not_found, "duties.feed_not_found");
  log_feed(call, *feed, "revoke");
  return http::no_content();
}

base::Result<Response> Handlers::read_calendar_feed(http::Call& call) {
  std::string token = call.path_at("token");
  if (token.ends_with(suffix)) token.erase(token.size() - suffix.size());
  const auto feed = find_feed(call.db(), base::sha256_hex(token));
  const auto organisation = feed ? organisations::find_organisation(call.db(), feed->organisation_id) : std::nullopt;
  if (!organisation) return base::refuse(ErrorCode::not_found, "duties.feed_not_found");
  const Scope scope{feed->account_id, feed->organisation_id};
  const auto items = list_items(call.db(), *registry_, scope, Side::institution, call.today(), kept_in_view);
  return Response{200,
                  print_calendar(items, {organisation->name, call.language}, base::start_of(call.today())),
                  "text/calendar; charset=utf-8",
                  {{"Cache-Control", "no-store"}},
                  {},
                  {}};
}

}  // namespace zhidian::duties
