#include "server/outward.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "capabilities/delivery/mail_channel.hpp"
#include "capabilities/delivery/webhook_channel.hpp"
#include "jobs/sending_time.hpp"
#include "server/sources.hpp"

namespace zhidian::server {
namespace {

outbound::AllowList read_hosts(const std::vector<std::string>& addresses, std::string_view flag, std::string_view scheme) {
  auto list = outbound::AllowList::parse(addresses);
  for (const auto& address : addresses) {
    const auto target = outbound::parse_target(address);
    if (!target || !target->scheme.starts_with(scheme))
      throw std::runtime_error(fmt::format("{}: {} is no address of the kind {}://host:port", flag, address, scheme));
  }
  return *std::move(list);
}

std::string secret_in(const std::string& path) { return path.empty() ? "" : first_line(path); }

outbound::MailServer read_server(const OutwardOptions& options) {
  if (options.mail_server.empty()) return {};
  if (!outbound::is_mail_address(options.mail_from)) throw std::runtime_error("--mail-server needs --mail-from with the address mails are sent from");
  if (options.mail_without_tls && !options.mail_user.empty())
    throw std::runtime_error("--mail-without-tls and --mail-user: a password is sent under TLS only");
  return {options.mail_server, options.mail_without_tls ? outbound::MailServer::Security::none : outbound::MailServer::Security::starttls,
          options.mail_user, secret_in(options.mail_password_file)};
}

delivery::Surroundings surroundings_of(Store& store, const Application& application, const std::string& public_address) {
  const auto hours = [&application](base::Instant at, bool is_urgent) {
    return jobs::next_sending_time(at, application.registry().calendar, is_urgent);
  };
  return {*store.database, application.clock(), hours, public_address};
}

}  // namespace

Outward::Outward(const OutwardOptions& options)
    : options_(options), server_(read_server(options)), webhook_hosts_(read_hosts(options.webhook_hosts, "--webhook-host", "http")) {
  if (has_mail()) mail_hosts_ = read_hosts({options.mail_server}, "--mail-server", "smtp");
}

std::shared_ptr<const outbound::Service> Outward::search_engine() const {
  if (options_.opensearch.empty()) return nullptr;
  auto service =
      outbound::Service::open({options_.opensearch, options_.opensearch_user, secret_in(options_.opensearch_password_file), options_.certificates});
  if (!service) throw std::runtime_error(fmt::format("--opensearch: {} is no address of the kind https://host:port", options_.opensearch));
  return std::move(*service);
}

void Outward::announce(Store& store, Application& application) const {
  application.use_webhook_hosts(webhook_hosts_);
  const auto transaction = store.database->write();
  delivery::record_ways(transaction->connection(), has_mail(), !webhook_hosts_.is_empty());
  transaction->commit();
}

std::vector<std::unique_ptr<jobs::Channel>> Outward::channels(Store& store, const Application& application, const std::string& public_address) const {
  std::vector<std::unique_ptr<jobs::Channel>> channels;
  const auto surroundings = surroundings_of(store, application, public_address);
  if (has_mail()) {
    const auto submit = [caller = outbound::Caller(mail_hosts_, {.total = std::chrono::seconds(25)}, options_.certificates),
                         server = server_](const outbound::Mail& mail) { return caller.submit(server, mail); };
    channels.push_back(std::make_unique<delivery::MailChannel>(surroundings, delivery::Sender{options_.mail_from, options_.mail_from_name}, submit));
  }
  if (!webhook_hosts_.is_empty()) {
    const auto call = [caller = outbound::Caller(webhook_hosts_, {.total = std::chrono::seconds(10)}, options_.certificates)](
                          const outbound::Post& post) { return caller.post(post); };
    channels.push_back(std::make_unique<delivery::WebhookChannel>(surroundings, call));
  }
  return channels;
}

}  // namespace zhidian::server
