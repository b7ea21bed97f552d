#include "capabilities/certificates/verification.hpp"

#include <gtest/gtest.h>

#include "support/day.hpp"
#include "support/fresh_database.hpp"

namespace zhidian::certificates {
namespace {

using base::Value;

using support::day;

/// A certificate until 2027-10-09, issued on 2024-10-10, and a list of the next day.
class Verification : public testing::Test {
 protected:
  Verification() {
    statement_.number = "ZD-0000-0000";
    statement_.name = "甲大学";
    statement_.filed_on = day("2024-10-09");
    statement_.valid_until = day("2027-10-09");
    statement_.issued_at = base::start_of(day("2024-10-10"));
    certificate_ = make_certificate(statement_, key_);
    entry_ = {statement_.number, digest_of(certificate_), "valid", "", statement_.valid_until, {}, {}};
  }
  StatusList list() const {
    const Value document = make_status_list({to_value(entry_)}, day("2024-10-11"), base::start_of(day("2024-10-11")), key_);
    return parse_status_list(base::print_json(document)).value();
  }
  std::string state_on(std::string_view on) const {
    const std::string text = base::print_json(certificate_);
    const StatusList known = list();
    return verify({text, &known, key_.public_key_hex(), day(on), day(on)})->state;
  }
  Answer answer_without_list(std::string_view on) const {
    const std::string text = base::print_json(certificate_);
    return verify({text, nullptr, key_.public_key_hex(), day(on), day(on)}).value();
  }

  support::FreshFolder folder_;
  std::unique_ptr<base::Random> random_ = base::make_seeded_random(7);
  audit::SigningKey key_ = audit::SigningKey::load_or_create(folder_.file("signing.key"), *random_);
  audit::SigningKey other_key_ = audit::SigningKey::load_or_create(folder_.file("other.key"), *random_);
  Statement statement_;
  Value certificate_;
  StatusEntry entry_;
};

TEST_F(Verification, FollowsTheDatesOfTheList) {
  EXPECT_EQ(state_on("2024-10-08"), "unknown");
  EXPECT_EQ(state_on("2024-10-11"), "valid");
  EXPECT_EQ(state_on("2027-10-09"), "valid");
  EXPECT_EQ(state_on("2027-10-10"), "expired");
  entry_.ended_on = day("2025-03-12");
  EXPECT_EQ(state_on("2025-03-11"), "valid");
  EXPECT_EQ(state_on("2025-03-12"), "ended");
  entry_.replaced_on = day("2025-03-13");
  entry_.replaced_by = "ZD-1111-1111";
  EXPECT_EQ(state_on("2025-03-12"), "ended");
  EXPECT_EQ(state_on("2025-03-13"), "replaced");
}

TEST_F(Verification, TheDirectoryMayShortenAndSuspend) {
  entry_.valid_until = day("2025-01-01");
  EXPECT_EQ(state_on("2025-01-02"), "expired");
  entry_.valid_until = statement_.valid_until;
  entry_.state = "suspended";
  EXPECT_EQ(state_on("2025-01-02"), "suspended");
}

TEST_F(Verification, WithoutEndItStaysValid) {
  statement_.valid_until = entry_.valid_until = std::nullopt;
  certificate_ = make_certificate(statement_, key_);
  entry_.digest = digest_of(certificate_);
  EXPECT_EQ(state_on("2099-01-01"), "valid");
  EXPECT_TRUE(certificate_.at("valid_until").is_null());
}

TEST_F(Verification, WithoutAListOnlySignatureAndDatesAreKnown) {
  EXPECT_EQ(answer_without_list("2025-01-01").state, "unknown");
  EXPECT_EQ(answer_without_list("2025-01-01").sentence, "certificates.answer_no_list");
  EXPECT_EQ(answer_without_list("2027-10-10").state, "expired");
}

TEST_F(Verification, EveryFlippedByteIsFound) {
  const std::string text = base::print_json(certificate_) + "\n";
  const StatusList known = list();
  int forged = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const int bit : {0, 5}) {
      std::string altered = text;
      altered[at] = static_cast<char>(altered[at] ^ (1 << bit));
      const auto answer = verify({altered, &known, key_.public_key_hex(), known.as_of, known.as_of});
      if (!answer) continue;  // no JSON or no certificate any more, and said so
      EXPECT_EQ(answer->state, "forged") << at << " bit " << bit;
      forged += answer->state == "forged";
    }
  }
  EXPECT_GT(forged, static_cast<int>(text.size()));
}

