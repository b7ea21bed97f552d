#include "capabilities/notices/objections.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "audit/log.hpp"
#include "support/filing.hpp"

namespace zhidian::notices {
namespace {

using base::ErrorCode;
using support::morning_of;
using testing::HasSubstr;
using testing::Not;

base::Instant at(std::string_view text) { return base::parse_instant(text).value(); }

/// A notice over both cases published on 2024-09-27; its last day is 2024-10-08.
class Objections : public testing::TestWithParam<storage::Dialect> {
 protected:
  Objections() {
    filing_.cases().add_observer(observer_);
    filing_.add_case("case_a", "alpha", "210102", "heping");
    filing_.add_case("case_b", "beta", "210103", "shenhe");
    const auto notice = filing_.write([&](storage::Connection& connection) {
      return publish(connection, filing_.cases(), {"拟备案单位公示", "", "", {{"case_a", 1}, {"case_b", 1}}},
                     {"city_officer", {}, morning_of("2024-09-27")}, filing_.random());
    });
    notice_id_ = notice.value().id;
  }
  ObjectionInput by_name() const { return {notice_id_, "case_a", "该单位专职人员不足。", "举报人丙", "13800000000", false, {}}; }
  ObjectionInput anonymous(std::vector<std::string> evidence) const {
    return {notice_id_, "case_a", "见所附证据。", "", "", true, std::move(evidence)};
  }
  base::Result<Receipt> send(const ObjectionInput& input, base::Instant arrived, base::Instant system) {
    return filing_.write(
        [&](storage::Connection& connection) { return object(connection, filing_.cases(), input, {arrived, system}, filing_.random()); });
  }
  base::Result<Receipt> send(const ObjectionInput& input, std::string_view arrived = "2024-09-30T03:00:00.000Z") {
    return send(input, at(arrived), at(arrived));
  }
  base::Result<std::string> upload(const std::string& media_type, base::Instant when) {
    const files::Incoming incoming{"", std::string(64, 'b'), 12, media_type};
    return filing_.write(
        [&](storage::Connection& connection) { return add_upload(connection, incoming, "../证据.pdf", {when, when}, filing_.random()); });
  }
  std::vector<Objection> listed(const std::string& account) {
    return filing_.read([&](storage::Connection& connection) { return list_objections(connection, {account, "", "", "", 20}); });
  }
  base::Result<Objection> decide_as(const std::string& account, const Objection& objection, std::int64_t version, const std::string& outcome) {
    return filing_.write([&](storage::Connection& connection) {
      return decide(connection, filing_.cases(), objection.id, version, outcome, "经核查的理由", {account, {}, morning_of("2024-10-09")},
                    filing_.random());
    });
  }
  base::Result<Objection> follow_by(const std::string& receipt, const std::string& secret) {
    return filing_.read([&](storage::Connection& connection) { return follow(connection, receipt, secret); });
  }

