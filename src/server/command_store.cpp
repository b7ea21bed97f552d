#include <fmt/format.h>

#include <filesystem>

#include "capabilities/accounts/accounts.hpp"
#include "http/http.hpp"
#include "server/commands.hpp"
#include "server/sources.hpp"
#include "server/store.hpp"

namespace zhidian::server {

int migrate(const Place& place) {
  const auto database = open_place(place);
  const std::vector<std::string> applied = database->migrate(migration_list());
  for (const std::string& name : applied) fmt::print("{}\n", name);
  if (applied.empty()) fmt::print("数据库已是当前版本。\n");
  return Exit::done;
}

int backup(const Place& place, const std::string& path) {
  if (std::filesystem::exists(path)) {
    fmt::print(stderr, "{} 已存在；请换一个文件名，备份不覆盖已有文件。\n", path);
    return Exit::usage;
  }
  Store store(place);
  store.database->backup_to(path);
  fmt::print("数据库已备份到 {}。上传的文件在 {}/files，请一并复制。\n", path, place.data);
  return Exit::done;
}

int restore(const Place& place, const std::string& path) {
  std::filesystem::create_directories(place.data);
  const std::vector<storage::Migration> migrations = migration_list();
  if (const auto restored = storage::restore_from(path, place.url(), migrations); !restored) {
    fmt::print(stderr, "{}\n", http::sentence(http::Language::zh, restored.error().id, restored.error().params));
    return Exit::finding;
  }
  std::filesystem::remove_all(place.data + "/index");  // of what stood there before
  fmt::print("已从 {} 恢复。\n", path);
  return Exit::done;
}

int authority_add(const Place& place, const std::string& name, const std::string& level, const std::string& division) {
  Store store(place);
  const auto transaction = store.database->write();
  const std::string id = base::make_id(system_now(), *store.random);
  accounts::add_authority(transaction->connection(), {id, name, name, level, division, "", ""}, system_now(), *store.random);
  transaction->commit();
  fmt::print("{}\n", id);
  return Exit::done;
}

}  // namespace zhidian::server
