#pragma once
// What the search is measured on: records of a file of JSON lines (`zhidian demo patents`), or synthesised ones of about the same sizes.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "query/collection.hpp"

namespace zhidian::bench {

/// As many draws of a number below `count` as asked for, small ones more often: the share of number k falls as 1 / (k + 3).
class Zipf {
 public:
  explicit Zipf(std::size_t count) {
    double sum = 0;
    for (std::size_t number = 0; number < count; ++number) sums_.push_back(sum += 1 / (static_cast<double>(number) + 3));
  }
  std::size_t operator()(std::mt19937_64& random) const {
    const double drawn = std::uniform_real_distribution<double>(0, sums_.back())(random);
    return static_cast<std::size_t>(std::upper_bound(sums_.begin(), sums_.end(), drawn) - sums_.begin());
  }

 private:
  std::vector<double> sums_;
};

inline std::string han(std::size_t number) {
  const auto character = static_cast<unsigned>(0x4E00 + number);
  return {static_cast<char>(0xE0 | character >> 12), static_cast<char>(0x80 | (character >> 6 & 63)), static_cast<char>(0x80 | (character & 63))};
}

class Synthesis {
 public:
  explicit Synthesis(std::uint64_t seed) : random_(seed) {
    for (std::size_t word = 0; word < 30'000; ++word) {
      std::string text;
      for (std::size_t length = 2 + word % 3; length > 0; --length) text += han(characters_(random_));
      words_.push_back(text);
    }
  }

  query::Document make(std::size_t number) {
    const std::size_t year = 1995 + years_(random_) * 3 % 30, month = 1 + random_() % 12, day = 1 + random_() % 28;
    query::Document made{fmt::format("CN{}{:09}A", year, number), {}};
    made.values["title"] = {make_text(7)};
    made.values["abstract"] = {make_text(95)};
    for (std::size_t count = random_() % 10 == 0 ? 2 : 1; count > 0; --count) {
      made.values["applicant"].push_back(words_[applicants_(random_) % words_.size()] + fmt::format("第{}有限公司", applicants_(random_)));
    }
    for (std::size_t count = 1 + random_() % 5; count > 0; --count) made.values["ipc"].push_back(make_class());
    made.values["application_number"] = {fmt::format("{}1{:07}", year, number)};
    made.values["applied_on"] = {fmt::format("{}-{:02}-{:02}", year, month, day)};
    made.values["kind"] = {random_() % 2 == 0 ? "invention" : "utility_model"};
    made.values["status"] = {random_() % 3 == 0 ? "granted" : "published"};
    made.values["province"] = {fmt::format("{}0000", 11 + provinces_(random_))};
    return made;
  }

 private:
  std::string make_text(std::size_t words) {
    std::string text;
    for (; words > 0; --words) text += words_[uses_(random_)] + (words % 12 == 0 ? "，" : "");
    return text;
  }
  std::string make_class() {
    const std::size_t subclass = subclasses_(random_);
    return fmt::format("{}{:02}{}{}/{:02}", "ABCDEFGH"[subclass % 8], 1 + subclass / 8 % 30, static_cast<char>('A' + subclass % 26),
                       1 + groups_(random_), 2 * groups_(random_));
  }

  std::mt19937_64 random_;
  Zipf characters_{4000}, uses_{30'000}, applicants_{60'000}, subclasses_{600}, groups_{40}, provinces_{31}, years_{30};
  std::vector<std::string> words_;
};

inline std::vector<query::Document> synthesise(std::size_t count) {
  Synthesis synthesis(20260101);
  std::vector<query::Document> documents;
  for (std::size_t number = 0; number < count; ++number) documents.push_back(synthesis.make(number));
  return documents;
}

/// One record a line: "key" and the fields, each a text or a list of texts.
inline std::vector<query::Document> read_lines(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path + " cannot be read");
  std::vector<query::Document> documents;
  for (std::string line; std::getline(file, line);) {
    query::Document document;
    const base::Value record = base::parse_json(line).value();
    for (const auto& [field, value] : record.as_map()) {
      if (field == "key") {
        document.key = value.as_text();
      } else if (value.is_text()) {
        document.values[field] = {value.as_text()};
      } else if (value.is_list()) {
        for (const base::Value& one : value.as_list()) document.values[field].push_back(one.as_text());
      }
    }
    if (document.key.empty()) document.key = std::to_string(documents.size());
    documents.push_back(std::move(document));
  }
  return documents;
}

}  // namespace zhidian::bench
