#include "audit/receipt.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/id.hpp"
#include "rules/library.hpp"
#include "support/fresh_database.hpp"

namespace zhidian::audit {
namespace {

using base::Value;

std::vector<rules::SourceFile> read_files(const std::string& folder) {
  std::vector<rules::SourceFile> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(ZHIDIAN_SOURCE_DIR) + "/" + folder)) {
    if (entry.path().extension() != ".yaml") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    files.push_back({std::filesystem::relative(entry.path(), ZHIDIAN_SOURCE_DIR).string(), text.str()});
  }
  return files;
}

class ReceiptTest : public testing::Test {
 protected:
  ReceiptTest() {
    situation_.state = "draft";
    situation_.today = *base::parse_date("2024-09-03");
    situation_.is_window_open = true;
    situation_.is_within = [](std::string_view division, std::string_view ancestor) { return ancestor == "210100" && division.starts_with("2101"); };
    situation_.materials = {"signed_form", "licence", "working_rules", "two_year_report", "staff_evidence"};
    situation_.facts = {{"registered_division", "210102"},
                        {"team.full_time", 3},
                        {"team.part_time", 2},
                        {"service_items.public_interest", 1},
                        {"service_items.categories", Value::List{"patent"}},
                        {"node_kinds", Value::List{}},
                        {"statuses", Value::List{}},
                        {"form.section_5.cases", Value::List{Value::Map{{"title", "不外传的案例"}}}},
                        {"form.section_1.unrelated", "与条件无关"}};
  }
  Value statement(const std::string& action_id, const std::vector<std::string>& parties, const std::string& state_after) {
    const auto& procedure = *library_.find_procedure("shenyang_outlet_2024", "filing");
    const auto& action = *procedure.find_action(action_id);
    Decision decision{
        "case", "沈2024-0001",      2, *library_.find_act("shenyang_outlet_2024"), procedure, action, parties, situation_, state_after, "", {},
        {},     calendar_.version()};
    if (const auto* term = procedure.find_term(action.starts)) {
      decision.term_length = term->length;
      decision.term_starts = situation_.today;
      decision.due = rules::count_term(situation_.today, term->length, term->unit, term->last_day, calendar_).value();
    }
    return make_receipt(decision);
  }
  std::string sealed(const Value& statement) { return base::print_json(seal_receipt(statement, key_)); }
  std::string found(std::string_view text) {
    std::string line;
    for (const auto& finding : verify_receipt(text, library_, calendar_, key_.public_key_hex())) line += finding.kind + " " + finding.path + "; ";
    return line;
  }

  support::FreshFolder folder_;
  std::unique_ptr<base::Random> random_ = base::make_seeded_random(7);
  SigningKey key_ = SigningKey::load_or_create(folder_.file("signing.key"), *random_);
  rules::Library library_ = rules::load_library(read_files("regulations")).law;
  rules::Calendar calendar_ = rules::load_calendar(read_files("calendars")).value();
  rules::Situation situation_;
};

TEST_F(ReceiptTest, TheEngineComesToTheSameAnswerOffLine) {
  EXPECT_EQ(found(sealed(statement("submit", {"applicant"}, "verifying"))), "");
  EXPECT_EQ(found(sealed(statement("submit", {"applicant"}, "verifying")) + "\n"), "");
}

TEST_F(ReceiptTest, OnlyWhatTheConditionsReadLeavesTheCase) {
  const auto text = sealed(statement("submit", {"applicant"}, "verifying"));
  EXPECT_EQ(text.find("不外传的案例"), std::string::npos);
  EXPECT_EQ(text.find("与条件无关"), std::string::npos);
  EXPECT_NE(text.find("\"team.full_time\":3"), std::string::npos);
}

TEST_F(ReceiptTest, EveryFlippedByteIsFound) {
  const auto text = sealed(statement("submit", {"applicant"}, "verifying"));
  for (std::size_t at = 0; at < text.size(); ++at) {
    auto altered = text;
    altered[at] = static_cast<char>(altered[at] ^ 1);
    EXPECT_NE(found(altered), "") << "byte " << at << ": " << altered.substr(at > 20 ? at - 20 : 0, 40);
  }
}

