#pragma once
#include <atomic>
#include <memory>

#include "capabilities/ip_search/export.hpp"

namespace zhidian::ip_search {

/// How many files of hits are being written at a time. Threads: safe to call from several.
class ExportPlaces {
 public:
  static constexpr int most = 3;  ///< fewer than an index has readers, so that searches go on while hits are listed
  /// Held as long as the result lives; null where all are taken.
  std::shared_ptr<void> take();

 private:
  std::shared_ptr<std::atomic<int>> taken_ = std::make_shared<std::atomic<int>>(0);
};

/// The records of some keys in the order of the keys.
std::vector<Exported> read_exported(storage::Connection& connection, const query::Collection& collection, std::span<const std::string> keys);

/// The file piece by piece: its head, then some hundred records at a time, each read in a snapshot of its own. `database` and `collection` must
/// outlive it; `place` is given back with it.
http::PieceBody export_pieces(storage::Database& database, const query::Collection& collection, const LineFormat& format, ExportHead head,
                              std::vector<std::string> keys, http::Language language, std::shared_ptr<void> place);

}  // namespace zhidian::ip_search
