#include "capabilities/delivery/mail_channel.hpp"

#include "capabilities/delivery/delivery_test_support.hpp"

namespace zhidian::delivery {
namespace {

class Mails : public DeliveryTest {
 protected:
  base::Result<void> take(const outbound::Mail& mail) {
    tried_.push_back(mail.id);
    if (!answer_) return answer_;
    delivered_.push_back(mail);
    return {};
  }
  void deliver() {
    MailChannel channel({*database_, clock_, hours_, "https://zhidian.example.org"}, {"zhidian@example.org", "知点"},
                        [&](const outbound::Mail& mail) { return take(mail); });
    deliver_by(channel);
  }
  void send_codes() {
    deliver();
    delivered_.clear();
    tried_.clear();
  }

  SendingHours hours_ = [](base::Instant at, bool) { return at; };
  base::Result<void> answer_;
  std::vector<std::string> tried_;
  std::vector<outbound::Mail> delivered_;
};
INSTANTIATE_TEST_SUITE_P(databases, Mails, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST_P(Mails, say_what_the_site_says_and_keep_names_as_text) {
  confirm("a@example.org");
  send_codes();
  mail(told_);
  deliver();
  ASSERT_EQ(delivered_.size(), 1U);
  EXPECT_EQ(delivered_[0].to, "a@example.org");
  EXPECT_EQ(delivered_[0].id, sendings()[0].id);
  EXPECT_NE(delivered_[0].subject.find("{{x}}"), std::string::npos);
  EXPECT_TRUE(delivered_[0].text.starts_with("{name}{{x}}，您好："));
  EXPECT_NE(delivered_[0].text.find("https://zhidian.example.org/cases/c1\n"), std::string::npos);
  EXPECT_EQ(outbound::print_mail(delivered_[0]).find("\nBcc:"), std::string::npos);
}

TEST_P(Mails, carry_the_code_to_the_new_address_only) {
  confirm("a@example.org");
  send_codes();
  clock_.now += 1h;
  const auto code = enter("b@example.org");
  deliver();
  ASSERT_EQ(delivered_.size(), 1U);
  EXPECT_EQ(delivered_[0].to, "b@example.org");
  EXPECT_NE(delivered_[0].text.find(code), std::string::npos);
  EXPECT_EQ(delivered_[0].subject.find(code), std::string::npos);
}

TEST_P(Mails, do_not_carry_a_code_that_was_replaced) {
  enter("a@example.org");
  clock_.now += 1min;
  const auto second = enter("b@example.org");
  deliver();
  ASSERT_EQ(delivered_.size(), 1U);
  EXPECT_NE(delivered_[0].text.find(second), std::string::npos);
  EXPECT_EQ(sendings("account", "one")[0].state, "given_up");
}

TEST_P(Mails, do_not_carry_a_code_that_no_longer_counts) {
  enter("a@example.org");
  clock_.now += 30min;
  deliver();
  EXPECT_TRUE(delivered_.empty());
  EXPECT_EQ(sendings("account", "one")[0].last_error, "delivery.code_expired");
}

TEST_P(Mails, are_delivered_once_after_a_day_without_a_server) {
  confirm("a@example.org");
  send_codes();
  mail(told_);
  answer_ = base::refuse(base::ErrorCode::unavailable, "outbound.unreachable");
  for (const auto end = clock_.now + 24h; clock_.now < end; clock_.now += 10min) deliver();  // each a fresh start of the program
  EXPECT_GT(tried_.size(), 10U);
  EXPECT_EQ(sendings()[0].state, "failed");
  answer_ = {};
  clock_.now += 1h;
  deliver();
  clock_.now += 24h;
  deliver();
  ASSERT_EQ(delivered_.size(), 1U);
  EXPECT_EQ(std::ranges::count(tried_, delivered_[0].id), static_cast<std::ptrdiff_t>(tried_.size()));
  EXPECT_EQ(sendings()[0].state, "sent");
}

TEST_P(Mails, are_given_up_where_the_recipient_is_refused) {
  confirm("a@example.org");
  send_codes();
  mail(told_);
  answer_ = base::refuse(base::ErrorCode::invalid, "outbound.refused", {{"status", "550"}});
  deliver();
  EXPECT_EQ(sendings()[0].state, "given_up");
  EXPECT_EQ(sendings()[0].last_error, "outbound.refused status=550");
}

TEST_P(Mails, wait_for_the_hour_also_when_they_are_tried_again) {
  confirm("a@example.org");
  send_codes();
  mail(told_);
  auto urgent = told_;
  urgent.subject_id = "c2";
  urgent.is_urgent = true;
  const auto morning = clock_.now + 11h;
  hours_ = [&](base::Instant at, bool is_urgent) { return is_urgent ? at : std::max(at, morning); };
  mail(urgent);
  deliver();
  EXPECT_EQ(delivered_.size(), 1U);
  EXPECT_EQ(sendings("case", "c2")[0].state, "sent");
  EXPECT_EQ(sendings()[0].attempts, 0);
  clock_.now = morning;
  deliver();
  EXPECT_EQ(delivered_.size(), 2U);
}

TEST_P(Mails, are_not_sent_to_who_has_left_or_wants_none) {
  confirm("a@example.org");
  send_codes();
  mail(told_);
  EXPECT_EQ(id_of(ask(&Handlers::remove_mail_address, one_)), "");
  deliver();
  EXPECT_TRUE(delivered_.empty());
  EXPECT_EQ(sendings()[0].last_error, "delivery.no_address");
}

}  // namespace
}  // namespace zhidian::delivery
