#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <unistd.h>

#include "storage/storage.hpp"

namespace zhidian::storage {

/// For unit tests only: which databases a suite runs on, `sqlite` always and `postgresql` where a server is given.
inline std::vector<std::string> list_test_databases() {
  const char* url = std::getenv("ZHIDIAN_TEST_POSTGRESQL");
  if (url == nullptr || *url == '\0') return {"sqlite"};
  return {"sqlite", "postgresql"};
}

/// For unit tests only: a fresh database with the migrations of `<source>/migrations`, gone at the end.
class TestDatabase {
 public:
  TestDatabase(const std::string& kind, const std::string& source_directory) {
    static std::atomic<int> serial{0};
    name_ = fmt::format("test_{}_{}", getpid(), ++serial);
    kind == "postgresql" ? open_schema() : open_file();
    read_migrations(source_directory + "/migrations");
    std::vector<Migration> migrations;
    for (const auto& [name, sql] : texts_) migrations.push_back({name, sql});
    database_->migrate(migrations);
  }
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;
  ~TestDatabase() {
    database_.reset();
    if (!directory_.empty()) std::filesystem::remove_all(directory_);
    if (!server_.empty()) run_on_server(fmt::format("DROP SCHEMA {} CASCADE", name_));
  }
  Database& operator*() { return *database_; }
  Database* operator->() { return database_.get(); }

 private:
  void open_file() {
    directory_ = std::filesystem::temp_directory_path() / name_;
    std::filesystem::create_directories(directory_);
    database_ = open_database("sqlite:" + (directory_ / "test.db").string());
  }
  void open_schema() {
    server_ = std::getenv("ZHIDIAN_TEST_POSTGRESQL");
    run_on_server(fmt::format("CREATE SCHEMA {}", name_));
    const char separator = server_.find('?') == std::string::npos ? '?' : '&';
    database_ = open_database(fmt::format("{}{}options=-csearch_path%3D{}", server_, separator, name_));
  }
  void run_on_server(const std::string& sql) {
    auto server = open_database(server_);
    auto transaction = server->write();
    transaction->connection().execute({"storage/test_schema", sql, ""});
    transaction->commit();
  }
  void read_migrations(const std::string& folder) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) {
      std::ostringstream text;
      text << std::ifstream(path).rdbuf();
      texts_.emplace_back(path.stem().string(), text.str());
    }
  }

  std::string name_, server_;
  std::filesystem::path directory_;
  std::vector<std::pair<std::string, std::string>> texts_;
  std::unique_ptr<Database> database_;
};

}  // namespace zhidian::storage