  support::Filing filing_{GetParam(), ZHIDIAN_SOURCE_DIR};
  Observer observer_;
  std::string notice_id_;
};

TEST_P(Objections, ByNameBecomesAChildCaseAndIsTold) {
  const auto receipt = send(by_name());
  ASSERT_TRUE(receipt) << receipt.error().id;
  EXPECT_FALSE(receipt->is_late);
  const auto objections = listed("city_officer");
  ASSERT_EQ(objections.size(), 1U);
  const cases::Case child = filing_.get_case(objections[0].case_id);
  EXPECT_EQ(child.parent_case_id, "case_a");
  EXPECT_EQ(child.procedure_id, "objection");
  EXPECT_EQ(child.state, "open");
  EXPECT_EQ(filing_.count_messages("alpha_staff", "notices.objected"), 1);
  EXPECT_EQ(filing_.count_messages("heping_officer", "notices.objected"), 1);
  EXPECT_EQ(filing_.count_messages("city_officer", "notices.objection_received"), 1);
  EXPECT_EQ(filing_.count_messages("beta_staff", "notices.objected"), 0);
}

TEST_P(Objections, NeedsANameOrEvidence) {
  ObjectionInput input = by_name();
  input.name.clear();
  input.contact.clear();
  const auto refused = send(input);
  EXPECT_EQ(refused.error().id, "notices.name_required");
  EXPECT_EQ(refused.error().details.size(), 2U);
  EXPECT_EQ(send(anonymous({})).error().id, "notices.evidence_required");
  EXPECT_EQ(send(anonymous({"unknown"})).error().id, "notices.upload_gone");
  EXPECT_TRUE(listed("city_officer").empty());
}

TEST_P(Objections, EvidenceIsTakenOnceAndWithinTheHour) {
  const base::Instant uploaded = at("2024-09-30T03:00:00.000Z");
  EXPECT_EQ(upload("application/x-dosexec", uploaded).error().id, "notices.type_refused");
  const auto evidence = upload("application/pdf", uploaded);
  ASSERT_TRUE(evidence);
  EXPECT_EQ(send(anonymous({*evidence}), uploaded, uploaded + std::chrono::minutes(61)).error().id, "notices.upload_gone");
  ASSERT_TRUE(send(anonymous({*evidence}), uploaded, uploaded + std::chrono::minutes(59)));
  EXPECT_EQ(send(anonymous({*evidence}), uploaded, uploaded + std::chrono::minutes(59)).error().id, "notices.upload_gone");
  const auto objections = listed("city_officer");
  ASSERT_EQ(objections.size(), 1U);
  const auto files = filing_.read([&](storage::Connection& connection) { return list_evidence(connection, objections[0].id); });
  ASSERT_EQ(files.size(), 1U);
  EXPECT_THAT(files[0].name, Not(HasSubstr("/")));
}

TEST_P(Objections, InTimeUntilMidnightAndAMinuteLaterALetter) {
  const auto in_time = send(by_name(), "2024-10-08T15:59:59.999Z");
  ASSERT_TRUE(in_time) << in_time.error().id;
  EXPECT_FALSE(in_time->is_late);
  const auto late = send(by_name(), "2024-10-08T16:01:00.000Z");
  ASSERT_TRUE(late) << late.error().id;
  EXPECT_TRUE(late->is_late);
  EXPECT_EQ(follow_by(late->receipt, late->secret)->state, "late");
  const auto objections = listed("city_officer");
  ASSERT_EQ(objections.size(), 2U);
  EXPECT_TRUE(objections[0].case_id.empty());
  EXPECT_EQ(decide_as("city_officer", objections[0], 1, "dismissed").error().id, "notices.objection_late");
  const auto counted = filing_.read([&](storage::Connection& connection) { return observer_.count_objections(connection, "case_a"); });
  EXPECT_EQ(counted.open, 1);
  EXPECT_EQ(counted.list.size(), 1U);
}

TEST_P(Objections, AnOpenOneBlocksFilingUntilItIsDismissed) {
  ASSERT_TRUE(send(by_name()));
  const auto blocked = filing_.file("case_a", "2024-10-09");
  ASSERT_FALSE(blocked);
  EXPECT_EQ(blocked.error().code, ErrorCode::not_allowed);
  ASSERT_FALSE(blocked.error().details.empty());
  EXPECT_EQ(blocked.error().details[0].condition, "no_open_objection");
  ASSERT_TRUE(filing_.file("case_b", "2024-10-09"));

  const Objection objection = listed("city_officer").front();
  EXPECT_EQ(decide_as("city_officer", objection, 7, "dismissed").error().code, ErrorCode::stale);
  EXPECT_EQ(decide_as("city_officer", objection, 1, "forgotten").error().id, "notices.bad_outcome");
  const auto decided = decide_as("city_officer", objection, 1, "dismissed");
  ASSERT_TRUE(decided) << decided.error().id;
  EXPECT_EQ(decided->state, "dismissed");
  EXPECT_EQ(filing_.get_case(objection.case_id).state, "dismissed");
  EXPECT_EQ(decide_as("city_officer", objection, 2, "sustained").error().id, "notices.objection_decided");
  EXPECT_EQ(filing_.count_messages("alpha_staff", "notices.objection_dismissed"), 1);
  EXPECT_TRUE(filing_.file("case_a", "2024-10-09"));
}

TEST_P(Objections, ASustainedOneLeadsToANewExaminationAndACleanNotice) {
  ASSERT_TRUE(send(by_name()));
  ASSERT_TRUE(decide_as("city_officer", listed("city_officer").front(), 1, "sustained"));
  EXPECT_EQ(filing_.file("case_a", "2024-10-09").error().code, ErrorCode::not_allowed);
  const auto again = filing_.perform("case_a", "reexamine", base::Value::Map{{"reasons", "异议成立"}}, {}, "2024-10-09");
  ASSERT_TRUE(again) << again.error().id;
  const auto notice = filing_.write([&](storage::Connection& connection) {
    return publish(connection, filing_.cases(), {"重新公示", "", "", {{"case_a", again->version}}}, {"city_officer", {}, morning_of("2024-10-14")},
                   filing_.random());
  });
  ASSERT_TRUE(notice) << notice.error().id;
  EXPECT_EQ(filing_.read([&](storage::Connection& connection) { return observer_.find_notice(connection, "case_a"); }), notice->id);
  const auto filed = filing_.file("case_a", "2024-10-22");
  EXPECT_TRUE(filed) << filed.error().id;
}

TEST_P(Objections, FilingBeforeTheEndOfTheNoticeIsRefused) {
  EXPECT_EQ(filing_.file("case_a", "2024-10-08").error().code, ErrorCode::not_allowed);
  EXPECT_TRUE(filing_.file("case_a", "2024-10-09"));
}

TEST_P(Objections, AWrongSecretLooksLikeAnUnknownReceipt) {
  const auto receipt = send(by_name());
  ASSERT_TRUE(receipt);
  EXPECT_EQ(follow_by(receipt->receipt, receipt->secret)->state, "open");
  std::string typed = receipt->secret;
  for (char& character : typed) character = static_cast<char>(std::tolower(static_cast<unsigned char>(character)));
  EXPECT_TRUE(follow_by(" " + receipt->receipt, typed));
  const auto wrong = follow_by(receipt->receipt, "AAAA-AAAA-AAAA-AAAA-AAAA"), unknown = follow_by("YYAAAAAAAA", receipt->secret);
  EXPECT_EQ(wrong.error().id, unknown.error().id);
  EXPECT_EQ(wrong.error().code, ErrorCode::not_found);
  EXPECT_FALSE(follow_by("YYAAAAAAAA", ""));
  EXPECT_EQ(filing_.store().count("SELECT COUNT(*) AS n FROM objections WHERE secret_hash LIKE '%-%' OR LENGTH(secret_hash) <> 64"), 0);
}

TEST_P(Objections, OnlyTheFilingBodySeesThem) {
  ASSERT_TRUE(send(by_name()));
  const Objection objection = listed("city_officer").front();
  for (const char* account : {"dalian_officer", "heping_officer", "alpha_staff"}) {
    EXPECT_TRUE(listed(account).empty()) << account;
    EXPECT_FALSE(filing_.read([&](storage::Connection& connection) { return find_objection(connection, account, objection.id); })) << account;
    EXPECT_EQ(decide_as(account, objection, 1, "dismissed").error().code, ErrorCode::not_found) << account;
  }
}

TEST_P(Objections, TheIdentityStandsOnlyInTheErasablePart) {
  ASSERT_TRUE(send(by_name()));
  const Objection objection = listed("city_officer").front();
  const auto events = filing_.read([&](storage::Connection& connection) { return audit::list_events(connection, "case", objection.case_id); });
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].actor_kind, "anonymous");
  EXPECT_THAT(base::print_json(events[0].content), Not(HasSubstr("举报人丙")));
  EXPECT_EQ(events[0].personal.text_or("name"), "举报人丙");
  EXPECT_EQ(filing_.store().count("SELECT COUNT(*) AS n FROM messages WHERE params LIKE '%举报人丙%' OR params LIKE '%13800000000%'"), 0);
  const auto counted = filing_.read([&](storage::Connection& connection) { return observer_.count_objections(connection, "case_a"); });
  EXPECT_THAT(base::print_json(counted.list), Not(HasSubstr("举报人丙")));
}

