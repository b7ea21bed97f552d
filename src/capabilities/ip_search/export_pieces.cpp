#include "capabilities/ip_search/export_pieces.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace zhidian::ip_search {
namespace {

/// Records of one piece: some hundred kilobytes of patents.
constexpr std::size_t at_a_time = 200;

/// A file on its way: what is still to be written.
struct Writing {
  storage::Database& database;
  const query::Collection& collection;
  LineFormat format;
  ExportHead head;
  std::vector<std::string> keys;
  http::Language language;
  std::shared_ptr<void> place;
  std::size_t written = 0;
  bool has_head = false;

  std::string next() {
    if (!std::exchange(has_head, true)) return format.head(collection, head, language);
    const auto some = std::span<const std::string>(keys).subspan(written, std::min(at_a_time, keys.size() - written));
    written += some.size();
    if (some.empty()) return {};
    std::string piece;
    const auto reader = database.read();
    for (const Exported& exported : read_exported(reader->connection(), collection, some)) piece += format.record(collection, exported, language);
    return piece;
  }
};

}  // namespace

std::shared_ptr<void> ExportPlaces::take() {
  if (taken_->fetch_add(1) >= most) {
    --*taken_;
    return nullptr;
  }
  return {taken_.get(), [taken = taken_](void*) { --*taken; }};
}

std::vector<Exported> read_exported(storage::Connection& connection, const query::Collection& collection, std::span<const std::string> keys) {
  std::vector<Exported> exported;
  for (const std::string& key : keys) exported.push_back({key, ip_records::find_record(connection, collection.id, key)});
  return exported;
}

http::PieceBody export_pieces(storage::Database& database, const query::Collection& collection, const LineFormat& format, ExportHead head,
                              std::vector<std::string> keys, http::Language language, std::shared_ptr<void> place) {
  const auto writing =
      std::make_shared<Writing>(Writing{database, collection, format, std::move(head), std::move(keys), language, std::move(place), 0, false});
  return {[writing] { return writing->next(); }};
}

}  // namespace zhidian::ip_search
