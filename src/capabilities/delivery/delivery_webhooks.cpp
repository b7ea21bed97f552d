#include <algorithm>
#include <array>

#include "audit/log.hpp"
#include "base/id.hpp"
#include "capabilities/delivery/delivery_http.hpp"
#include "capabilities/delivery/sending.hpp"

namespace zhidian::delivery {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::array<std::string_view, 3> formats{"json", "wecom", "dingtalk"};
constexpr std::size_t longest_url = 500;
constexpr std::size_t longest_secret = 200;

/// Scheme, host and port: the rest of an address may hold a key.
std::string host_of(std::string_view url) {
  const auto host = url.find("://");
  return std::string(url.substr(0, url.find_first_of("/?#", host == std::string_view::npos ? 0 : host + 3)));
}

Value to_value(const Webhook& webhook) {
  return Value::Map{{"id", webhook.id},
                    {"organisation_id", webhook.organisation_id ? Value(*webhook.organisation_id) : Value()},
                    {"authority_id", webhook.authority_id ? Value(*webhook.authority_id) : Value()},
                    {"format", webhook.format},
                    {"host", host_of(webhook.url)},
                    {"has_secret", !webhook.secret.empty()},
                    {"language", webhook.language},
                    {"version", webhook.version}};
}

struct Input {
  Webhook webhook;
  bool renews_secret = false;
};

base::Result<Input> read_input(const Value& body) {
  http::BodyReader reader(body);
  Input input;
  const auto organisation_id = reader.optional_text("organisation_id", 36);
  const auto authority_id = reader.optional_text("authority_id", 36);
  input.webhook.url = reader.optional_text("url", longest_url);
  input.webhook.format = reader.required_text("format", 20);
  input.webhook.secret = reader.optional_text("secret", longest_secret);
  const auto language = reader.optional_text("language", 2);
  input.renews_secret = reader.optional_bool("renew_secret", false);
  if (auto good = reader.finish(); !good) return base::refuse(good.error());
  if (std::ranges::find(formats, input.webhook.format) == formats.end()) return base::refuse(ErrorCode::invalid, "delivery.unknown_format");
  if (!language.empty() && language != "zh" && language != "en") return base::refuse(ErrorCode::invalid, "delivery.unknown_language");
  input.webhook.language = language.empty() ? "zh" : language;
  if (!organisation_id.empty()) input.webhook.organisation_id = organisation_id;
  if (!authority_id.empty()) input.webhook.authority_id = authority_id;
  return input;
}

/// Whether the person stands for the one owner that is named.
bool is_own(const http::Principal& person, const Webhook& webhook) {
  if (webhook.organisation_id.has_value() == webhook.authority_id.has_value()) return false;
  return std::ranges::any_of(person.grants, [&](const http::Grant& grant) {
    return webhook.organisation_id ? grant.organisation_id == *webhook.organisation_id : grant.authority_id == *webhook.authority_id;
  });
}

/// A webhook stays with its owner: one named in a change is the present one, or the change is refused.
bool keeps_owner(const Webhook& present, const Webhook& wanted) {
  if (!wanted.organisation_id && !wanted.authority_id) return true;
  return wanted.organisation_id == present.organisation_id && wanted.authority_id == present.authority_id;
}

/// The log says whose calls go to which host in which form; the address may hold a key, and the secret signs.
void log_webhook(http::Call& call, const Webhook& webhook, std::int64_t ordinal, std::string action) {
  Value content = to_value(webhook);
  for (const char* key : {"id", "has_secret", "version"}) content.as_map().erase(key);
  audit::append(call.db(),
                {"webhook",
                 webhook.id,
                 ordinal,
                 std::move(action),
                 "account",
                 call.account_id(),
                 base::civil_date(call.business_now),
                 call.business_now,
                 "",
                 "",
                 std::move(content),
                 {}},
                *call.random);
}

base::Result<Webhook> get_visible(http::Call& call) {
  auto webhook = find_visible_webhook(call.db(), call.path_at("webhook_id"), call.account_id());
  if (!webhook) return base::refuse(ErrorCode::not_found, "delivery.webhook_not_found");
  return *std::move(webhook);
}

}  // namespace

