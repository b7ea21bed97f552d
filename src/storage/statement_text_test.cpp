#include "storage/statement_text.hpp"

#include <gtest/gtest.h>

namespace zhidian::storage {
namespace {

TEST(StatementText, NumbersParametersOnlyOutsideQuotesAndComments) {
  EXPECT_EQ(number_parameters("SELECT $2, $1, $10"), "SELECT ?2, ?1, ?10");
  EXPECT_EQ(number_parameters("SELECT '$1', \"$2\", $3 -- $4\n, $5 /* $6 */"), "SELECT '$1', \"$2\", ?3 -- $4\n, ?5 /* $6 */");
  EXPECT_EQ(number_parameters("SELECT 'it''s $1', $1"), "SELECT 'it''s $1', ?1");
  EXPECT_EQ(number_parameters("a $x $ $"), "a $x $ $");
  EXPECT_EQ(number_parameters("'never closed $1"), "'never closed $1");
}

TEST(StatementText, SplitsAtSemicolonsThatSeparate) {
  auto parts = split_statements("INSERT INTO a VALUES (';', \";\") /* ; */; -- ;\nINSERT INTO b VALUES (1);\n\n;  -- nothing\n");
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0], "INSERT INTO a VALUES (';', \";\") /* ; */");
  EXPECT_EQ(parts[1], " -- ;\nINSERT INTO b VALUES (1)");
}

TEST(StatementText, KeepsALastStatementWithoutSemicolon) {
  EXPECT_EQ(split_statements("SELECT 1").size(), 1u);
  EXPECT_TRUE(split_statements(" -- a comment only").empty());
  EXPECT_TRUE(split_statements("").empty());
}

TEST(StatementText, QuotesIdentifiers) { EXPECT_EQ(quote_identifier("a\"b"), "\"a\"\"b\""); }

}  // namespace
}  // namespace zhidian::storage
