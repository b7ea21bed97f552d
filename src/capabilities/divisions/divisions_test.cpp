#include "capabilities/divisions/divisions.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "capabilities/divisions/divisions_http.hpp"
#include "support/fresh_database.hpp"

namespace zhidian::divisions {
namespace {

using namespace std::chrono;

constexpr std::string_view table =
    "# a comment\n"
    "code\tname\tlevel\tparent_code\tvalid_from\tvalid_to\tnote\n"
    "000000\t全国\tnation\t\t\t\t\n"
    "210000\t辽宁省\tprovince\t000000\t\t\t\n"
    "210103\t沈河区\tcounty\t210100\t\t\t\n"
    "210100\t沈阳市\tcity\t210000\t\t\t\n"
    "110000\t北京市\tprovince\t000000\t\t\t\n"
    "110100\t北京市\tcity\t110000\t\t\t\n"
    "110101\t东城区\tcounty\t110100\t\t\t\n"
    "110103\t崇文区\tcounty\t110100\t\t2010-07-01\t并入东城区\n";

std::string failure_of(std::string_view tsv) {
  try {
    parse_divisions(tsv);
  } catch (const storage::Failure& failure) {
    return failure.what();
  }
  return "";
}

std::string line(std::string_view text) { return "000000\t全国\tnation\t\t\t\t\n" + std::string(text) + "\n"; }

TEST(parse_divisions, puts_parents_first) {
  const auto divisions = parse_divisions(table);
  ASSERT_EQ(divisions.size(), 8U);
  EXPECT_EQ(divisions.front().level, "nation");
  EXPECT_EQ(divisions.back().level, "county");
}

TEST(parse_divisions, names_the_wrong_line) {
  EXPECT_EQ(failure_of(line("210000\t辽宁省\tprovince\t000000")), "divisions.tsv:2: 4 columns, expected 7");
  EXPECT_EQ(failure_of(line("21000\t辽宁省\tprovince\t000000\t\t\t")), "divisions.tsv:2: '21000' is no code of six digits");
  EXPECT_EQ(failure_of(line("210000\t\tprovince\t000000\t\t\t")), "divisions.tsv:2: the name is missing");
  EXPECT_EQ(failure_of(line("210000\t辽宁省\tcanton\t000000\t\t\t")), "divisions.tsv:2: unknown level 'canton'");
  EXPECT_EQ(failure_of(line("210000\t辽宁省\tprovince\t000000\t2023-02-29\t\t")), "divisions.tsv:2: '2023-02-29' is no date");
  EXPECT_EQ(failure_of(line("210000\t辽宁省\tprovince\t990000\t\t\t")), "divisions.tsv:2: the parent 990000 is missing");
  EXPECT_EQ(failure_of(line("210000\t辽宁省\tprovince\t210000\t\t\t")), "divisions.tsv:2: the parent 210000 is of no higher level");
  EXPECT_EQ(failure_of(line("000000\t全国\tnation\t\t\t\t")), "divisions.tsv:2: 000000 stands twice");
}

TEST(DivisionTree, knows_what_lies_where) {
  const DivisionTree tree(parse_divisions(table));
  EXPECT_TRUE(tree.is_within("210103", "210100"));
  EXPECT_TRUE(tree.is_within("210103", "210000"));
  EXPECT_TRUE(tree.is_within("210103", "210103"));
  EXPECT_FALSE(tree.is_within("210100", "210103"));
  EXPECT_FALSE(tree.is_within("110101", "210100"));
  EXPECT_FALSE(tree.is_within("999999", "999999"));
}

TEST(DivisionTree, prints_full_names) {
  const DivisionTree tree(parse_divisions(table));
  EXPECT_EQ(tree.full_name("210103"), "辽宁省沈阳市沈河区");
  EXPECT_EQ(tree.full_name("110101"), "北京市东城区");
  EXPECT_EQ(tree.full_name("000000"), "全国");
  EXPECT_EQ(tree.full_name("999999"), "999999");
}

TEST(DivisionTree, refuses_a_missing_parent) {
  EXPECT_THROW(DivisionTree({Division{"210100", "沈阳市", "city", "210000", "", "", ""}}), storage::Failure);
}

TEST(DivisionTree, leaves_out_what_is_not_valid_on_the_date) {
  const DivisionTree tree(parse_divisions(table));
  EXPECT_EQ(tree.list_children("110100", sys_days{2024y / 1 / 1}).size(), 1U);
  EXPECT_EQ(tree.list_children("110100", sys_days{2010y / 7 / 1}).size(), 2U);
  EXPECT_TRUE(tree.search("崇文", sys_days{2024y / 1 / 1}, 10).empty());
  EXPECT_EQ(tree.search("沈阳市沈河", sys_days{2024y / 1 / 1}, 10).size(), 1U);
  EXPECT_EQ(tree.search("市", sys_days{2024y / 1 / 1}, 2).size(), 2U);
}

TEST(DivisionTree, reads_the_table_of_the_project) {
  std::ostringstream text;
  text << std::ifstream(ZHIDIAN_SOURCE_DIR "/divisions/divisions.tsv").rdbuf();
  const DivisionTree tree(parse_divisions(text.str()));
  EXPECT_GT(tree.size(), 3000U);
  EXPECT_EQ(tree.full_name("210103"), "辽宁省沈阳市沈河区");
  EXPECT_TRUE(tree.is_within("350128", "350100"));
}

class DivisionTable : public testing::TestWithParam<storage::Dialect> {
 protected:
  std::size_t load(std::string_view tsv) {
    auto transaction = database_->write();
    const auto count = load_divisions(transaction->connection(), tsv);
    transaction->commit();
    return count;
  }
  support::FreshDatabase database_{GetParam(), ZHIDIAN_SOURCE_DIR};
};
INSTANTIATE_TEST_SUITE_P(databases, DivisionTable, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST_P(DivisionTable, is_filled_once) {
  EXPECT_EQ(load(table), 8U);
  EXPECT_EQ(load(table), 0U);
  auto reader = database_->read();
  EXPECT_TRUE(is_within(reader->connection(), "210103", "000000"));
  EXPECT_TRUE(is_within(reader->connection(), "210103", "210103"));
  EXPECT_FALSE(is_within(reader->connection(), "210100", "210103"));
  EXPECT_EQ(DivisionTree::read(reader->connection()).size(), 8U);
}

TEST_P(DivisionTable, follows_a_changed_parent) {
  load(table);
  std::string moved(table);
  moved.replace(moved.find("210103\t沈河区\tcounty\t210100"), std::string("210103\t沈河区\tcounty\t210100").size(), "210103\t沈河区\tcounty\t110100");
  EXPECT_EQ(load(moved), 8U);
  auto reader = database_->read();
  EXPECT_FALSE(is_within(reader->connection(), "210103", "210100"));
  EXPECT_TRUE(is_within(reader->connection(), "210103", "110000"));
}

class DivisionRoutes : public testing::Test {
 protected:
  base::Result<http::Response> list(std::map<std::string, std::string, std::less<>> query) {
    http::Call call;
    call.query = std::move(query);
    call.business_now = base::start_of(sys_days{2024y / 1 / 1});
    return handlers_.list_divisions(call);
  }
  DivisionTree tree_{parse_divisions(table)};
  Handlers handlers_{tree_};
};

TEST_F(DivisionRoutes, list_children_and_matches) {
  const auto provinces = list({});
  EXPECT_EQ(std::get<base::Value>(provinces->body).at("items").as_list().size(), 2U);
  const auto counties = list({{"parent", "210100"}});
  const auto& items = std::get<base::Value>(counties->body).at("items").as_list();
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].text_or("full_name"), "辽宁省沈阳市沈河区");
  const auto found = list({{"q", "东城"}});
  EXPECT_EQ(std::get<base::Value>(found->body).at("items").as_list().size(), 1U);
}

TEST_F(DivisionRoutes, refuse_unknown_parent_and_long_query) {
  EXPECT_EQ(list({{"parent", "999999"}}).error().id, "divisions.not_found");
  EXPECT_EQ(list({{"q", std::string(51, 'x')}}).error().id, "divisions.query_too_long");
}

}  // namespace
}  // namespace zhidian::divisions
