#pragma once
#include <memory>
#include <string>

#include "audit/log.hpp"
#include "base/id.hpp"
#include "files/files.hpp"
#include "server/commands.hpp"
#include "storage/storage.hpp"

namespace zhidian::server {

/// What every command that touches records opens: data folder, database brought to this version, files, signing key.
struct Store {
  explicit Store(const Place& place);
  std::string data;  ///< the data folder
  std::unique_ptr<base::Random> random;
  std::unique_ptr<storage::Database> database;
  std::unique_ptr<files::Store> files;
  audit::SigningKey key;
};

/// Opens the database without migrating; makes the data folder (mode 0700) where it is missing.
std::unique_ptr<storage::Database> open_place(const Place& place);
base::Instant system_now();
/// A checkpoint file as `audit checkpoint` writes it; throws with one sentence where it is none.
audit::Checkpoint read_checkpoint(const std::string& path);
/// Standard output, or the file where one is named.
int print_or_write(const std::string& text, const std::string& out_file);

}  // namespace zhidian::server
