#pragma once
// What the search is measured beside: the same texts in FTS5 with the same tokenizer, bm25() and joins with narrow tables, as one would
// write it without columns. Facets are counted in the program from one pass of rows, which is faster than a GROUP BY for each.
#include <fmt/format.h>

#include <array>
#include <map>
#include <span>
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
  /// Opens what was made there, or begins it.
  explicit Reference(const std::string& path) : connection_(path) {
    for (const char* sql :
         {"CREATE TABLE IF NOT EXISTS records (id INTEGER PRIMARY KEY, key TEXT, applied_on TEXT, year INTEGER, applicant INTEGER, subclass INTEGER, "
          "kind INTEGER, province INTEGER)",
          "CREATE TABLE IF NOT EXISTS record_classes (id INTEGER, class TEXT, PRIMARY KEY (id, class)) WITHOUT ROWID",
          "CREATE TABLE IF NOT EXISTS texts (id INTEGER PRIMARY KEY, title, abstract, claims, applicant, inventor)",
          "CREATE VIRTUAL TABLE IF NOT EXISTS fts USING fts5 (title, abstract, claims, applicant, inventor, content = 'texts', "
          "content_rowid = 'id', tokenize = 'zhidian_units')"}) {
      connection_.run(sql);
    }
  }

  void add(std::span<const query::Document> documents) {
    search::Fts5Transaction transaction(connection_, search::Fts5Transaction::Kind::write);
    for (const query::Document& document : documents) put(count_++, document);
    transaction.commit();
  }
  void finish() {
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
    list("SELECT r.key FROM fts JOIN records r ON r.id = fts.rowid WHERE fts MATCH ?1 ORDER BY bm25(fts, 8, 3, 2, 4, 2) LIMIT 20", match);
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
    const std::string& date = value_of(document, "applied_on");
    const auto joined = [&](const char* field) {
      const auto found = document.values.find(field);
      return found == document.values.end() ? std::string() : fmt::format("{}", fmt::join(found->second, "\x1f"));
    };
    const std::array texts = {joined("title"), joined("abstract"), joined("claims"), joined("applicant"), joined("inventor")};
    const std::string subclass = value_of(document, "ipc").substr(0, 4);
    auto record = connection_.use("INSERT INTO records VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    record.bind(1, number).bind(2, document.key).bind(3, date).bind(4, date.empty() ? std::int64_t{0} : std::stoll(date.substr(0, 4)));
    record.bind(5, number_of(value_of(document, "applicant"))).bind(6, number_of(subclass));
    record.bind(7, number_of(value_of(document, "kind"))).bind(8, number_of(value_of(document, "province"))).run();
    if (const auto found = document.values.find("ipc"); found != document.values.end()) {
      for (const std::string& one : found->second)
        connection_.use("INSERT OR IGNORE INTO record_classes VALUES (?1, ?2)").bind(1, number).bind(2, one).run();
    }
    for (const char* sql : {"INSERT INTO texts VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                            "INSERT INTO fts (rowid, title, abstract, claims, applicant, inventor) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"}) {
      auto text = connection_.use(sql);
      text.bind(1, number);
      for (std::size_t place = 0; place < texts.size(); ++place) text.bind(static_cast<int>(place) + 2, texts[place]);
      text.run();
    }
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
  std::int64_t count_ = 0;
};

}  // namespace zhidian::bench
