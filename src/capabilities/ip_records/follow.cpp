#include "capabilities/ip_records/follow.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <stdexcept>

#include "capabilities/ip_records/follow_batches.hpp"
#include "query/fold.hpp"

namespace zhidian::ip_records {
namespace {

namespace fs = std::filesystem;
using IndexResult = base::Result<std::unique_ptr<search::Index>>;
using OpenResult = base::Result<OpenIndex>;

constexpr std::size_t most_terms = 64;

/// Held while an index is written: one process at a time.
class FollowerLock {
 public:
  explicit FollowerLock(const std::string& path) : file_(::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600)) {
    if (file_ < 0 || ::flock(file_, LOCK_EX) != 0) throw std::runtime_error("cannot lock " + path);
  }
  ~FollowerLock() { ::close(file_); }
  FollowerLock(const FollowerLock&) = delete;
  FollowerLock& operator=(const FollowerLock&) = delete;

 private:
  int file_;
};

/// The index files of one collection and series: `<collection>-<series>-<generation>.db`, the highest generation in use.
class Files {
 public:
  Files(const std::string& folder, const query::Collection& collection, const Mark& series)
      : folder_(folder), collection_(collection.id + "-"), stem_(name_of_series(collection, series) + "-") {
    fs::create_directories(folder_);
  }
  std::string lock() const { return folder_ + "/" + collection_ + "lock"; }
  std::string path(int generation) const { return fmt::format("{}/{}{}.db", folder_, stem_, generation); }
  std::string unfinished() const { return folder_ + "/" + stem_ + "unfinished"; }

  /// 0 where there is none.
  int newest() const {
    int newest = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_)) {
      const std::string name = entry.path().filename().string();
      if (!name.starts_with(stem_) || !name.ends_with(".db")) continue;
      int generation = 0;
      std::from_chars(name.data() + stem_.size(), name.data() + name.size(), generation);
      newest = std::max(newest, generation);
    }
    return newest;
  }

  static void remove(const std::string& path) {
    for (const char* ending : {"", "-wal", "-shm", search::columns_ending}) fs::remove(path + ending);
  }

  /// What other series and earlier generations left. A process that has one open reads on: its file goes when it is closed.
  void remove_all_but(int generation) const {
    const std::string kept = fs::path(path(generation)).filename().string();
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_)) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with(collection_) && !name.starts_with(kept) && !name.ends_with("lock")) fs::remove(entry.path());
    }
  }

 private:
  std::string folder_, collection_, stem_;
};

/// What was opened, with its file.
OpenResult with_file(IndexResult index, std::string path) {
  if (!index) return base::refuse(index.error());
  return OpenIndex{std::move(*index), std::move(path)};
}

OpenResult make_anew(storage::Database& database, const query::Collection& collection, const IndexPlace& place, const Files& files) {
  Files::remove(files.unfinished());
  {
    auto index = search::open_index(files.unfinished(), collection);
    if (!index) return base::refuse(index.error());
    if (auto done = follow_batches(database, collection, **index, place); !done) return base::refuse(done.error());
    if (auto done = (*index)->settle(); !done) return base::refuse(done.error());
  }
  const int generation = files.newest() + 1;
  std::error_code none_saved;
  fs::rename(files.unfinished() + search::columns_ending, files.path(generation) + search::columns_ending, none_saved);
  fs::rename(files.unfinished(), files.path(generation));
  files.remove_all_but(generation);
  return with_file(search::open_index(files.path(generation), collection), files.path(generation));
}

/// The index alone.
IndexResult without_file(OpenResult opened) {
  if (!opened) return base::refuse(opened.error());
  return std::move(opened->index);
}

}  // namespace

OpenResult open_index_file(storage::Database& database, const query::Collection& collection, const IndexPlace& place) {
  if (place.engine) return open_shared_index(database, collection, place);
  const Mark feed = feed_of(database, collection);
  const Files files(place.folder, collection, feed);
  const FollowerLock lock(files.lock());
  const int generation = files.newest();
  if (generation == 0) return make_anew(database, collection, place, files);
  auto index = search::open_index(files.path(generation), collection);
  if (!index && index.error().id != "search.index_damaged") return base::refuse(index.error());
  if (!index || static_cast<std::int64_t>((*index)->feed()) > feed.sequence) return make_anew(database, collection, place, files);
  if (auto done = follow_batches(database, collection, **index, place); !done) {
    if (done.error().id != "search.index_damaged") return base::refuse(done.error());
    return make_anew(database, collection, place, files);
  }
  return with_file(std::move(index), files.path(generation));
}

base::Result<bool> follow_open_index(storage::Database& database, const query::Collection& collection, search::Index& index, const std::string& path,
                                     const IndexPlace& place) {
  if (place.engine) return follow_shared_index(database, collection, index, path, place);
  const Mark feed = feed_of(database, collection);
  const Files files(place.folder, collection, feed);
  const auto is_in_use = [&] { return files.newest() > 0 && files.path(files.newest()) == path; };
  if (!is_in_use() || static_cast<std::int64_t>(index.feed()) > feed.sequence) return false;
  if (static_cast<std::int64_t>(index.feed()) == feed.sequence) return true;
  const FollowerLock lock(files.lock());
  if (!is_in_use()) return false;
  if (auto done = follow_batches(database, collection, index, place); !done) return base::refuse(done.error());
  return true;
}

bool is_current(storage::Connection& connection, const query::Collection& collection, const search::Index& index, const std::string& path) {
  const Mark feed = find_feed(connection, collection.id).value_or(Mark{});
  if (path.find(name_of_series(collection, feed)) == std::string::npos) return false;
  // The last batches may have changed nothing.
  return list_changes(connection, collection.id, {"", static_cast<std::int64_t>(index.feed()) + 1, ""}, 1).empty();
}

IndexResult open_current_index(storage::Database& database, const query::Collection& collection, const IndexPlace& place) {
  return without_file(open_index_file(database, collection, place));
}

OpenResult remake_index_file(storage::Database& database, const query::Collection& collection, const IndexPlace& place) {
  if (place.engine) return open_shared_index(database, collection, place);
  const Files files(place.folder, collection, feed_of(database, collection));
  const FollowerLock lock(files.lock());
  return make_anew(database, collection, place, files);
}

IndexResult rebuild_index(storage::Database& database, const query::Collection& collection, const IndexPlace& place) {
  if (place.engine) return without_file(rebuild_shared_index(database, collection, place));
  return without_file(remake_index_file(database, collection, place));
}

query::Query similar_to(std::string_view text) {
  query::Query any;
  any.kind = query::Kind::any;
  const auto add = [&](std::string words) {
    query::Query leaf;
    leaf.kind = query::Kind::words;
    leaf.text = {std::move(words)};
    if (any.parts.size() < most_terms && std::ranges::find(any.parts, leaf) == any.parts.end()) any.parts.push_back(std::move(leaf));
  };
  const auto units = query::units(text);
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (!units[i].is_single) {
      add(units[i].text);
    } else if (i + 1 < units.size() && units[i + 1].is_single) {
      add(units[i].text + units[i + 1].text);
    }
  }
  if (any.parts.empty() && !units.empty()) add(units.front().text);
  return any.parts.empty() ? query::Query{} : any.parts.size() == 1 ? any.parts.front() : any;
}

}  // namespace zhidian::ip_records
