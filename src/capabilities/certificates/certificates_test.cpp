#include "capabilities/certificates/certificates.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "capabilities/accounts/accounts.hpp"
#include "capabilities/notices/notices.hpp"
#include "support/day.hpp"
#include "support/filing.hpp"

namespace zhidian::certificates {
namespace {

using base::Value;
using support::morning_of;

using support::day;

/// alpha's and beta's outlets, filed by the city on 2024-10-09 until 2027-10-09.
class Certificates : public testing::TestWithParam<storage::Dialect> {
 protected:
  Certificates() {
    filing_.cases().add_observer(notices_);
    filing_.cases().add_observer(directory_);
    service_.use_public_address("https://zhidian.example.cn/");
    file("case_a", "alpha", "210102", "heping", "2024-09-27", "2024-10-09");
    file("case_b", "beta", "210103", "shenhe", "2024-09-27", "2024-10-09");
  }
  void file(const std::string& id, const std::string& organisation, const std::string& division, const std::string& recommender,
            std::string_view notified, std::string_view filed) {
    filing_.add_case(id, organisation, division, recommender);
    const auto notice = filing_.write([&](storage::Connection& connection) {
      return notices::publish(connection, filing_.cases(), {"公示", "", "", {{id, 1}}}, {"city_officer", {}, morning_of(notified)}, filing_.random());
    });
    if (!notice) throw std::runtime_error(notice.error().id);
    if (const auto done = filing_.file(id, filed); !done) throw std::runtime_error(done.error().id);
  }
  std::string outlet_of(const std::string& organisation) {
    return filing_.read([&](storage::Connection& connection) { return certificates::list_outlet_ids(connection, organisation).back(); });
  }
  base::Result<Issued> issue(const std::string& outlet, const std::string& account = "alpha_staff", std::string_view on = "2024-10-10") {
    return filing_.write(
        [&](storage::Connection& connection) { return service_.issue(connection, outlet, {account, morning_of(on)}, filing_.random()); });
  }
  std::string refusal(const std::string& outlet, const std::string& account, std::string_view on = "2024-10-10") {
    const auto issued = issue(outlet, account, on);
    return issued ? "issued" : issued.error().id;
  }
  std::string state_of(const std::string& number, std::string_view on) {
    return filing_.read([&](storage::Connection& connection) { return status_of(find_certificate(connection, number).value(), day(on)).state; });
  }
  StatusList status_list(std::string_view on) {
    return parse_status_list(filing_.read([&](storage::Connection& connection) { return service_.print_status_list(connection, morning_of(on)); }))
        .value();
  }
  std::vector<audit::Finding> findings() {
    return filing_.read([&](storage::Connection& connection) { return audit::compare_records(connection, records_in_log); });
  }

