#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "query/cql.hpp"
#include "query/fold.hpp"
#include "query/matches.hpp"
#include "query/parse.hpp"
#include "query/test_collections.hpp"

namespace zhidian::query {
namespace {

using Row = std::vector<std::string>;

std::string trimmed(std::string text) {
  const std::size_t begin = text.find_first_not_of(" `"), end = text.find_last_not_of(" `");
  return begin == std::string::npos ? "" : text.substr(begin, end - begin + 1);
}

Row cells_of(const std::string& line) {
  Row cells;
  for (std::size_t begin = 1; begin < line.size();) {
    const std::size_t end = std::min(line.find('|', begin), line.size());
    cells.push_back(trimmed(line.substr(begin, end - begin)));
    begin = end + 1;
  }
  return cells;
}

Row split(std::string text, std::string_view separator) {
  Row parts;
  for (std::size_t at = text.find(separator); at != std::string::npos; at = text.find(separator)) {
    parts.push_back(text.substr(0, at));
    text.erase(0, at + separator.size());
  }
  if (!text.empty()) parts.push_back(text);
  return parts;
}

/// The sentence of an error as locales/zh-CN.yaml has it.
std::string sentence(const base::Error& error) {
  std::ifstream file(ZHIDIAN_SOURCE_DIR "/locales/zh-CN.yaml");
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(error.id + ": ")) continue;
    std::string text = line.substr(error.id.size() + 3, line.size() - error.id.size() - 4);
    for (const auto& [key, value] : error.params) {
      for (std::size_t at = 0; (at = text.find('{' + key + '}', at)) != std::string::npos; at += value.size())
        text.replace(at, key.size() + 2, value);
    }
    return text;
  }
  return error.id;
}

/// Reads the page from the top: records, then what finds them.
class Cookbook {
 public:
  void read() {
    std::ifstream file(ZHIDIAN_SOURCE_DIR "/docs/manual/query.md");
    for (std::string line; std::getline(file, line);) {
      if (line.starts_with("## ")) begin_collection(line.substr(3));
      if (line.starts_with("### ") && line.ends_with("字段")) begin_collection(line.substr(4, line.size() - 4 - std::string_view("字段").size()));
      if (!line.starts_with("|")) {
        header_.clear();
      } else if (header_.empty()) {
        header_ = cells_of(line);
        if (header_.front() == "记录") records_.clear();
      } else if (!line.starts_with("|---")) {
        read_row(cells_of(line));
      }
    }
  }
  int count() const { return count_; }

 private:
  void begin_collection(const std::string& title) {
    for (const auto& [id, collection] : test_collections()) {
      if (collection.zh == title) collection_ = &collection;
    }
    field_ = 0;
    if (title == "CQL") collection_ = &test_collections().at("patents");
  }

  void read_row(const Row& row) {
    ASSERT_EQ(row.size(), header_.size()) << row.front();
    if (header_.front() == "记录") {
      add_record(row);
    } else if (header_.back() == "找到") {
      check_found(row);
    } else if (header_.back() == "可以写") {
      check_names(row);
    } else if (header_.back() == "CQL") {
      check_cql(row);
    } else if (header_.back() == "提示") {
      check_refusal(row);
    }
  }

  void add_record(const Row& row) {
    Document document{row.front(), {}};
    for (std::size_t i = 1; i < row.size(); ++i) {
      const Field* field = collection_->named(header_[i]);
      ASSERT_NE(field, nullptr) << header_[i];
      for (std::string value : split(row[i], "；")) {
        for (const auto& [id, labels] : field->values) {
          if (labels.first == value) value = id;
        }
        document.values[field->id].push_back(value);
      }
    }
    records_.push_back(document);
  }

  void check_found(const Row& row) {
    const auto parsed = parse(*collection_, row[0]);
    ASSERT_TRUE(parsed) << row[0] << ": " << sentence(parsed.error());
    std::string found;
    for (const Document& record : records_) {
      if (matches(*collection_, parsed->query, record)) found += (found.empty() ? "" : "、") + record.key;
    }
    EXPECT_EQ(found.empty() ? "无" : found, row[2]) << row[0];
    ++count_;
  }

  /// The fields stand in their order; every name of them is there, and the id.
  void check_names(const Row& row) {
    ASSERT_LT(field_, collection_->fields.size()) << row[0];
    const Field& field = collection_->fields[field_++];
    EXPECT_EQ(row[0], field.zh);
    std::set<std::string> told, known(field.names.begin(), field.names.end());
    known.insert(field.id);
    for (const std::string& name : split(row[1], "、")) told.insert(fold(name));
    EXPECT_EQ(told, known) << row[0];
    ++count_;
  }

  void check_cql(const Row& row) {
    const auto parsed = parse(*collection_, row[0]);
    const auto cql = parse_cql(*collection_, row[1]);
    ASSERT_TRUE(parsed) << row[0];
    ASSERT_TRUE(cql) << row[1] << ": " << sentence(cql.error());
    EXPECT_EQ(parsed->query, cql->query) << row[1];
    EXPECT_EQ(print_cql(parsed->query), row[1]);
    ++count_;
  }

  void check_refusal(const Row& row) {
    const auto parsed = parse(*collection_, row[0]);
    ASSERT_FALSE(parsed) << row[0];
    EXPECT_EQ(sentence(parsed.error()), row[1]) << row[0];
    ++count_;
  }

  const Collection* collection_ = nullptr;
  Row header_;
  std::vector<Document> records_;
  std::size_t field_ = 0;  ///< which comes next in a table of names
  int count_ = 0;
};

TEST(Cookbook, EveryExampleFindsWhatItSays) {
  Cookbook cookbook;
  cookbook.read();
  EXPECT_GT(cookbook.count(), 130);
}

}  // namespace
}  // namespace zhidian::query