TEST_F(Verification, AnotherKeyIsForged) {
  certificate_ = make_certificate(statement_, other_key_);
  EXPECT_EQ(state_on("2025-01-01"), "forged");
  const std::string text = base::print_json(certificate_);
  const StatusList known = list();
  EXPECT_EQ(verify({text, &known, "", {}, day("2025-01-01")})->state, "forged");
  EXPECT_EQ(verify({text, nullptr, "", {}, day("2025-01-01")})->state, "unknown");
  EXPECT_EQ(verify({text, nullptr, "", {}, day("2025-01-01")})->key_source, "certificate");
  EXPECT_EQ(verify({text, &known, other_key_.public_key_hex(), {}, day("2025-01-01")}).error().id, "certificates.list_other_key");
}

TEST_F(Verification, AnotherContentUnderTheNumberIsForged) {
  statement_.name = "乙大学";
  certificate_ = make_certificate(statement_, key_);
  EXPECT_EQ(state_on("2025-01-01"), "forged");
}

TEST_F(Verification, AListThatDoesNotHoldItSaysWhy) {
  entry_.number = "ZD-1111-1111";
  const StatusList known = list();
  const auto sentence = [&] {
    const std::string text = base::print_json(certificate_);
    return verify({text, &known, "", {}, day("2025-01-01")})->sentence;
  };
  EXPECT_EQ(sentence(), "certificates.answer_not_listed");
  statement_.issued_at = base::start_of(day("2024-10-12"));
  certificate_ = make_certificate(statement_, key_);
  EXPECT_EQ(sentence(), "certificates.answer_list_older");
}

TEST_F(Verification, TheDayIsTodayOrThatOfALaterList) {
  const std::string text = base::print_json(certificate_);
  const StatusList known = list();
  EXPECT_EQ(verify({text, &known, "", {}, day("2024-10-10")})->on, day("2024-10-11"));
  EXPECT_EQ(verify({text, &known, "", {}, day("2024-12-01")})->on, day("2024-12-01"));
  EXPECT_EQ(verify({text, &known, "", day("2024-10-09"), day("2024-12-01")})->on, day("2024-10-09"));
}

TEST_F(Verification, RefusesWhatIsNoCertificateOrNoList) {
  EXPECT_EQ(verify({"{"}).error().id, "certificates.unreadable");
  EXPECT_EQ(verify({"{}"}).error().id, "certificates.not_a_certificate");
  EXPECT_EQ(verify({"[1]"}).error().id, "certificates.not_a_certificate");
  EXPECT_EQ(parse_status_list("x").error().id, "certificates.list_unreadable");
  EXPECT_EQ(parse_status_list("[]").error().id, "certificates.not_a_list");
  EXPECT_EQ(parse_status_list(base::print_json(certificate_)).error().id, "certificates.not_a_list");
  const std::string good = base::print_json(make_status_list({to_value(entry_)}, day("2024-10-11"), base::start_of(day("2024-10-11")), key_));
  ASSERT_TRUE(parse_status_list(good));
  std::string altered = good;
  altered.replace(altered.find("2027-10-09"), 10, "2037-10-09");
  EXPECT_EQ(parse_status_list(altered).error().id, "certificates.list_altered");
}

}  // namespace
}  // namespace zhidian::certificates