  support::Filing filing_{GetParam(), ZHIDIAN_SOURCE_DIR};
  support::FreshFolder folder_;
  audit::SigningKey key_ = audit::SigningKey::load_or_create(folder_.file("signing.key"), filing_.random());
  notices::Observer notices_;
  directory::Observer directory_{filing_.cases(), filing_.random()};
  Service service_{filing_.cases(), key_};
};

TEST_P(Certificates, SaysWhatTheDirectorySaysAndLeadsToItsPage) {
  const auto issued = issue(outlet_of("alpha"));
  ASSERT_TRUE(issued) << issued.error().id;
  EXPECT_TRUE(issued->is_new);
  const Value document = base::parse_json(issued->certificate.document).value();
  EXPECT_EQ(document.at("outlet").text_or("name"), "甲大学");
  EXPECT_EQ(document.at("outlet").text_or("credit_code"), "alpha");
  EXPECT_EQ(document.text_or("authority_name"), "沈阳市知识产权局");
  EXPECT_EQ(document.text_or("filed_on"), "2024-10-09");
  EXPECT_EQ(document.text_or("valid_until"), "2027-10-09");
  EXPECT_EQ(document.text_or("address"), "https://zhidian.example.cn/certificates/" + issued->certificate.number);
  EXPECT_TRUE(is_signed_document(document, key_.public_key_hex()));
  EXPECT_FALSE(document.at("remark").text_or("zh").empty());
  EXPECT_TRUE(findings().empty());
}

TEST_P(Certificates, TheSecondAskerGetsThePresentOne) {
  const auto first = issue(outlet_of("alpha"));
  const auto second = issue(outlet_of("alpha"), "city_officer", "2024-12-01");
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(second->is_new);
  EXPECT_EQ(second->certificate.document, first->certificate.document);
  EXPECT_EQ(filing_.store().count("SELECT COUNT(*) AS n FROM events WHERE subject_kind = 'certificate'"), 1);
}

TEST_P(Certificates, TwoAtOnceIssueOne) {
  const std::string outlet = outlet_of("alpha");
  std::vector<std::string> numbers(4);
  {
    std::vector<std::jthread> threads;
    for (std::string& number : numbers) threads.emplace_back([&] { number = issue(outlet)->certificate.number; });
  }
  EXPECT_EQ(std::set(numbers.begin(), numbers.end()).size(), 1U);
  EXPECT_EQ(filing_.store().count("SELECT COUNT(*) AS n FROM certificates"), 1);
}

TEST_P(Certificates, AChangedLineReplacesTheEarlierOne) {
  const std::string outlet = outlet_of("alpha");
  const std::string first = issue(outlet)->certificate.number;
  filing_.store().run("UPDATE outlets SET name = '甲大学图书馆' WHERE id = $1", {outlet});
  const auto second = issue(outlet, "alpha_staff", "2024-11-01");
  ASSERT_TRUE(second);
  EXPECT_TRUE(second->is_new);
  EXPECT_EQ(state_of(first, "2024-10-31"), "valid");
  EXPECT_EQ(state_of(first, "2024-11-01"), "replaced");
  EXPECT_EQ(status_list("2024-11-01").entries.at(first).replaced_by, second->certificate.number);
  EXPECT_TRUE(findings().empty());
}

TEST_P(Certificates, ARenewalEndsAndThenReplacesTheEarlierOne) {
  const std::string earlier = outlet_of("alpha"), first = issue(earlier)->certificate.number;
  file("case_c", "alpha", "210102", "heping", "2025-03-03", "2025-03-12");
  EXPECT_EQ(state_of(first, "2025-03-12"), "ended");
  EXPECT_EQ(refusal(earlier, "alpha_staff", "2025-03-12"), "certificates.outlet_ended");
  const auto second = issue(outlet_of("alpha"), "alpha_staff", "2025-03-13");
  ASSERT_TRUE(second);
  EXPECT_EQ(state_of(first, "2025-03-13"), "replaced");
  EXPECT_EQ(state_of(second->certificate.number, "2025-03-13"), "valid");
  EXPECT_TRUE(findings().empty());
}

TEST_P(Certificates, NothingIsIssuedPastTheLastDay) {
  const std::string outlet = outlet_of("alpha"), number = issue(outlet)->certificate.number;
  EXPECT_EQ(refusal(outlet, "alpha_staff", "2027-10-09"), "issued");
  EXPECT_EQ(refusal(outlet, "alpha_staff", "2027-10-10"), "certificates.outlet_expired");
  EXPECT_EQ(state_of(number, "2027-10-10"), "expired");
}

TEST_P(Certificates, OfTwoLastDaysTheEarlierCounts) {
  const std::string outlet = outlet_of("alpha"), number = issue(outlet)->certificate.number;
  filing_.store().run("UPDATE outlets SET valid_until = '2026-01-01' WHERE id = $1", {outlet});
  EXPECT_EQ(state_of(number, "2026-01-01"), "valid");
  EXPECT_EQ(state_of(number, "2026-01-02"), "expired");
  for (const char* later : {"valid_until = '2030-01-01'", "valid_until = NULL"}) {
    filing_.store().run(std::string("UPDATE outlets SET ") + later + " WHERE id = $1", {outlet});
    EXPECT_EQ(state_of(number, "2027-10-09"), "valid") << later;
    EXPECT_EQ(state_of(number, "2027-10-10"), "expired") << later;
  }
}

TEST_P(Certificates, ANewKeyMeansANewCertificate) {
  const std::string outlet = outlet_of("alpha"), first = issue(outlet)->certificate.number;
  const audit::SigningKey other = audit::SigningKey::load_or_create(folder_.file("other.key"), filing_.random());
  Service later(filing_.cases(), other);
  const auto issued = filing_.write(
      [&](storage::Connection& connection) { return later.issue(connection, outlet, {"alpha_staff", morning_of("2024-10-11")}, filing_.random()); });
  ASSERT_TRUE(issued) << issued.error().id;
  EXPECT_TRUE(issued->is_new);
  EXPECT_EQ(state_of(first, "2024-10-11"), "replaced");
}

TEST_P(Certificates, OnlyTheHolderAndTheBodyThatDecided) {
  const std::string outlet = outlet_of("alpha");
  for (const char* account : {"beta_staff", "heping_officer", "dalian_officer", ""})
    EXPECT_EQ(refusal(outlet, account), "certificates.outlet_not_found") << account;
  EXPECT_EQ(refusal("no-such-outlet", "alpha_staff"), "certificates.outlet_not_found");
  const std::string number = issue(outlet, "city_officer")->certificate.number;
  const auto found = [&](std::string_view account, std::string_view asked) {
    return filing_.read([&](storage::Connection& connection) {
      const auto certificate = service_.find_for(connection, asked, account);
      return certificate ? "found" : certificate.error().id;
    });
  };
  EXPECT_EQ(found("alpha_staff", number), "found");
  EXPECT_EQ(found("city_officer", number), "found");
  EXPECT_EQ(found("beta_staff", number), "certificates.not_found");
  EXPECT_EQ(found("dalian_officer", number), "certificates.not_found");
  EXPECT_EQ(found("alpha_staff", "ZD-0000-0000"), "certificates.not_found");
  EXPECT_EQ(found("alpha_staff", "ZD-0000-0001"), "certificates.bad_number");
}

/// No case stands behind it: officers of a body at the level the act names, around the place.
TEST_P(Certificates, ALineTakenOverBelongsToTheBodyOfItsPlace) {
  const std::string outlet = outlet_of("alpha");
  filing_.store().run("UPDATE outlets SET source_case_id = NULL, is_taken_over = 1 WHERE id = $1", {outlet});
  EXPECT_EQ(refusal(outlet, "dalian_officer"), "certificates.outlet_not_found");
  EXPECT_EQ(refusal(outlet, "heping_officer"), "certificates.outlet_not_found");
  filing_.write([&](storage::Connection& connection) -> base::Result<void> {
    accounts::insert_authority(connection, {"province", "辽宁省知识产权局", "省局", "province", "210000", "", ""}, morning_of("2024-10-10"));
    return {};
  });
  filing_.add_officer("province_officer", "authority_officer", "province");
  EXPECT_EQ(refusal(outlet, "province_officer"), "certificates.outlet_not_found");
  const auto issued = issue(outlet, "city_officer");
  ASSERT_TRUE(issued) << issued.error().id;
  EXPECT_EQ(base::parse_json(issued->certificate.document)->text_or("authority_name"), "沈阳市知识产权局");
}

/// A status that acts only ask for: no act is named, and the province keeps the register.
TEST_P(Certificates, AProvincialLineNamesNoAct) {
  const std::string outlet = outlet_of("alpha");
  filing_.store().run("UPDATE outlets SET source_case_id = NULL, is_taken_over = 1, act_id = '', status = 'provincial_outlet' WHERE id = $1",
                      {outlet});
  EXPECT_EQ(refusal(outlet, "city_officer"), "certificates.outlet_not_found");
  const auto issued = issue(outlet, "alpha_staff");
  ASSERT_TRUE(issued) << issued.error().id;
  const Value document = base::parse_json(issued->certificate.document).value();
  EXPECT_EQ(document.at("act").text_or("id", "none"), "");
  EXPECT_TRUE(print_pdf(issued->certificate, http::Language::zh));
}

TEST_P(Certificates, ListsTheLinesOfAnInstitution) {
  const auto listed = [&](std::string_view account) {
    return filing_.read([&](storage::Connection& connection) {
      return service_.list_outlets(connection, "alpha", {std::string(account), morning_of("2024-10-10")});
    });
  };
  EXPECT_EQ(listed("beta_staff").error().id, "certificates.organisation_not_found");
  EXPECT_TRUE(listed("heping_officer")->empty());
  EXPECT_TRUE(listed("alpha_staff")->at(0).at("certificate").is_null());
  const std::string number = issue(outlet_of("alpha"))->certificate.number;
  const Value line = listed("city_officer")->at(0);
  EXPECT_EQ(line.at("certificate").text_or("number"), number);
  EXPECT_TRUE(line.bool_or("is_current", false));
  filing_.store().run("UPDATE outlets SET kind = 'library' WHERE organisation_id = 'alpha'");
  EXPECT_FALSE(listed("alpha_staff")->at(0).bool_or("is_current", true));
}

TEST_P(Certificates, TheStatusListHoldsEveryCertificateAndFollowsTheDirectory) {
  EXPECT_TRUE(status_list("2024-10-10").entries.empty());
  const std::string alpha = issue(outlet_of("alpha"))->certificate.number, beta = issue(outlet_of("beta"), "beta_staff")->certificate.number;
  EXPECT_EQ(status_list("2024-10-10").entries.size(), 2U);
  file("case_c", "alpha", "210102", "heping", "2025-03-03", "2025-03-12");
  const StatusList list = status_list("2025-03-12");
  EXPECT_EQ(list.entries.at(alpha).state, "ended");
  EXPECT_EQ(list.entries.at(alpha).ended_on, day("2025-03-12"));
  EXPECT_EQ(list.entries.at(beta).state, "valid");
  EXPECT_EQ(status_list("2027-10-10").entries.at(beta).state, "expired");
}

TEST_P(Certificates, TheServerChecksAFileItself) {
  const std::string text = issue(outlet_of("alpha"))->certificate.document;
  const auto checked = [&](std::string_view certificate) {
    return filing_.read([&](storage::Connection& connection) { return service_.check(connection, certificate, morning_of("2024-10-11")); });
  };
  EXPECT_EQ(checked(text)->state, "valid");
  std::string altered = text;
  altered.replace(altered.find("2027"), 4, "2037");
  EXPECT_EQ(checked(altered)->state, "forged");
  EXPECT_EQ(checked("no certificate").error().id, "certificates.unreadable");
}

TEST_P(Certificates, AChangedRowDoesNotFitTheLog) {
  const std::string number = issue(outlet_of("alpha"))->certificate.number;
  filing_.store().run("UPDATE certificates SET replaced_on = '2024-10-10', replaced_by = 'ZD-0000-0000' WHERE number = $1", {number});
  EXPECT_FALSE(findings().empty());
}

TEST_P(Certificates, OnePageInBothLanguages) {
  const auto certificate = issue(outlet_of("alpha"))->certificate;
  for (const auto language : {http::Language::zh, http::Language::en}) {
    const auto pdf = print_pdf(certificate, language);
    ASSERT_TRUE(pdf);
    EXPECT_TRUE(pdf->starts_with("%PDF"));
    EXPECT_EQ(*pdf, *print_pdf(certificate, language)) << "the same certificate gives the same bytes";
  }
}

INSTANTIATE_TEST_SUITE_P(Databases, Certificates, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

}  // namespace
}  // namespace zhidian::certificates
