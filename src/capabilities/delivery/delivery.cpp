#include "capabilities/delivery/delivery.hpp"

#include "capabilities/delivery/delivery_store.hpp"
#include "http/sentences.hpp"
#include "jobs/outbox.hpp"

namespace zhidian::delivery {
namespace {

/// The business clock may have been moved; what is tried again is tried by the clock of the machine.
base::Instant system_now() { return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

void enqueue(storage::Connection& connection, std::string channel, std::string recipient, const Told& told, base::Instant at, base::Random& random) {
  base::Value::Map params;
  for (const auto& [name, text] : told.params) params.emplace(name, text);
  base::Value payload = base::Value::Map{{"kind", told.kind}, {"params", std::move(params)}, {"link", told.link}, {"is_urgent", told.is_urgent}};
  payload.set("at", base::print_instant(at));
  jobs::enqueue(connection, {std::move(channel), std::move(recipient), told.subject_kind, told.subject_id, std::move(payload), at}, system_now(),
                random);
}

}  // namespace

bool mail_account(storage::Connection& connection, std::string_view account_id, const Told& told, base::Instant at, base::Random& random) {
  const auto muted = find_muted_topics(connection, account_id);
  if (!muted || muted->contains(topic_of(told.kind))) return false;
  enqueue(connection, "mail", std::string(account_id), told, at, random);
  return true;
}

bool call_organisation(storage::Connection& connection, std::string_view organisation_id, const Told& told, base::Instant at, base::Random& random) {
  const auto webhook = find_organisation_webhook(connection, organisation_id);
  if (webhook) enqueue(connection, "webhook", *webhook, told, at, random);
  return webhook.has_value();
}

bool call_authority(storage::Connection& connection, std::string_view authority_id, const Told& told, base::Instant at, base::Random& random) {
  const auto webhook = find_authority_webhook(connection, authority_id);
  if (webhook) enqueue(connection, "webhook", *webhook, told, at, random);
  return webhook.has_value();
}

std::string_view topic_of(std::string_view kind) { return kind.substr(0, kind.find('.')); }

std::vector<std::string> list_topics() {
  constexpr std::string_view prefix = "delivery.topic_";
  std::vector<std::string> topics;
  for (const auto& sentence : http::embedded_sentences())
    if (sentence.id.starts_with(prefix)) topics.emplace_back(sentence.id.substr(prefix.size()));
  return topics;
}

}  // namespace zhidian::delivery
