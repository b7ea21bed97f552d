#include "server/store.hpp"

#include <chrono>
#include <filesystem>

#include "server/sources.hpp"

namespace zhidian::server {
namespace fs = std::filesystem;

std::string Place::url() const { return database.empty() ? "sqlite:" + data + "/zhidian.db" : database; }

base::Instant system_now() { return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

std::unique_ptr<storage::Database> open_place(const Place& place) {
  if (fs::create_directories(place.data)) fs::permissions(place.data, fs::perms::owner_all);
  return storage::open_database(place.url());
}

namespace {
std::unique_ptr<storage::Database> open_migrated(const Place& place) {
  auto database = open_place(place);
  database->migrate(migration_list());
  return database;
}
}  // namespace

Store::Store(const Place& place)
    : data(place.data),
      random(base::make_system_random()),
      database(open_migrated(place)),
      files(files::open_disk_store(place.data + "/files", *random)),
      key(audit::SigningKey::load_or_create(place.data + "/signing.key", *random)) {}

}  // namespace zhidian::server
