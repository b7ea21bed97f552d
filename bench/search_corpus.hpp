#pragma once
// What the search is measured on: records of a file of JSON lines (`zhidian demo patents`).
#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>

#include "base/value.hpp"
#include "query/collection.hpp"

namespace zhidian::bench {

/// Calls `visit` with each record of a file: one a line, "key" and the fields, each a text or a list of texts.
template <class Visit>
void each_record(const std::string& path, Visit visit) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path + " cannot be read");
  std::size_t number = 0;
  for (std::string line; std::getline(file, line); ++number) {
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
    if (document.key.empty()) document.key = std::to_string(number);
    visit(std::move(document));
  }
}

}  // namespace zhidian::bench
