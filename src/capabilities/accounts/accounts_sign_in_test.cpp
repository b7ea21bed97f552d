#include <atomic>
#include <thread>

#include "capabilities/accounts/accounts_test_support.hpp"
#include "capabilities/accounts/accounts_totp.hpp"

namespace zhidian::accounts {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class SignIn : public testing::TestWithParam<storage::Dialect> {
 protected:
  std::string sign_in(const std::string& password, const std::string& totp = "", const std::string& address = "192.0.2.7",
                      const std::string& login = "reader") {
    const auto session = world_.service().sign_in(login, password, totp, world_.origin(address));
    token_ = session ? session->token : "";
    return error_of(session);
  }
  std::optional<http::Principal> authenticate(const std::string& token) {
    auto reader = world_.database()->read();
    return authenticator_.authenticate(reader->connection(), token, world_.now());
  }
  void give_totp(const std::string& account_id) {
    world_.write([&](storage::Connection& connection) { keep_totp_secret(connection, account_id, secret_, 0); });
  }
  std::string code() const { return totp_code(secret_, totp_step(world_.now())); }

  TestWorld world_{GetParam()};
  http::Principal reader_ = world_.add_account("reader", "applicant_staff", world_.shenhe_library, "");
  Authenticator authenticator_;
  std::string token_;
  const std::string secret_ = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
};
INSTANTIATE_TEST_SUITE_P(databases, SignIn, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST_P(SignIn, opens_a_session_that_only_its_hash_remembers) {
  ASSERT_EQ(sign_in(TestWorld::password()), "");
  EXPECT_EQ(token_.size(), 64U);
  const auto principal = authenticate(token_);
  ASSERT_TRUE(principal);
  EXPECT_EQ(principal->account_id, reader_.account_id);
  EXPECT_TRUE(principal->has_role("applicant_staff"));
  EXPECT_TRUE(principal->is_reauthenticated);
  EXPECT_EQ(principal->session_id, base::sha256_hex(token_));
  EXPECT_FALSE(authenticate(principal->session_id));
  EXPECT_FALSE(authenticate(""));
}

TEST_P(SignIn, says_the_same_for_wrong_password_unknown_name_and_disabled_account) {
  EXPECT_EQ(sign_in("wrong"), "accounts.wrong_credentials");
  EXPECT_EQ(sign_in(TestWorld::password(), "", "192.0.2.7", "nobody"), "accounts.wrong_credentials");
  world_.write([&](storage::Connection& connection) { disable_row(connection, reader_.account_id); });
  EXPECT_EQ(sign_in(TestWorld::password()), "accounts.wrong_credentials");
}

TEST_P(SignIn, makes_the_guesser_wait_and_never_longer_than_a_quarter_of_an_hour) {
  for (int attempt = 0; attempt < 4; ++attempt) EXPECT_EQ(sign_in("wrong"), "accounts.wrong_credentials");
  EXPECT_EQ(sign_in(TestWorld::password()), "accounts.wait");
  for (int attempt = 0; attempt < 20; ++attempt) {
    world_.pass(minutes{15});
    EXPECT_EQ(sign_in("wrong"), "accounts.wrong_credentials");
  }
  const auto waiting = world_.service().sign_in("reader", "wrong", "", world_.origin());
  ASSERT_FALSE(waiting);
  EXPECT_EQ(waiting.error().params.at("seconds"), "900");
  EXPECT_EQ(waiting.error().code, base::ErrorCode::too_many);
  world_.pass(minutes{15});
  EXPECT_EQ(sign_in(TestWorld::password()), "");
  EXPECT_EQ(sign_in("wrong"), "accounts.wrong_credentials");
  EXPECT_EQ(sign_in(TestWorld::password()), "");
}

TEST_P(SignIn, does_not_let_a_stranger_lock_the_owner_out) {
  for (int attempt = 0; attempt < 10; ++attempt) sign_in("wrong", "", "198.51.100.9");
  EXPECT_EQ(sign_in("wrong", "", "198.51.100.9"), "accounts.wait");
  EXPECT_EQ(sign_in(TestWorld::password()), "");
}

TEST_P(SignIn, counts_a_whole_ipv6_network_as_one) {
  for (int attempt = 0; attempt < 4; ++attempt) sign_in("wrong", "", "2001:db8::" + std::to_string(attempt + 1));
  EXPECT_EQ(sign_in(TestWorld::password(), "", "2001:db8::99"), "accounts.wait");
  EXPECT_EQ(sign_in(TestWorld::password(), "", "2001:db8:0:1::99"), "");
}

TEST_P(SignIn, slows_a_network_that_tries_many_names) {
  const Ladder ladder("sign_in", "x", "203.0.113.1");
  world_.write([&](storage::Connection& connection) {
    for (int attempt = 0; attempt < 51; ++attempt) ladder.charge_network(connection, world_.now());
  });
  EXPECT_EQ(sign_in(TestWorld::password(), "", "203.0.113.1"), "accounts.wait");
  world_.pass(seconds{60});
  EXPECT_EQ(sign_in(TestWorld::password(), "", "203.0.113.1"), "");
}

TEST_P(SignIn, forgets_old_attempts) {
  for (int attempt = 0; attempt < 8; ++attempt) {
    sign_in("wrong");
    world_.pass(minutes{15});
  }
  world_.pass(hours{25});
  for (int attempt = 0; attempt < 3; ++attempt) EXPECT_EQ(sign_in("wrong"), "accounts.wrong_credentials");
}

TEST_P(SignIn, asks_for_the_code_of_an_enrolled_account) {
  give_totp(reader_.account_id);
  for (int attempt = 0; attempt < 6; ++attempt) EXPECT_EQ(sign_in(TestWorld::password()), "accounts.totp_required");
  EXPECT_EQ(sign_in(TestWorld::password(), "000000"), "accounts.wrong_totp");
  EXPECT_EQ(sign_in("wrong", code()), "accounts.wrong_credentials");
  EXPECT_EQ(sign_in(TestWorld::password(), code()), "");
}

TEST_P(SignIn, refuses_a_code_used_before) {
  give_totp(reader_.account_id);
  EXPECT_EQ(sign_in(TestWorld::password(), code()), "");
  EXPECT_EQ(sign_in(TestWorld::password(), code()), "accounts.wrong_totp");
  world_.pass(seconds{30});
  EXPECT_EQ(sign_in(TestWorld::password(), code()), "");
}

TEST_P(SignIn, ends_a_session_after_eight_idle_hours) {
  sign_in(TestWorld::password());
  world_.pass(hours{7});
  EXPECT_TRUE(authenticate(token_));
  world_.pass(hours{7});
  EXPECT_TRUE(authenticate(token_));
  world_.pass(hours{8});
  EXPECT_FALSE(authenticate(token_));
}

TEST_P(SignIn, keeps_what_was_seen_for_the_next_process) {
  sign_in(TestWorld::password());
  world_.pass(hours{7});
  ASSERT_TRUE(authenticate(token_));
  EXPECT_EQ(authenticator_.keep_seen(*world_.database()), 1U);
  EXPECT_EQ(authenticator_.keep_seen(*world_.database()), 0U);
  world_.pass(hours{7});
  EXPECT_TRUE(authenticate(token_));
}

TEST_P(SignIn, ends_a_session_after_a_day) {
  sign_in(TestWorld::password());
  for (int hour = 0; hour < 23; ++hour) {
    world_.pass(hours{1});
    ASSERT_TRUE(authenticate(token_));
  }
  world_.pass(hours{1});
  EXPECT_FALSE(authenticate(token_));
}

TEST_P(SignIn, counts_a_password_as_given_for_a_quarter_of_an_hour) {
  sign_in(TestWorld::password());
  world_.pass(minutes{15});
  const auto principal = authenticate(token_);
  ASSERT_TRUE(principal);
  EXPECT_FALSE(principal->is_reauthenticated);
  EXPECT_EQ(error_of(world_.service().reauthenticate(*principal, "wrong", "", world_.origin())), "accounts.wrong_credentials");
  EXPECT_EQ(error_of(world_.service().reauthenticate(*principal, TestWorld::password(), "", world_.origin())), "");
  EXPECT_TRUE(authenticate(token_)->is_reauthenticated);
}

TEST_P(SignIn, gives_a_provisional_account_no_act_with_legal_effect) {
  world_.add_account("newcomer", "applicant_staff", world_.heping_library, "", "provisional");
  ASSERT_EQ(sign_in(TestWorld::password(), "", "192.0.2.7", "newcomer"), "");
  const auto principal = authenticate(token_);
  ASSERT_TRUE(principal);
  EXPECT_FALSE(principal->is_reauthenticated);
  EXPECT_EQ(error_of(world_.service().reauthenticate(*principal, TestWorld::password(), "", world_.origin())), "accounts.not_confirmed");
}

TEST_P(SignIn, ends_sessions_with_the_account) {
  sign_in(TestWorld::password());
  world_.write([&](storage::Connection& connection) { disable_row(connection, reader_.account_id); });
  EXPECT_FALSE(authenticate(token_));
}

TEST_P(SignIn, changes_a_password_and_ends_the_other_sessions) {
  sign_in(TestWorld::password());
  const std::string other = token_;
  sign_in(TestWorld::password());
  const auto principal = authenticate(token_);
  auto& service = world_.service();
  EXPECT_EQ(error_of(service.change_password(*principal, "wrong", "Better-Horse-8", world_.origin())), "accounts.wrong_credentials");
  EXPECT_EQ(error_of(service.change_password(*principal, TestWorld::password(), "short", world_.origin())), "accounts.weak_password");
  EXPECT_EQ(error_of(service.change_password(*principal, TestWorld::password(), "Better-Horse-8", world_.origin())), "");
  EXPECT_TRUE(authenticate(token_));
  EXPECT_FALSE(authenticate(other));
  EXPECT_EQ(sign_in(TestWorld::password()), "accounts.wrong_credentials");
  EXPECT_EQ(sign_in("Better-Horse-8"), "");
}

TEST_P(SignIn, resets_a_password_once_with_a_code_and_ends_every_session) {
  sign_in(TestWorld::password());
  world_.write([&](storage::Connection& connection) { keep_password_code(connection, reader_.account_id, "code", world_.now() + hours{1}); });
  auto& service = world_.service();
  EXPECT_EQ(error_of(service.reset_password("reader", "other", "Better-Horse-8", world_.origin())), "accounts.wrong_code");
  EXPECT_EQ(error_of(service.reset_password("nobody", "code", "Better-Horse-8", world_.origin())), "accounts.wrong_code");
  EXPECT_EQ(error_of(service.reset_password("reader", "code", "weak", world_.origin())), "accounts.weak_password");
  EXPECT_EQ(error_of(service.reset_password("reader", "code", "Better-Horse-8", world_.origin())), "");
  EXPECT_FALSE(authenticate(token_));
  EXPECT_EQ(error_of(service.reset_password("reader", "code", "Third-Horse-9", world_.origin())), "accounts.wrong_code");
  EXPECT_EQ(sign_in("Better-Horse-8"), "");
}

TEST_P(SignIn, refuses_a_code_after_an_hour_and_a_guesser_of_codes) {
  world_.write([&](storage::Connection& connection) { keep_password_code(connection, reader_.account_id, "code", world_.now() + hours{1}); });
  auto& service = world_.service();
  for (int attempt = 0; attempt < 4; ++attempt) service.reset_password("reader", "guess", "Better-Horse-8", world_.origin());
  EXPECT_EQ(error_of(service.reset_password("reader", "code", "Better-Horse-8", world_.origin())), "accounts.wait");
  world_.pass(hours{1});
  EXPECT_EQ(error_of(service.reset_password("reader", "code", "Better-Horse-8", world_.origin())), "accounts.wrong_code");
}

TEST_P(SignIn, enrols_an_authenticator_only_with_a_right_code) {
  auto& service = world_.service();
  const auto secret = service.make_totp(reader_);
  ASSERT_TRUE(secret);
  const std::string right = totp_code(*secret, totp_step(world_.now()));
  EXPECT_EQ(error_of(service.confirm_totp(reader_, "short", right, world_.origin())), "accounts.bad_totp_secret");
  EXPECT_EQ(error_of(service.confirm_totp(reader_, *secret, "000000", world_.origin())), "accounts.wrong_totp");
  EXPECT_EQ(error_of(service.confirm_totp(reader_, *secret, right, world_.origin())), "");
  EXPECT_EQ(sign_in(TestWorld::password()), "accounts.totp_required");
  http::Principal stale = reader_;
  stale.is_reauthenticated = false;
  EXPECT_EQ(error_of(service.make_totp(stale)), "accounts.reauthentication_required");
}

TEST_P(SignIn, leaves_demonstration_accounts_as_they_are) {
  http::Principal shown = reader_;
  shown.is_demonstration = true;
  auto& service = world_.service();
  EXPECT_EQ(error_of(service.change_password(shown, TestWorld::password(), "Better-Horse-8", world_.origin())), "accounts.demonstration_account");
  EXPECT_EQ(error_of(service.make_totp(shown)), "accounts.demonstration_account");
}

TEST_P(SignIn, forgets_what_has_expired) {
  sign_in(TestWorld::password());
  sign_in("wrong");
  world_.pass(hours{25});
  world_.service().tidy(world_.now());
  auto reader = world_.database()->read();
  const storage::Statement count{"test/count", "SELECT (SELECT count(*) FROM sessions) + (SELECT count(*) FROM sign_in_attempts) AS rows_left", ""};
  EXPECT_EQ(reader->connection().find(count, {}, [](const storage::Row& row) { return row.integer("rows_left"); }), 0);
}

TEST(Totp, follows_rfc_6238_appendix_b) {
  const std::string secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  EXPECT_EQ(totp_code(secret, 59 / 30), "287082");
  EXPECT_EQ(totp_code(secret, 1111111109 / 30), "081804");
  EXPECT_EQ(totp_code(secret, 20000000000 / 30), "353130");
}

TEST(Totp, allows_one_step_early_or_late) {
  const std::string secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  const base::Instant now{std::chrono::milliseconds{1'700'000'000'000}};
  const std::int64_t step = totp_step(now);
  for (const std::int64_t near : {step - 1, step, step + 1}) EXPECT_EQ(match_totp(secret, totp_code(secret, near), now, 0), near);
  for (const std::int64_t far : {step - 2, step + 2}) EXPECT_FALSE(match_totp(secret, totp_code(secret, far), now, 0));
  EXPECT_FALSE(match_totp(secret, totp_code(secret, step), now, step));
  EXPECT_FALSE(match_totp(secret, "", now, 0));
}

TEST(PasswordRules, follow_the_profile) {
  EXPECT_EQ(error_of(check_password_rules("Abcdef1", "reader")), "accounts.weak_password");
  EXPECT_EQ(error_of(check_password_rules("abcdefg1", "reader")), "accounts.weak_password");
  EXPECT_EQ(error_of(check_password_rules("Abcdefg1", "reader")), "");
  EXPECT_EQ(error_of(check_password_rules("My-READER-1", "reader")), "accounts.password_holds_login_name");
  EXPECT_EQ(error_of(check_password_rules(std::string(129, 'a') + "A1", "reader")), "accounts.password_too_long");
  EXPECT_EQ(error_of(check_password_rules("elevenchars", "reader", PasswordProfile::asvs)), "accounts.short_password");
  EXPECT_EQ(error_of(check_password_rules("twelve chars", "reader", PasswordProfile::asvs)), "");
}

TEST(PasswordQueue, hashes_one_at_a_time_and_refuses_a_crowd) {
  PasswordQueue queue(0);
  const auto random = base::make_system_random();
  std::atomic<int> busy{0}, good{0};
  std::vector<std::jthread> crowd;
  for (int person = 0; person < 8; ++person) crowd.emplace_back([&] { (queue.hash("Correct-Horse-7", *random) ? good : busy)++; });
  crowd.clear();
  EXPECT_GE(good, 1);
  EXPECT_GE(busy, 1);
  EXPECT_EQ(good + busy, 8);
}

TEST(PasswordQueue, verifies) {
  PasswordQueue queue(2);
  EXPECT_TRUE(*queue.verify(TestWorld::password_hash(), TestWorld::password()));
  EXPECT_FALSE(*queue.verify(TestWorld::password_hash(), "wrong"));
  EXPECT_FALSE(*queue.verify("", ""));
}

TEST(Network, is_the_address_or_its_64) {
  EXPECT_EQ(network_of("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(network_of("::ffff:192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(network_of("2001:db8::1"), network_of("[2001:db8::ffff]"));
  EXPECT_NE(network_of("2001:db8::1"), network_of("2001:db8:0:1::1"));
}

}  // namespace
}  // namespace zhidian::accounts