TEST_F(ReceiptTest, NamesThePartThatWasAltered) {
  const auto text = sealed(statement("submit", {"applicant"}, "verifying"));
  const auto after = [&](const std::string& from, const std::string& to) {
    auto altered = text;
    altered.replace(altered.find(from), from.size(), to);
    return found(altered);
  };
  EXPECT_EQ(after("\"team.full_time\":3", "\"team.full_time\":5"), "altered statement.inputs.facts.team.full_time; ");
  EXPECT_EQ(after("\"today\":\"2024-09-03\"", "\"today\":\"2024-09-04\""), "altered statement.inputs.today; ");
  EXPECT_EQ(after("\"state\":\"verifying\"", "\"state\":\"examining\""), "altered statement.outcome.state; ");
  EXPECT_EQ(after("\"public_key\":\"", "\"public_key\": \""), "not_canonical byte " + std::to_string(text.find("\"public_key\":\"") + 13) + "; ");
  EXPECT_EQ(after("\"kind\":\"zhidian_receipt_1\"", "\"kind\":\"zhidian_receipt_2\""), "altered kind; ");
  EXPECT_EQ(found(text.substr(0, 100)), "unreadable byte 100; ");
  EXPECT_EQ(found("[]"), "altered kind; unreadable statement; ");
}

TEST_F(ReceiptTest, AnAlteredDigestHashKeyOrSignatureIsToldFromAnAlteredStatement) {
  auto receipt = seal_receipt(statement("submit", {"applicant"}, "verifying"), key_);
  const auto with = [&](const char* member, const Value& value) {
    auto altered = receipt;
    altered.set(member, value);
    return found(base::print_json(altered));
  };
  auto digests = receipt.at("digests");
  digests.set("statement.action", std::string(16, 'a'));
  EXPECT_EQ(with("digests", digests), "altered digests.statement.action; ");
  EXPECT_EQ(with("sha256", std::string(64, 'a')), "altered sha256; ");
  EXPECT_EQ(with("signature", std::string(128, 'a')), "signature signature; ");
  EXPECT_EQ(with("key_id", std::string(16, 'a')), "altered key_id; ");
  EXPECT_EQ(with("public_key", std::string(64, 'a')), "altered public_key; ");
}

TEST_F(ReceiptTest, AForgedReceiptThatFitsInItselfIsSignedByAnotherKey) {
  const auto other = SigningKey::load_or_create(folder_.file("other.key"), *random_);
  situation_.facts["team.full_time"] = 2;
  const auto forged = base::print_json(seal_receipt(statement("submit", {"applicant"}, "verifying"), other));
  EXPECT_EQ(found(forged), "other_key public_key; ");
}

TEST_F(ReceiptTest, ADecisionTheEngineWouldNotTakeIsNamed) {
  situation_.facts["team.full_time"] = 2;
  EXPECT_EQ(found(sealed(statement("submit", {"applicant"}, "verifying"))), "result statement.needs.conditions; ");
  situation_.facts["team.full_time"] = 3;
  EXPECT_EQ(found(sealed(statement("submit", {"applicant"}, "filed"))), "result statement.outcome.state; ");
  auto claimed = statement("submit", {"applicant"}, "verifying");
  claimed.as_map()["conditions"].as_list()[0].set("outcome", "not_met");
  EXPECT_EQ(found(sealed(claimed)), "result statement.conditions; ");
}

TEST_F(ReceiptTest, AReceiptOfAnotherActVersionSaysSo) {
  auto other = statement("submit", {"applicant"}, "verifying");
  other.as_map()["act"].set("version", 99);
  EXPECT_EQ(found(sealed(other)), "unknown_act statement.act; ");
  other.as_map()["act"].set("version", library_.find_act("shenyang_outlet_2024")->version);
  other.as_map()["act"].set("sha256", std::string(64, '0'));
  EXPECT_EQ(found(sealed(other)), "unknown_act statement.act; ");
}

TEST_F(ReceiptTest, ATermIsCountedAgain) {
  situation_.state = "examining";
  situation_.materials = {};
  auto published = statement("publish", {"filing_body"}, "on_notice");
  ASSERT_TRUE(published.at("outcome").at("term").is_map());
  auto claimed = published;
  claimed.as_map()["outcome"].as_map()["term"].set("last_day", "2024-09-06");
  EXPECT_NE(found(sealed(claimed)).find("result statement.outcome.term.last_day; "), std::string::npos);
  EXPECT_EQ(found(sealed(published)).find("last_day"), std::string::npos);
}

}  // namespace
}  // namespace zhidian::audit