base::Result<void> Handlers::check_address(const Webhook& webhook) const {
  const auto target = allowed_.check(webhook.url);
  if (!target) return base::refuse(target.error());
  if (!target->scheme.starts_with("http")) return base::refuse(ErrorCode::invalid, "outbound.bad_address");
  return {};
}

base::Result<http::Response> Handlers::list_webhooks(http::Call& call) {
  Value::List items;
  for (const auto& webhook : list_visible_webhooks(call.db(), call.account_id())) items.push_back(to_value(webhook));
  return http::ok(Value::Map{{"is_set_up", is_set_up(call.db(), "webhook")}, {"items", std::move(items)}});
}

base::Result<http::Response> Handlers::create_webhook(http::Call& call) {
  auto input = read_input(call.body);
  if (!input) return base::refuse(input.error());
  Webhook& webhook = input->webhook;
  if (!is_own(*call.principal, webhook)) return base::refuse(ErrorCode::not_found, "delivery.unknown_owner");
  if (auto good = check_address(webhook); !good) return base::refuse(good.error());
  webhook.id = base::make_id(call.system_now, *call.random);
  webhook.created_at = base::print_instant(call.system_now);
  if (webhook.format == "json") webhook.secret = base::make_token(*call.random);
  if (!insert_webhook(call.db(), webhook, call.account_id())) return base::refuse(ErrorCode::conflict, "delivery.webhook_exists");
  log_webhook(call, webhook, webhook.version, "create");
  Value body = to_value(webhook);
  if (webhook.format == "json") body.set("secret", webhook.secret);
  return http::created(std::move(body), "/api/webhooks/" + webhook.id);
}

base::Result<http::Response> Handlers::update_webhook(http::Call& call) {
  const auto present = get_visible(call);
  if (!present) return base::refuse(present.error());
  auto input = read_input(call.body);
  if (!input) return base::refuse(input.error());
  if (!keeps_owner(*present, input->webhook)) return base::refuse(ErrorCode::not_found, "delivery.unknown_owner");
  Webhook wanted = *present;
  wanted.format = input->webhook.format;
  wanted.language = input->webhook.language;
  wanted.version = read_version(call);
  if (!input->webhook.url.empty()) wanted.url = input->webhook.url;
  if (auto good = check_address(wanted); !good) return base::refuse(good.error());
  const bool makes_secret = wanted.format == "json" && (input->renews_secret || present->format != "json");
  if (makes_secret) wanted.secret = base::make_token(*call.random);
  if (wanted.format != "json")
    wanted.secret = input->webhook.secret.empty() && wanted.format == present->format ? present->secret : input->webhook.secret;
  if (!keep_webhook(call.db(), wanted)) return base::refuse(ErrorCode::stale, "delivery.stale");
  ++wanted.version;
  log_webhook(call, wanted, wanted.version, "change");
  Value body = to_value(wanted);
  if (makes_secret) body.set("secret", wanted.secret);
  auto response = http::ok(std::move(body));
  response.etag = "v" + std::to_string(wanted.version);
  return response;
}

base::Result<http::Response> Handlers::delete_webhook(http::Call& call) {
  const auto present = get_visible(call);
  if (!present) return base::refuse(present.error());
  const auto version = delivery::delete_webhook(call.db(), present->id);
  if (!version) return base::refuse(ErrorCode::not_found, "delivery.webhook_not_found");
  log_webhook(call, *present, *version + 1, "remove");
  return http::no_content();
}

base::Result<http::Response> Handlers::try_webhook(http::Call& call) {
  const auto present = get_visible(call);
  if (!present) return base::refuse(present.error());
  if (!is_set_up(call.db(), "webhook")) return base::refuse(ErrorCode::not_allowed, "delivery.webhooks_not_set_up");
  const Value payload = Value::Map{{"purpose", "trial"}, {"is_urgent", true}, {"link", "/account"}, {"at", base::print_instant(call.business_now)}};
  jobs::enqueue(call.db(), {"webhook", present->id, "webhook", present->id, payload, call.business_now}, call.system_now, *call.random);
  return http::no_content();
}

}  // namespace zhidian::delivery
