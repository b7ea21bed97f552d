#pragma once
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "storage/storage.hpp"

namespace zhidian::support {

/// The engines tests run on: SQLite always, PostgreSQL where ZHIDIAN_TEST_POSTGRESQL holds a URL.
inline std::vector<storage::Dialect> tested_dialects() {
  std::vector<storage::Dialect> dialects{storage::Dialect::sqlite};
  if (std::getenv("ZHIDIAN_TEST_POSTGRESQL")) dialects.push_back(storage::Dialect::postgresql);
  return dialects;
}
inline std::string name_of(storage::Dialect dialect) { return dialect == storage::Dialect::sqlite ? "sqlite" : "postgresql"; }

/// A folder of its own, removed with everything in it.
class FreshFolder {
 public:
  FreshFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "zhidian_test.XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    path_ = pattern;
  }
  FreshFolder(const FreshFolder&) = delete;
  FreshFolder& operator=(const FreshFolder&) = delete;
  ~FreshFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

/// An empty database of its own, gone at the end: a file in a fresh folder, or a schema of the PostgreSQL under test.
class FreshDatabase {
 public:
  explicit FreshDatabase(storage::Dialect dialect = storage::Dialect::sqlite) {
    if (dialect == storage::Dialect::sqlite) {
      url_ = "sqlite:" + folder_.file("data.sqlite");
    } else {
      static std::atomic<int> count{0};
      server_ = std::getenv("ZHIDIAN_TEST_POSTGRESQL");
      schema_ = "test_" + std::to_string(getpid()) + "_" + std::to_string(count++);
      run_on_server("CREATE SCHEMA " + schema_);
      url_ = server_ + (server_.find('?') == std::string::npos ? "?" : "&") + "options=-csearch_path%3D" + schema_;
    }
    database_ = storage::open_database(url_);
  }
  FreshDatabase(const FreshDatabase&) = delete;
  FreshDatabase& operator=(const FreshDatabase&) = delete;
  ~FreshDatabase() {
    database_.reset();
    if (!schema_.empty()) run_on_server("DROP SCHEMA " + schema_ + " CASCADE");
  }
  storage::Database& operator*() { return *database_; }
  storage::Database* operator->() { return database_.get(); }
  const std::string& url() const { return url_; }
  void reopen() {
    database_.reset();
    database_ = storage::open_database(url_);
  }
  void close() { database_.reset(); }
  /// Runs one statement and commits it: to prepare or to damage what a test looks at.
  std::int64_t run(const std::string& sql, storage::Params params = {}) {
    auto transaction = database_->write();
    auto changed = transaction->connection().execute({"", sql, ""}, params);
    transaction->commit();
    return changed;
  }
  std::int64_t count(const std::string& sql) {
    return database_->read()->connection().find({"", sql, ""}, {}, [](const storage::Row& row) { return row.integer("n"); }).value_or(0);
  }

 private:
  void run_on_server(const std::string& sql) {
    auto server = storage::open_database(server_, {1, 1});
    auto transaction = server->write();
    transaction->connection().execute({"", sql, ""});
    transaction->commit();
  }

  FreshFolder folder_;
  std::string server_, schema_, url_;
  std::unique_ptr<storage::Database> database_;
};

/// The project's own migrations, read from its folder.
class ProjectMigrations {
 public:
  explicit ProjectMigrations(const std::string& source_folder) {
    for (const auto& entry : std::filesystem::directory_iterator(source_folder + "/migrations")) {
      if (entry.path().extension() != ".sql") continue;
      std::ostringstream text;
      text << std::ifstream(entry.path()).rdbuf();
      texts_.emplace_back(entry.path().stem().string(), text.str());
    }
    std::ranges::sort(texts_);
    for (const auto& [name, text] : texts_) list_.push_back({name, text});
  }
  ProjectMigrations(const ProjectMigrations&) = delete;
  ProjectMigrations& operator=(const ProjectMigrations&) = delete;
  const std::vector<storage::Migration>& list() const { return list_; }

 private:
  std::vector<std::pair<std::string, std::string>> texts_;
  std::vector<storage::Migration> list_;
};

}  // namespace zhidian::support
