#include "capabilities/delivery/delivery_http.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "capabilities/delivery/sending.hpp"
#include "outbound/mail.hpp"

namespace zhidian::delivery {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::string_view letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";  // 32, none of which looks like another
constexpr std::size_t code_letters = 8;
constexpr std::chrono::minutes code_lasts{30};
constexpr std::chrono::minutes between_codes{1};
constexpr std::size_t longest_address = 254;

/// 40 random bits, of which half an hour of trying at the rate allowed finds nothing.
std::string make_code(base::Random& random) {
  std::array<unsigned char, code_letters> bytes{};
  random.fill(bytes.data(), bytes.size());
  std::string code;
  for (const auto byte : bytes) code += letters[byte % letters.size()];
  return code;
}

/// As people type it: lower case, with blanks and dashes.
std::string read_code(std::string_view typed) {
  std::string code;
  for (const char c : typed) {
    if (c == ' ' || c == '-') continue;
    code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return code;
}

http::Response answer(http::Call& call) {
  const auto settings = find_settings(call.db(), call.account_id());
  Value::List topics;
  for (const auto& topic : list_topics())
    topics.push_back(Value::Map{{"id", topic},
                                {"name", http::sentence(call.language, "delivery.topic_" + topic, {})},
                                {"is_wanted", !settings.muted_topics.contains(topic)}});
  auto response = http::ok(Value::Map{{"is_mail_set_up", is_set_up(call.db(), "mail")},
                                      {"address", settings.address},
                                      {"pending_address", settings.pending_address},
                                      {"language", settings.language},
                                      {"topics", std::move(topics)},
                                      {"version", settings.version}});
  response.etag = "v" + std::to_string(settings.version);
  return response;
}

Value to_value(const SendingLine& line, http::Language language, bool says_text) {
  Value::Map item{{"id", line.id},
                  {"channel", line.channel},
                  {"state", line.state},
                  {"attempts", line.attempts},
                  {"reason", say_reason(line.last_error, language)},
                  {"created_at", line.created_at},
                  {"sent_at", line.sent_at ? Value(*line.sent_at) : Value()}};
  if (says_text)
    item.emplace("text", text_of(line.payload, language));
  else
    item.emplace("login_name", line.login_name);
  const bool is_open = line.state == "waiting" || line.state == "failed";
  item.emplace("next_attempt_at", is_open ? Value(std::max(line.next_attempt_at, line.not_before)) : Value());
  return item;
}

Value to_body(const std::vector<SendingLine>& lines, const http::Page& page, http::Language language, bool says_text) {
  Value::List items;
  for (const auto& line : lines) items.push_back(to_value(line, language, says_text));
  return http::page_body(std::move(items), page, [](const Value& item) { return std::pair(item.text_or("created_at"), item.text_or("id")); });
}

}  // namespace

std::int64_t read_version(const http::Call& call) {
  const std::string text = call.if_match.value_or("");
  std::int64_t version = -1;
  if (text.starts_with('v')) std::from_chars(text.data() + 1, text.data() + text.size(), version);
  return version;
}

base::Result<http::Response> Handlers::get_delivery_settings(http::Call& call) { return answer(call); }

base::Result<http::Response> Handlers::update_delivery_settings(http::Call& call) {
  http::BodyReader reader(call.body);
  Settings wanted;
  wanted.language = reader.required_text("language", 2);
  const std::vector<std::string> muted = reader.optional_texts("muted_topics", 100);
  if (auto good = reader.finish(); !good) return base::refuse(good.error());
  if (wanted.language != "zh" && wanted.language != "en") return base::refuse(ErrorCode::invalid, "delivery.unknown_language");
  const auto topics = list_topics();
  const bool are_known = std::ranges::all_of(muted, [&](const std::string& topic) { return std::ranges::find(topics, topic) != topics.end(); });
  if (!are_known) return base::refuse(ErrorCode::invalid, "delivery.unknown_topic");
  wanted.muted_topics.insert(muted.begin(), muted.end());
  wanted.version = read_version(call);
  if (!keep_wishes(call.db(), call.account_id(), wanted)) return base::refuse(ErrorCode::stale, "delivery.stale");
  return answer(call);
}

base::Result<http::Response> Handlers::enter_mail_address(http::Call& call) {
  http::BodyReader reader(call.body);
  Settings wanted;
  wanted.pending_address = base::trim(reader.required_text("address", longest_address));
  if (auto good = reader.finish(); !good) return base::refuse(good.error());
  if (!outbound::is_mail_address(wanted.pending_address)) return base::refuse(ErrorCode::invalid, "outbound.bad_mail_address");
  if (!is_set_up(call.db(), "mail")) return base::refuse(ErrorCode::not_allowed, "delivery.mail_not_set_up");
  const auto present = find_settings(call.db(), call.account_id());
  const auto sent_at = base::parse_instant(present.code_sent_at);
  if (sent_at && call.system_now < *sent_at + between_codes) return base::refuse(ErrorCode::too_many, "delivery.code_just_sent");
  const std::string code = make_code(*call.random);
  wanted.language = call.language == http::Language::en ? "en" : "zh";
  wanted.code_digest = base::sha256_hex(code);
  wanted.code_sent_at = base::print_instant(call.system_now);
  wanted.code_until = base::print_instant(call.system_now + code_lasts);
  keep_pending_address(call.db(), call.account_id(), wanted);
  const Value payload = Value::Map{{"purpose", "code"}, {"code", code}, {"is_urgent", true}};
  jobs::enqueue(call.db(), {"mail", call.account_id(), "account", call.account_id(), payload, call.business_now}, call.system_now, *call.random);
  return answer(call);
}

base::Result<http::Response> Handlers::remove_mail_address(http::Call& call) {
  forget_address(call.db(), call.account_id());
  return http::no_content();
}

base::Result<http::Response> Handlers::confirm_mail_address(http::Call& call) {
  http::BodyReader reader(call.body);
  const std::string code = read_code(reader.required_text("code", 40));
  if (auto good = reader.finish(); !good) return base::refuse(good.error());
  const auto settings = find_settings(call.db(), call.account_id());
  const bool is_right = !settings.pending_address.empty() && settings.code_digest == base::sha256_hex(code);
  if (!is_right || base::print_instant(call.system_now) >= settings.code_until) return base::refuse(ErrorCode::invalid, "delivery.wrong_code");
  confirm_address(call.db(), call.account_id(), base::print_instant(call.system_now));
  return answer(call);
}

base::Result<http::Response> Handlers::list_deliveries(http::Call& call) {
  const auto page = http::read_page(call);
  if (!page) return base::refuse(page.error());
  return http::ok(to_body(list_own_sendings(call.db(), call.account_id(), *page), *page, call.language, true));
}

base::Result<http::Response> Handlers::list_all_deliveries(http::Call& call) {
  const auto page = http::read_page(call);
  if (!page) return base::refuse(page.error());
  return http::ok(to_body(list_all_sendings(call.db(), call.query_at("state"), *page), *page, call.language, false));
}

}  // namespace zhidian::delivery
