#include "capabilities/calendars/calendars_http.hpp"

#include <algorithm>
#include <charconv>

#include "capabilities/calendars/calendars_store.hpp"
#include "capabilities/calendars/calendars_values.hpp"
#include "capabilities/cases/cases_call.hpp"

namespace zhidian::calendars {
namespace {

using base::ErrorCode;
using base::Value;
using http::Response;

constexpr std::size_t longest_hash = 100;
constexpr const char* everybody[] = {"system_administrator", "rule_editor"};

Editor editor_of(const http::Call& call) { return {call.account_id(), call.arrived_business}; }

base::Result<Change> find_named(storage::Connection& connection, const http::Call& call) {
  auto change = find_change(connection, call.path_at("change_id"));
  if (!change) return base::refuse(ErrorCode::not_found, "calendars.not_found");
  return std::move(*change);
}

/// Who brings a calendar into force answers for every date; who keeps cases sees its own.
bool sees_everything(const http::Call& call) {
  return std::ranges::any_of(everybody, [&](const char* role) { return call.principal && call.principal->has_role(role); });
}

/// The effects of a change that is not in force, as of today.
std::vector<Effect> try_out(storage::Connection& connection, const regulations::Registry& registry, const Change& change, const http::Call& call,
                            bool is_everybody) {
  const Comparison compared = compare(connection, change);
  const auto days = changed_days(compared.before, compared.after);
  if (!days) return {};
  return list_all_effects(connection, registry, compared.after, {*days, call.today(), call.account_id(), is_everybody});
}

Counts count(const std::vector<Effect>& effects) {
  Counts counts;
  for (const Effect& effect : effects) counts.add(effect.outcome);
  return counts;
}

std::int64_t position_of(const http::Page& page) {
  std::int64_t position = 0;
  std::from_chars(page.after.data(), page.after.data() + page.after.size(), position);
  return position;
}

Value page_of(const std::vector<Effect>& effects, const regulations::Registry& registry, const http::Page& page) {
  Value::List items;
  for (const Effect& effect : effects) items.push_back(to_value(effect, registry));
  return http::page_body(std::move(items), page,
                         [](const Value& item) { return std::pair(std::to_string(item.integer_or("position", 0)), item.text_or("subject_id")); });
}

}  // namespace

Value Handlers::list_offered(storage::Connection& connection) const {
  const auto stored = regulations::list_calendar_notices(connection);
  Value::List offered;
  for (const rules::SourceFile& file : brought_) {
    std::vector<rules::Problem> problems;
    const rules::CalendarNotice notice = rules::read_calendar_notice(file, problems);
    const bool is_known = std::ranges::any_of(stored, [&](const auto& each) { return each.year == notice.year && each.version >= notice.version; });
    if (is_known || !problems.empty()) continue;
    offered.push_back(
        Value::Map{{"year", notice.year}, {"version", notice.version}, {"title", regulations::to_value(notice.title)}, {"text", file.text}});
  }
  return offered;
}

Response Handlers::answer(storage::Connection& connection, const Change& change, const http::Call& call) const {
  Value value = summary_value(connection, change, call);
  const Comparison compared = compare(connection, change);
  value.set("notice", to_value(notice_of(change)));
  value.set("text", change.text);
  value.set("base_calendar", change.base_calendar);
  value.set("calendar_version", change.calendar_version.empty() ? Value() : Value(change.calendar_version));
  value.set("is_current", change.state != "proposed" || compared.before.version() == change.base_calendar);
  value.set("is_new_year", !compared.before.has_year(static_cast<int>(change.year)));
  value.set("differences", differences_value(compared));
  Value progress;
  if (change.dry_run.is_map()) {
    std::int64_t expected = 0;
    for (const auto& [outcome, number] : change.dry_run.as_map()) expected += number.as_integer();
    progress = Value::Map{{"done", find_last_position(connection, change.id)}, {"expected", expected}};
  }
  value.set("progress", std::move(progress));
  return cases::with_version(http::ok(std::move(value)), change.version);
}

base::Result<Response> Handlers::list_calendars(http::Call& call) {
  Value::List years;
  for (const auto& stored : regulations::list_calendar_notices(call.db())) {
    if (years.empty() || years.back().integer_or("year", 0) != stored.year)
      years.push_back(Value::Map{{"year", stored.year}, {"notices", Value::List{}}});
    Value notice = in_force_value(call.db(), stored);
    Value::List& notices = years.back().as_map()["notices"].as_list();
    for (Value& earlier : notices) {
      if (notice.bool_or("replaces", false)) earlier.set("is_replaced", true);
    }
    notice.set("is_replaced", false);
    notices.push_back(std::move(notice));
  }
  return http::ok(Value::Map{{"version", registry_->calendar.version()}, {"years", std::move(years)}, {"offered", list_offered(call.db())}});
}

base::Result<Response> Handlers::list_calendar_changes(http::Call& call) {
  Value::List items;
  for (const Change& change : list_changes(call.db())) items.push_back(summary_value(call.db(), change, call));
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<Response> Handlers::propose_calendar_change(http::Call& call) {
  const auto input = read_input(call);
  if (!input) return base::refuse(input.error());
  const auto change = service_.propose(call.db(), *input, editor_of(call));
  if (!change) return base::refuse(change.error());
  Response response = answer(call.db(), *change, call);
  response.status = 201;
  response.headers["Location"] = "/api/calendar-changes/" + change->id;
  return response;
}

base::Result<Response> Handlers::get_calendar_change(http::Call& call) {
  const auto change = find_named(call.db(), call);
  if (!change) return base::refuse(change.error());
  return answer(call.db(), *change, call);
}

base::Result<Response> Handlers::revise_calendar_change(http::Call& call) {
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  const auto input = read_input(call);
  if (!input) return base::refuse(input.error());
  const auto change = find_named(call.db(), call);
  if (!change) return base::refuse(change.error());
  const auto revised = service_.revise(call.db(), *change, *version, *input, editor_of(call));
  if (!revised) return base::refuse(revised.error());
  return answer(call.db(), *revised, call);
}

base::Result<Response> Handlers::withdraw_calendar_change(http::Call& call) {
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  const auto change = find_named(call.db(), call);
  if (!change) return base::refuse(change.error());
  if (const auto done = service_.withdraw(call.db(), *change, *version, editor_of(call)); !done) return base::refuse(done.error());
  return http::no_content();
}

base::Result<Response> Handlers::list_calendar_effects(http::Call& call) {
  const auto page = http::read_page(call);
  if (!page) return base::refuse(page.error());
  const auto change = find_named(call.db(), call);
  if (!change) return base::refuse(change.error());
  const std::string outcome = call.query_at("outcome");
  const bool is_dry_run = change->state == "proposed" || change->state == "withdrawn", is_everybody = sees_everything(call);
  Value value;
  Counts counts;
  if (is_dry_run) {
    auto effects = try_out(call.db(), *registry_, *change, call, is_everybody);
    counts = count(effects);
    std::erase_if(effects, [&](const Effect& each) { return (!outcome.empty() && each.outcome != outcome) || each.position <= position_of(*page); });
    if (std::cmp_greater(effects.size(), page->limit)) effects.resize(static_cast<std::size_t>(page->limit) + 1);
    value = page_of(effects, *registry_, *page);
  } else {
    const EffectFilter filter{call.account_id(), outcome, is_everybody, position_of(*page), page->limit};
    counts = count_effects(call.db(), change->id, filter);
    value = page_of(list_effects(call.db(), change->id, filter), *registry_, *page);
  }
  value.set("is_dry_run", is_dry_run);
  value.set("counts", to_value(counts));
  return http::ok(std::move(value));
}

base::Result<Response> Handlers::approve_calendar_change(http::Call& call) {
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  http::BodyReader body(call.body);
  const std::string hash = body.required_text("hash", longest_hash);
  if (auto good = body.finish(); !good) return base::refuse(std::move(good.error()));
  Value dry_run;
  {
    const auto reader = database_.read();
    const auto change = find_named(reader->connection(), call);
    if (!change) return base::refuse(change.error());
    dry_run = to_value(count(try_out(reader->connection(), *registry_, *change, call, true)));
  }
  const auto transaction = database_.write();
  storage::Connection& connection = transaction->connection();
  const auto change = find_named(connection, call);
  if (!change) return base::refuse(change.error());
  const auto approved = service_.approve(connection, *change, *version, hash, std::move(dry_run), editor_of(call));
  if (!approved) return base::refuse(approved.error());
  Response response = answer(connection, *approved, call);
  transaction->commit();
  regulations::refresh(registry_, database_);
  return response;
}

}  // namespace zhidian::calendars
