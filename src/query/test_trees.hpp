#pragma once
#include <random>

#include "query/collection.hpp"
#include "query/query.hpp"

namespace zhidian::query {

/// Random queries and documents of a collection, the same for the same seed: small vocabularies, so that they meet.
class RandomTrees {
 public:
  RandomTrees(const Collection& collection, std::uint32_t seed) : collection_(collection), random_(seed) {}

  Query make(int depth) {
    const int choice = below(10);
    if (depth == 0 || choice < 4) return leaf();
    Query query;
    query.kind = choice < 7 ? Kind::all : choice < 9 ? Kind::any : Kind::none;
    const int count = query.kind == Kind::none ? 1 : below(4);
    for (int i = 0; i < count; ++i) query.parts.push_back(make(depth - 1));
    return query;
  }

  Document document() {
    Document document{std::to_string(random_()), {}};
    for (const Field& field : collection_.fields) {
      for (int i = below(3); i > 0; --i) document.values[field.id].push_back(value(field));
    }
    return document;
  }

 private:
  int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint32_t>(limit)); }
  std::string one_of(const std::vector<std::string>& list) { return list[static_cast<std::size_t>(below(static_cast<int>(list.size())))]; }

  /// Words, and what must be quoted: operators, marks, numbers, brackets.
  std::string words() {
    static const std::vector<std::string> list{
        "钢筋",   "電池", "5G基站", "LED",    "lithium ion",    "and",    "与",     "a\"b",       "“甲”",        "near/5",
        "R&D",    "1:2",  "50%",    "a*b",    "201220249767.4", "甲(乙)", "甲、乙", "基站，天线", "back\\slash", "not",
        "题名=x", "ti:x", "甲|乙",  "ＬＥＤ", "1234567",        "C++",    "甲＼\\", "甲＼\"乙",   "#1"};
    return one_of(list);
  }
  std::string name() {
    static const std::vector<std::string> list{"海安县建莲商品混凝土有限公司", "南通（集团）公司", "ACME, Inc.", "王某", "O\"Neil & Co"};
    return one_of(list);
  }
  std::string number() {
    static const std::vector<std::string> list{"201220249767.4", "202644312U", "1234567", "201220249766.X", "AGI00122", "US6859910B2"};
    return one_of(list);
  }
  std::string class_code(const Field& field) {
    static const std::vector<std::string> ipc{"E", "E01", "E01B", "E01B3/00", "E01B3/32", "H01M10/0525"}, nice{"09", "0901", "14-03", "35"};
    return one_of(field.id == "ipc" || field.id == "cpc" ? ipc : nice);
  }
  std::string day() {
    static const std::vector<std::string> list{"2012-05-31", "2013-01-01", "2013-12-31", "2020-02-29"};
    return one_of(list);
  }
  std::string code(const Field& field) { return std::next(field.values.begin(), below(static_cast<int>(field.values.size())))->first; }

  std::string value(const Field& field) {
    switch (field.type) {
      case FieldType::text: return words() + words();
      case FieldType::name: return name();
      case FieldType::number: return number();
      case FieldType::classes: return class_code(field);
      case FieldType::date: return day();
      case FieldType::code: return code(field);
    }
    return {};
  }

  Query leaf() {
    Query query;
    const int at = below(static_cast<int>(collection_.fields.size()) + 4);
    if (at == 0) return query;
    const bool is_any = at <= 3;
    const Field& field = collection_.fields[static_cast<std::size_t>(is_any ? 0 : at - 4)];
    if (!is_any) query.field = field.id;
    fill(query, field, is_any || field.type == FieldType::text || field.type == FieldType::name);
    return query;
  }

  void fill(Query& query, const Field& field, bool is_worded) {
    if (is_worded) {
      const int choice = below(field.type == FieldType::name && !query.field.empty() ? 6 : 4);
      const std::vector<Kind> kinds{Kind::words, Kind::prefix, Kind::near, Kind::before, Kind::exact, Kind::exact};
      query.kind = kinds[static_cast<std::size_t>(choice)];
      const int count = choice < 2 ? 1 : choice < 4 ? 2 + below(2) : 1 + below(3);
      for (int i = 0; i < count; ++i) query.text.push_back(choice < 4 ? words() : name());
      if (choice == 2 || choice == 3) query.distance = below(20);
    } else if (field.type == FieldType::date) {
      query.kind = Kind::range;
      const int ends = below(4);
      if (ends != 1) query.low = day();
      if (ends != 0) query.high = ends == 2 ? query.low : day();
      if (!query.low.empty() && !query.high.empty() && query.high < query.low) std::swap(query.low, query.high);
    } else {
      query.kind = field.type == FieldType::classes && below(2) == 0 ? Kind::under : Kind::exact;
      if (field.type == FieldType::number && below(4) == 0) query.kind = Kind::prefix;
      const int count = query.kind == Kind::prefix ? 1 : 1 + below(3);
      for (int i = 0; i < count; ++i) query.text.push_back(value(field));
    }
  }

  const Collection& collection_;
  std::mt19937 random_;
};

}  // namespace zhidian::query
