// Makes the one call its standard input describes and prints what came of it, both as JSON.
#include <fmt/format.h>

#include <iostream>
#include <iterator>

#include "base/value.hpp"
#include "outbound/outbound.hpp"

namespace zhidian {
namespace {

using base::Value;

std::vector<std::string> texts(const Value& list) {
  std::vector<std::string> found;
  if (list.is_list())
    for (const auto& item : list.as_list()) found.push_back(item.as_text());
  return found;
}

outbound::Limits limits_of(const Value& given) {
  outbound::Limits limits;
  limits.connect = std::chrono::milliseconds(given.integer_or("connect", limits.connect.count()));
  limits.total = std::chrono::milliseconds(given.integer_or("total", limits.total.count()));
  limits.answer_bytes = static_cast<std::size_t>(given.integer_or("answer_bytes", static_cast<std::int64_t>(limits.answer_bytes)));
  return limits;
}

base::Result<Value> call(const outbound::Caller& caller, const Value& input) {
  if (const Value& post = input.at("post"); post.is_map()) {
    const auto answer = caller.post({post.text_or("url"), post.text_or("body"), "application/json", texts(post.at("headers"))});
    if (!answer) return base::refuse(answer.error());
    return Value(Value::Map{{"status", answer->status}, {"body", answer->body}});
  }
  const Value& mail = input.at("mail");
  const outbound::MailServer server{
      input.text_or("server"), input.text_or("security") == "none" ? outbound::MailServer::Security::none : outbound::MailServer::Security::starttls,
      input.text_or("user"), input.text_or("password")};
  const auto done = caller.submit(server, {mail.text_or("from"), mail.text_or("from_name"), mail.text_or("to"), mail.text_or("subject"),
                                           mail.text_or("text"), mail.text_or("id"), *base::parse_instant("2026-10-09T01:02:03.000Z")});
  if (!done) return base::refuse(done.error());
  return Value(Value::Map{{"status", 250}});
}

Value run(const Value& input) {
  auto allowed = outbound::AllowList::parse(texts(input.at("allow")));
  if (!allowed) return Value::Map{{"error", allowed.error().id}};
  const auto result = call(outbound::Caller(*std::move(allowed), limits_of(input.at("limits")), input.text_or("certificates")), input);
  if (result) return *result;
  const auto status = result.error().params.find("status");
  return Value::Map{{"error", result.error().id},
                    {"is_final", result.error().code == base::ErrorCode::invalid},
                    {"status", status == result.error().params.end() ? Value() : Value(status->second)}};
}

}  // namespace
}  // namespace zhidian

int main() {
  const std::string text((std::istreambuf_iterator<char>(std::cin)), {});
  fmt::print("{}\n", zhidian::base::print_json(zhidian::run(*zhidian::base::parse_json(text))));
}
