#pragma once
// What the search is measured beside: the same texts in FTS5 with the same tokenizer, bm25() and joins with narrow tables, as one would
// write it without columns. Facets are counted in the program from one pass of rows, which is faster than a GROUP BY for each.
#include <fmt/format.h>

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "query/collection.hpp"
#include "search/fts5_connection.hpp"

namespace zhidian::bench {

inline const std::string& value_of(const query::Document& document, const char* field) {
  static const std::string none;
  const auto found = document.values.find(field);
  return found == document.values.end() || found->second.empty() ? none : found->second.front();
}

class Reference {
 public:
  Reference(const std::string& path, const std::vector<query::Document>& documents) : connection_(path) {
    for (const char* sql :
         {"CREATE TABLE records (id INTEGER PRIMARY KEY, key TEXT, applied_on TEXT, year INTEGER, applicant INTEGER, subclass INTEGER, "
          "kind INTEGER, province INTEGER)",
          "CREATE TABLE record_classes (id INTEGER, class TEXT, PRIMARY KEY (id, class)) WITHOUT ROWID",
          "CREATE TABLE texts (id INTEGER PRIMARY KEY, title, abstract, applicant)",
          "CREATE VIRTUAL TABLE fts USING fts5 (title, abstract, applicant, content = 'texts', content_rowid = 'id', "
          "tokenize = 'zhidian_units')"}) {
      connection_.run(sql);
    }
    for (std::size_t first = 0; first < documents.size(); first += 1000) {
      search::Fts5Transaction transaction(connection_, search::Fts5Transaction::Kind::write);
      for (std::size_t number = first; number < std::min(documents.size(), first + 1000); ++number)
        put(static_cast<std::int64_t>(number), documents[number]);
      transaction.commit();
    }
    connection_.run("CREATE INDEX records_by_date ON records (applied_on)");
    connection_.run("ANALYZE");
  }

  std::int64_t count(const std::string& match) {
    auto use = connection_.use("SELECT count(*) FROM fts WHERE fts MATCH ?1");
    use.bind(1, match).step();
    return use.integer(0);
  }
  std::int64_t newest(const std::string& match) {
    list("SELECT r.key FROM fts JOIN records r ON r.id = fts.rowid WHERE fts MATCH ?1 ORDER BY r.applied_on DESC LIMIT 20", match);
    return count(match);
  }
  std::int64_t most_relevant(const std::string& match) {
    list("SELECT r.key FROM fts JOIN records r ON r.id = fts.rowid WHERE fts MATCH ?1 ORDER BY bm25(fts, 8, 3, 4) LIMIT 20", match);
    return count(match);
  }
  std::int64_t newest_filtered(const std::string& match, const std::string& first, const std::string& last, const std::string& subclass) {
    auto use = connection_.use(
        "SELECT r.key, count(*) OVER () FROM fts JOIN records r ON r.id = fts.rowid WHERE fts MATCH ?1 AND r.applied_on BETWEEN ?2 AND ?3 AND EXISTS "
        "(SELECT 1 "
        "FROM record_classes c WHERE c.id = r.id AND c.class >= ?4 AND c.class < ?4 || 'Z') ORDER BY r.applied_on DESC LIMIT 20");
    use.bind(1, match).bind(2, first).bind(3, last).bind(4, subclass);
    std::int64_t found = 0;
    while (use.step()) found = use.integer(1);
    return found;
  }
  std::int64_t facets(const std::string& match) {
    list("SELECT r.key FROM fts JOIN records r ON r.id = fts.rowid WHERE fts MATCH ?1 ORDER BY r.applied_on DESC LIMIT 20", match);
    auto use =
        connection_.use("SELECT r.year, r.applicant, r.subclass, r.kind, r.province FROM fts JOIN records r ON r.id = fts.rowid WHERE fts MATCH ?1");
    return count_facets(use.bind(1, match));
  }
  std::int64_t facets_of_all() {
    auto use = connection_.use("SELECT year, applicant, subclass, kind, province FROM records");
    return count_facets(use);
  }

 private:
  void put(std::int64_t number, const query::Document& document) {
    const std::string &title = value_of(document, "title"), &abstract = value_of(document, "abstract"), &date = value_of(document, "applied_on");
    std::string applicants;
    if (const auto found = document.values.find("applicant"); found != document.values.end())
      applicants = fmt::format("{}", fmt::join(found->second, "\x1f"));
    const std::string subclass = value_of(document, "ipc").substr(0, 4);
    auto record = connection_.use("INSERT INTO records VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    record.bind(1, number).bind(2, document.key).bind(3, date).bind(4, date.empty() ? std::int64_t{0} : std::stoll(date.substr(0, 4)));
    record.bind(5, number_of(value_of(document, "applicant"))).bind(6, number_of(subclass));
    record.bind(7, number_of(value_of(document, "kind"))).bind(8, number_of(value_of(document, "province"))).run();
    if (const auto found = document.values.find("ipc"); found != document.values.end()) {
      for (const std::string& one : found->second)
        connection_.use("INSERT OR IGNORE INTO record_classes VALUES (?1, ?2)").bind(1, number).bind(2, one).run();
    }
    connection_.use("INSERT INTO texts VALUES (?1, ?2, ?3, ?4)").bind(1, number).bind(2, title).bind(3, abstract).bind(4, applicants).run();
    auto text = connection_.use("INSERT INTO fts (rowid, title, abstract, applicant) VALUES (?1, ?2, ?3, ?4)");
    text.bind(1, number).bind(2, title).bind(3, abstract).bind(4, applicants).run();
    connection_.token_counts().clear();
  }
  std::int64_t number_of(const std::string& value) { return numbers_.try_emplace(value, static_cast<std::int64_t>(numbers_.size())).first->second; }
  void list(std::string_view sql, const std::string& match) {
    auto use = connection_.use(sql);
    use.bind(1, match);
    while (use.step()) keys_ += use.text(0).size();
  }
  static std::int64_t count_facets(search::Fts5Use& use) {
    std::array<std::unordered_map<std::int64_t, std::int64_t>, 5> counts;
    std::int64_t rows = 0;
    for (; use.step(); ++rows) {
      for (int column = 0; column < 5; ++column) ++counts[static_cast<std::size_t>(column)][use.integer(column)];
    }
    for (const auto& facet : counts) {
      std::vector<std::pair<std::int64_t, std::int64_t>> top;
      for (const auto& [value, count] : facet) top.emplace_back(-count, value);
      std::partial_sort(top.begin(), top.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(20, top.size())), top.end());
    }
    return rows;
  }

  search::Fts5Connection connection_;
  std::unordered_map<std::string, std::int64_t> numbers_;
  std::size_t keys_ = 0;
};

}  // namespace zhidian::bench