TEST_P(Objections, RefusesACaseTheNoticeDoesNotName) {
  ObjectionInput input = by_name();
  input.case_id = "nobody";
  EXPECT_EQ(send(input).error().id, "notices.case_not_named");
  input.notice_id = "nothing";
  EXPECT_EQ(send(input).error().code, ErrorCode::not_found);
}

TEST_P(Objections, OneBeingReceivedHoldsTheFilingBack) {
  // Until the first transaction ends, the second must not decide as if there were no objection.
  auto receiving = filing_.database().write();
  const ObjectionInput input = by_name();
  const base::Instant last_moment = at("2024-10-08T15:59:59.999Z");
  ASSERT_TRUE(object(receiving->connection(), filing_.cases(), input, {last_moment, last_moment}, filing_.random()));
  auto filed = std::async(std::launch::async, [&] { return filing_.file("case_a", "2024-10-09"); });
  EXPECT_EQ(filed.wait_for(std::chrono::milliseconds(300)), std::future_status::timeout);
  receiving->commit();
  receiving.reset();
  const auto outcome = filed.get();
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().id, "cases.action_not_allowed");
}

TEST_P(Objections, AFilingBeingDecidedComesBeforeTheObjection) {
  auto filing = filing_.database().write();
  const cases::Case target = filing_.cases().find(filing->connection(), "case_a").value();
  const base::Value form = base::Value::Map{{"handler_name", "经办人"}, {"head_name", "负责人"}, {"signed_on", "2024-10-09"}};
  const auto filed = filing_.cases().perform(filing->connection(), target, target.version, {"file", form, {"handler", "head", "seal"}, "", {}},
                                             {"city_officer", {"filing_body"}, morning_of("2024-10-09")});
  ASSERT_TRUE(filed) << filed.error().id;
  auto sent = std::async(std::launch::async, [&] { return send(by_name(), "2024-10-08T15:59:59.999Z"); });
  EXPECT_EQ(sent.wait_for(std::chrono::milliseconds(300)), std::future_status::timeout);
  filing->commit();
  filing.reset();
  const auto outcome = sent.get();
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().id, "notices.case_closed");
}

INSTANTIATE_TEST_SUITE_P(Databases, Objections, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

}  // namespace
}  // namespace zhidian::notices
