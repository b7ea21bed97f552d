#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/value.hpp"
#include "query/classes.hpp"
#include "query/dates.hpp"
#include "query/fold.hpp"
#include "query/numbers.hpp"
#include "support/reference_data.hpp"

namespace zhidian::query {
namespace {

using support::reference;

TEST(Reference, RealNumbersHaveTheirCheckDigits) {
  const auto path = reference("codes/patent_number_examples.json");
  if (path.empty()) GTEST_SKIP() << "the reference data is not on this machine";
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  const base::Value all = base::parse_json(text.str()).value();
  for (const base::Value& one : all.at("positive").as_list()) {
    const Number number = read_number(one.text_or("no"));
    EXPECT_EQ(number.kind, Number::Kind::application) << one.text_or("no");
    EXPECT_FALSE(number.is_check_wrong) << one.text_or("no");
  }
  for (const base::Value& one : all.at("negative_from_the_wild").as_list())
    EXPECT_TRUE(read_number(one.text_or("no")).is_check_wrong) << one.text_or("no");
}

TEST(Reference, RealRecordsAreRead) {
  const auto path = reference("patents/patents.jsonl");
  if (path.empty()) GTEST_SKIP() << "the reference data is not on this machine";
  std::ifstream file(path);
  std::size_t records = 0, unread = 0;
  for (std::string line; std::getline(file, line); ++records) {
    const auto record = base::parse_json(line);
    if (!record) continue;
    for (const char* key : {"app_no", "pub_no", "patent_no"}) {
      const std::string number = record->text_or(key);
      if (!number.empty() && read_number(number).kind == Number::Kind::other && ++unread <= 10) std::cerr << key << ' ' << number << '\n';
    }
    const std::string title = record->text_or("title");
    EXPECT_EQ(fold(fold(title)), fold(title));
    EXPECT_FALSE(!title.empty() && units(title).empty()) << title;
    if (!record->at("ipc").is_list()) continue;
    for (const base::Value& code : record->at("ipc").as_list()) {
      if (!is_class(code.as_text()) && ++unread <= 10) std::cerr << code.as_text() << '\n';
    }
  }
  std::cerr << records << " records, " << unread << " numbers or classes unread\n";
  EXPECT_LT(unread * 100, records);
}

}  // namespace
}  // namespace zhidian::query
