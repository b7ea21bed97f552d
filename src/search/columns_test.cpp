#include "search/columns.hpp"

#include <gtest/gtest.h>

#include <random>

#include "search/dates.hpp"
#include "search/fts5_file.hpp"
#include "search/test_documents.hpp"

namespace zhidian::search {
namespace {

ColumnRow make_row(const Layout& layout, const std::vector<std::vector<ValueNumber>>& values, std::uint32_t length) {
  ColumnRow row;
  for (const auto& column : values) {
    row.values.insert(row.values.end(), column.begin(), column.end());
    row.ends.push_back(static_cast<std::uint32_t>(row.values.size()));
  }
  row.lengths.assign(layout.texts().size(), pack_length(length, false));
  return row;
}

std::vector<ValueNumber> values_of(const Columns& columns, std::size_t column, DocumentNumber number) {
  const auto values = columns.values(column, number);
  return {values.begin(), values.end()};
}

TEST(Columns, keep_the_old_ones_as_they_were) {
  const query::Collection collection = test_collection();
  const Layout layout(collection);
  Dictionaries dictionaries = make_dictionaries(layout);
  for (const char* name : {"a", "b", "c"}) dictionaries[0]->add(name, name);
  const std::vector<std::vector<ValueNumber>> one = {{0}, {}, {}, {}, {5}, {}}, two = {{1, 2}, {}, {}, {}, {7}, {}};
  const auto first = apply_edits({}, layout, dictionaries, {{0, make_row(layout, one, 10)}, {5000, make_row(layout, two, 30)}});
  const auto second = apply_edits(*first, layout, dictionaries, {{0, std::nullopt}, {1, make_row(layout, two, 4)}});
  EXPECT_EQ(first->count, 2U);
  EXPECT_EQ(first->total_lengths[0], 40U);
  EXPECT_EQ(values_of(*first, 0, 0), std::vector<ValueNumber>{0});
  EXPECT_EQ(values_of(*first, 0, 5000), (std::vector<ValueNumber>{1, 2}));
  EXPECT_EQ(second->count, 2U);
  EXPECT_EQ(second->total_lengths[0], 34U);
  EXPECT_FALSE(second->present.contains(0));
  EXPECT_TRUE(values_of(*second, 0, 0).empty());
  EXPECT_EQ(values_of(*second, 0, 1), (std::vector<ValueNumber>{1, 2}));
  EXPECT_EQ(first->chunks[1], second->chunks[1]) << "an untouched chunk is shared";
}

TEST(Columns, come_back_from_their_bytes) {
  const query::Collection collection = test_collection();
  const Layout layout(collection);
  const ColumnRow row = make_row(layout, {{0, 127, 128, 4'000'000'000U}, {}, {3}, {}, {737'000}, {1}}, 40'000);
  ColumnRow read;
  ASSERT_TRUE(decode_row(encode_row(row), layout, read));
  EXPECT_EQ(read.values, row.values);
  EXPECT_EQ(read.ends, row.ends);
  EXPECT_EQ(read.lengths, row.lengths);
  const std::string bytes = encode_row(row);
  for (std::size_t length = 0; length < bytes.size(); ++length) EXPECT_FALSE(decode_row(bytes.substr(0, length), layout, read)) << length;
  EXPECT_FALSE(decode_row(bytes + '\1', layout, read));
}

TEST(Dictionary, counts_classes_in_subclasses_and_finds_them_from_above) {
  Dictionary dictionary(true);
  const ValueNumber sleeper = dictionary.add("E01B3/32", "E01B 3/32"), cell = dictionary.add("H01M10/05", "H01M10/05");
  EXPECT_EQ(dictionary.add("E01B3/32", "e01b3/32"), sleeper);
  EXPECT_EQ(dictionary.shown(sleeper), "E01B 3/32");
  EXPECT_EQ(dictionary.under("E01B"), std::vector<ValueNumber>{sleeper});
  EXPECT_EQ(dictionary.under("H"), std::vector<ValueNumber>{cell});
  EXPECT_EQ(dictionary.group_name(dictionary.at(cell).group), "H01M");
  dictionary.shrink(1);
  EXPECT_FALSE(dictionary.find("H01M10/05").has_value());
  EXPECT_TRUE(dictionary.under("H").empty());
  EXPECT_EQ(dictionary.add("H01M4/02", ""), cell);
}

TEST(DocumentSet, joins_cuts_and_takes_away) {
  std::mt19937 random(1);
  DocumentSet left, right;
  std::vector<bool> in_left(1000), in_right(700);
  for (DocumentNumber number = 0; number < 1000; ++number) {
    if ((in_left[number] = random() % 2 == 0)) left.add(number);
    if (number < 700 && (in_right[number] = random() % 2 == 0)) right.add(number);
  }
  DocumentSet all = left, both = left, rest = left;
  all |= right;
  both &= right;
  rest -= right;
  for (DocumentNumber number = 0; number < 1000; ++number) {
    const bool is_in_right = number < 700 && in_right[number];
    EXPECT_EQ(all.contains(number), in_left[number] || is_in_right);
    EXPECT_EQ(both.contains(number), in_left[number] && is_in_right);
    EXPECT_EQ(rest.contains(number), in_left[number] && !is_in_right);
  }
  std::uint64_t visited = 0;
  left.each([&](DocumentNumber number) { visited += in_left[number] ? 1 : 1'000'000; });
  EXPECT_EQ(visited, left.count());
}

TEST(Dates, are_in_the_order_of_their_text) {
  EXPECT_EQ(print_ordinal(*date_ordinal("2024-02-29")), "2024-02-29");
  EXPECT_LT(*date_ordinal("1999-12-31"), *date_ordinal("2000-01-01"));
  for (const char* wrong : {"2024-13-01", "2024-00-01", "2024-1-1", "2024-01-32", "20240101", "2024-01-01T", "abcd-01-01"})
    EXPECT_FALSE(date_ordinal(wrong)) << wrong;
  EXPECT_EQ(ordinal_range("2013", "2013-05"), std::pair(*date_ordinal("2013-01-01"), *date_ordinal("2013-04-31")));
  EXPECT_EQ(ordinal_range("2013-05-02", "2013-05-02"), std::pair(*date_ordinal("2013-05-02"), *date_ordinal("2013-05-02")));
  const auto [first, last] = ordinal_range("2014", "2013");
  EXPECT_GT(first, last);
}

}  // namespace
}  // namespace zhidian::search
