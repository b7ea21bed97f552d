#pragma once
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "storage/storage.hpp"
#include "support/fresh_folder.hpp"

namespace zhidian::support {

/// The engines tests run on: SQLite always, PostgreSQL where ZHIDIAN_TEST_POSTGRESQL holds a URL.
inline std::vector<storage::Dialect> tested_dialects() {
  std::vector<storage::Dialect> dialects{storage::Dialect::sqlite};
  if (std::getenv("ZHIDIAN_TEST_POSTGRESQL")) dialects.push_back(storage::Dialect::postgresql);
  return dialects;
}
inline std::string name_of(storage::Dialect dialect) { return dialect == storage::Dialect::sqlite ? "sqlite" : "postgresql"; }

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

/// A schema of its own on the PostgreSQL under test, dropped at the end.
class FreshSchema {
 public:
  FreshSchema() {
    static std::atomic<int> count{0};
    name_ = "test_" + std::to_string(getpid()) + "_" + std::to_string(count++);
    run("CREATE SCHEMA " + name_);
  }
  FreshSchema(const FreshSchema&) = delete;
  FreshSchema& operator=(const FreshSchema&) = delete;
  ~FreshSchema() { run("DROP SCHEMA " + name_ + " CASCADE"); }
  const std::string& name() const { return name_; }
  std::string url() const { return server_ + (server_.find('?') == std::string::npos ? "?" : "&") + "options=-csearch_path%3D" + name_; }
  void run(const std::string& sql) {
    auto server = storage::open_database(server_, {1, 1});
    auto transaction = server->write();
    transaction->connection().execute({"", sql, ""});
    transaction->commit();
  }

 private:
  std::string server_ = std::getenv("ZHIDIAN_TEST_POSTGRESQL");
  std::string name_;
};

/// A schema with the project's tables that many tests use one after the other.
class MigratedSchema {
 public:
  explicit MigratedSchema(const std::string& source_folder) {
    storage::open_database(tables_.url(), {1, 1})->migrate(ProjectMigrations(source_folder).list());
    tables_.run(for_each_table("EXECUTE format('CREATE TABLE " + seeds_.name() + ".%I AS TABLE " + tables_.name() + ".%I', t.relname, t.relname);"));
  }
  std::string url() const { return tables_.url(); }
  /// As the migrations left it. Tables are emptied in the reverse order of their making, so that no foreign key is in the way.
  void restore() {
    tables_.run(for_each_table("EXECUTE format('DELETE FROM " + tables_.name() + ".%I', t.relname);", "DESC"));
    tables_.run(
        for_each_table("EXECUTE format('INSERT INTO " + tables_.name() + ".%I SELECT * FROM " + seeds_.name() + ".%I', t.relname, t.relname);"));
  }

 private:
  std::string for_each_table(const std::string& work, const std::string& order = "ASC") const {
    return "DO $$ DECLARE t RECORD; BEGIN FOR t IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = "
           "'" +
           tables_.name() + "' AND c.relkind = 'r' ORDER BY c.oid " + order + " LOOP " + work + " END LOOP; END $$";
  }
  FreshSchema tables_, seeds_;
};

/// Migrated schemas for one program; one is used again when its test has ended.
class MigratedSchemas {
 public:
  explicit MigratedSchemas(std::string source_folder) : source_folder_(std::move(source_folder)) {}
  std::shared_ptr<MigratedSchema> take() {
    for (const auto& schema : schemas_) {
      if (schema.use_count() > 1) continue;
      schema->restore();
      return schema;
    }
    return schemas_.emplace_back(std::make_shared<MigratedSchema>(source_folder_));
  }

 private:
  std::string source_folder_;
  std::vector<std::shared_ptr<MigratedSchema>> schemas_;
};

/// A SQLite file with the project's tables, to be copied.
class MigratedFile {
 public:
  explicit MigratedFile(const std::string& source_folder) {
    storage::open_database("sqlite:" + path(), {1, 1})->migrate(ProjectMigrations(source_folder).list());
  }
  std::string path() const { return folder_.file("migrated.sqlite"); }

 private:
  FreshFolder folder_;
};

/// A database of its own: an empty one, or one with the project's tables. A file in a fresh folder, or a schema of the PostgreSQL under test.
class FreshDatabase {
 public:
  /// Empty; gone at the end.
  explicit FreshDatabase(storage::Dialect dialect = storage::Dialect::sqlite) {
    if (dialect == storage::Dialect::sqlite) {
      url_ = "sqlite:" + folder_.file("data.sqlite");
    } else {
      schema_ = std::make_unique<FreshSchema>();
      url_ = schema_->url();
    }
    database_ = storage::open_database(url_);
  }
  /// With the project's migrations of `source_folder`, which run once per program and engine.
  FreshDatabase(storage::Dialect dialect, const std::string& source_folder) {
    if (dialect == storage::Dialect::sqlite) {
      static const MigratedFile migrated(source_folder);
      std::filesystem::copy_file(migrated.path(), folder_.file("data.sqlite"));
      url_ = "sqlite:" + folder_.file("data.sqlite");
    } else {
      static MigratedSchemas schemas(source_folder);
      lease_ = schemas.take();
      url_ = lease_->url();
    }
    database_ = storage::open_database(url_);
  }
  FreshDatabase(const FreshDatabase&) = delete;
  FreshDatabase& operator=(const FreshDatabase&) = delete;
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
  FreshFolder folder_;
  std::unique_ptr<FreshSchema> schema_;
  std::shared_ptr<MigratedSchema> lease_;
  std::string url_;
  std::unique_ptr<storage::Database> database_;
};

}  // namespace zhidian::support
