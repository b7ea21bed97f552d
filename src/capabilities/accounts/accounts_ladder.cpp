#include "capabilities/accounts/accounts_ladder.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/id.hpp"
#include "base/text.hpp"
#include "capabilities/accounts/sql.hpp"

namespace zhidian::accounts {
namespace {

using std::chrono::seconds;

// After the n-th attempt that did not succeed, how long until the next is answered.
constexpr std::array<seconds, 10> login_steps{seconds{0},  seconds{0},  seconds{0},   seconds{5},   seconds{15},
                                              seconds{30}, seconds{60}, seconds{120}, seconds{300}, seconds{900}};
constexpr std::int64_t free_network_failures = 50;
constexpr seconds network_delay{60};
constexpr std::chrono::hours forgotten_after{24};

struct Step {
  std::int64_t failures = 0;
  base::Instant retry_at;
};

Step find_step(storage::Connection& connection, const std::string& subject) {
  return connection
      .find(
          sql::accounts::find_attempts, {subject},
          [](const storage::Row& row) { return Step{row.integer("failures"), base::parse_instant(row.text("retry_at")).value_or(base::Instant{})}; })
      .value_or(Step{});
}

/// Raises the counter; the row stays locked until the caller's transaction ends.
Step raise(storage::Connection& connection, const std::string& subject, base::Instant now) {
  connection.execute(sql::accounts::raise_attempts, {subject, base::print_instant(now), base::print_instant(now - forgotten_after)});
  return find_step(connection, subject);
}

void keep_retry(storage::Connection& connection, const std::string& subject, base::Instant retry_at) {
  connection.execute(sql::accounts::keep_retry, {subject, base::print_instant(retry_at)});
}

tl::unexpected<base::Error> refuse_until(base::Instant retry_at, base::Instant now) {
  const auto left = std::chrono::ceil<seconds>(retry_at - now);
  return base::refuse(base::ErrorCode::too_many, "accounts.wait", {{"seconds", std::to_string(left.count())}});
}

}  // namespace

std::string network_of(std::string_view address) {
  std::string text(address);
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  in6_addr bytes{};
  if (inet_pton(AF_INET6, text.c_str(), &bytes) != 1) return text;
  std::string network;
  const bool is_mapped = IN6_IS_ADDR_V4MAPPED(&bytes);
  for (std::size_t i = is_mapped ? 12 : 0; i < (is_mapped ? 16U : 8U); ++i)
    network += is_mapped ? fmt::format("{}{}", i == 12 ? "" : ".", bytes.s6_addr[i]) : fmt::format("{:02x}", bytes.s6_addr[i]);
  return is_mapped ? network : network + "/64";
}

Ladder::Ladder(std::string_view purpose, std::string_view login_name, std::string_view address)
    : login_subject_(base::sha256_hex(fmt::format("{}\n{}\n{}", purpose, base::fold(login_name), network_of(address)))),
      network_subject_(base::sha256_hex(fmt::format("network\n{}", network_of(address)))) {}

base::Result<void> Ladder::enter(storage::Connection& connection, base::Instant now) const {
  const Step network = find_step(connection, network_subject_);
  if (now < network.retry_at) return refuse_until(network.retry_at, now);
  const Step login = raise(connection, login_subject_, now);
  if (now < login.retry_at) return refuse_until(login.retry_at, now);
  const auto index = std::min<std::int64_t>(login.failures, static_cast<std::int64_t>(login_steps.size())) - 1;
  keep_retry(connection, login_subject_, now + login_steps[static_cast<std::size_t>(index)]);
  return {};
}

void Ladder::forget(storage::Connection& connection) const { connection.execute(sql::accounts::forget_attempts, {login_subject_}); }

void Ladder::take_back(storage::Connection& connection) const { connection.execute(sql::accounts::take_back_attempt, {login_subject_}); }

void Ladder::charge_network(storage::Connection& connection, base::Instant now) const {
  const Step step = raise(connection, network_subject_, now);
  if (step.failures > free_network_failures) keep_retry(connection, network_subject_, now + network_delay);
}

}  // namespace zhidian::accounts
