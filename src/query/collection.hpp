#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zhidian::query {

/// How the values of a field are read, matched and counted.
enum class FieldType {
  text,     ///< running text: words, phrases, prefixes, distances
  name,     ///< a whole name that is also searched by its words, and counted (applicant, inventor, agency)
  number,   ///< an identifier in any spelling: application and publication numbers
  classes,  ///< a code in a tree, found with or without what stands below it (IPC, Locarno, Nice)
  date,     ///< YYYY-MM-DD; found by day, month, year and range
  code,     ///< one of a few words: kind, legal status, province, city
};

struct Field {
  std::string id;  ///< "title"
  FieldType type = FieldType::text;
  std::string zh, en;              ///< labels
  std::vector<std::string> names;  ///< what a query may call it, folded: "题名", "ti", "title"
  int weight = 0;                  ///< of a hit in this field for the order by relevance; 0: not part of "any text"
  bool is_counted = false;         ///< offered as a facet
  std::map<std::string, std::pair<std::string, std::string>> values;  ///< of a code: its words, zh and en
};

/// What is searched together: patents, trademarks, geographical indications.
struct Collection {
  std::string id, zh, en;
  std::vector<Field> fields;

  /// The field with this id, or null.
  [[nodiscard]] const Field* find(std::string_view id) const;
  /// The field a query calls so (any case and width, Chinese or English), or null.
  [[nodiscard]] const Field* named(std::string_view name) const;
};

/// One record as it is searched: every value of every field, as text. The key is unique in its collection.
struct Document {
  std::string key;
  std::map<std::string, std::vector<std::string>, std::less<>> values;
};

}  // namespace zhidian::query
