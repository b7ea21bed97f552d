#include "capabilities/ip_search/index_keeper.hpp"

#include <filesystem>
#include <stdexcept>
#include <utility>

namespace zhidian::ip_search {

using base::ErrorCode;

IndexKeeper::IndexKeeper(storage::Database& database, const query::Collections& collections, std::string folder,
                         std::shared_ptr<const outbound::Service> engine)
    : database_(database), collections_(collections), folder_(std::move(folder)), engine_(std::move(engine)) {
  for (const auto& [id, collection] : collections_) kept_.try_emplace(id);
}

base::Result<IndexKeeper::Index> IndexKeeper::find(std::string_view collection) const {
  const std::lock_guard lock(mutex_);
  const auto kept = kept_.find(collection);
  if (kept != kept_.end() && !kept->second.index && kept->second.trouble) return base::refuse(*kept->second.trouble);
  if (kept == kept_.end() || !kept->second.index) return base::refuse(ErrorCode::unavailable, "ip_search.preparing");
  return Index(kept->second.index);
}

IndexKeeper::State IndexKeeper::state(storage::Connection& connection, std::string_view collection) const {
  Kept kept;
  {
    const std::lock_guard lock(mutex_);
    kept = kept_.find(collection)->second;
  }
  if (!kept.index) return {};
  std::error_code none;
  const auto bytes = std::filesystem::file_size(kept.path, none);
  return {true, ip_records::is_current(connection, collections_.find(collection)->second, *kept.index, kept.path), kept.index->size(),
          none ? 0 : bytes};
}

void IndexKeeper::report_damage(std::string_view collection, const search::Index* damaged) {
  {
    const std::lock_guard lock(mutex_);
    Kept& kept = kept_.find(collection)->second;
    if (kept.index.get() != damaged) return;  // another search was first
    kept.index.reset();
    kept.is_damaged = true;
  }
  reported_.notify_all();
}

void IndexKeeper::follow(const std::stop_token& stop) {
  const ip_records::IndexPlace place{folder_,
                                     [&stop](std::uint64_t) {
                                       if (stop.stop_requested()) throw Stopped();
                                     },
                                     engine_};
  try {
    for (const auto& [id, collection] : collections_) {
      if (!stop.stop_requested()) follow_one(collection, place);
    }
  } catch (const Stopped&) {
    return;
  }
}

void IndexKeeper::follow_one(const query::Collection& collection, const ip_records::IndexPlace& place) {
  Kept now;
  {
    const std::lock_guard lock(mutex_);
    now = kept_.find(collection.id)->second;
  }
  if (!now.index) return open(collection, place, now.is_damaged);
  const auto followed = ip_records::follow_open_index(database_, collection, *now.index, now.path, place);
  if (followed && *followed) return;
  const bool is_damaged = !followed && followed.error().id == "search.index_damaged";
  if (is_damaged) report_damage(collection.id, now.index.get());
  if (!followed && !is_damaged) throw std::runtime_error("the index of " + collection.id + " was not followed: " + followed.error().id);
  now.index.reset();
  open(collection, place, is_damaged);
}

/// What served before goes on serving until this one is open, unless it is damaged.
void IndexKeeper::open(const query::Collection& collection, const ip_records::IndexPlace& place, bool is_damaged) {
  auto opened = is_damaged ? ip_records::remake_index_file(database_, collection, place) : ip_records::open_index_file(database_, collection, place);
  if (!opened && opened.error().id == "search.fed_by_another") return;  // the next round looks again
  if (!opened) note_trouble(opened.error());
  if (!opened) throw std::runtime_error("the index of " + collection.id + " was not opened: " + opened.error().id);
  const std::lock_guard lock(mutex_);
  kept_.find(collection.id)->second = {std::move(opened->index), std::move(opened->path), false};
}

/// One server holds them all.
void IndexKeeper::note_trouble(const base::Error& error) {
  if (!error.id.starts_with("search.engine_")) return;
  const std::lock_guard lock(mutex_);
  for (auto& [id, kept] : kept_) kept.trouble = error;
}

void IndexKeeper::wait(const std::stop_token& stop, std::chrono::milliseconds interval) {
  std::unique_lock lock(mutex_);
  reported_.wait_for(lock, stop, interval, [this] {
    for (const auto& [id, kept] : kept_)
      if (kept.is_damaged) return true;
    return false;
  });
}

namespace {

void wait_for(const std::stop_token& stop, std::chrono::milliseconds interval) {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any().wait_for(lock, stop, interval, [] { return false; });
}

/// Round after round; a trouble that lasts is told once.
template <class Round, class Wait>
void follow_until(const std::stop_token& stop, const Follower::Tell& tell, std::chrono::milliseconds interval, const Round& round, const Wait& wait) {
  std::string told;
  while (!stop.stop_requested()) {
    try {
      round();
      told.clear();
    } catch (const std::exception& failure) {
      if (told != failure.what()) tell(told = failure.what());
      wait_for(stop, interval);
    }
    wait();
  }
}

}  // namespace

Follower::Follower(IndexKeeper& keeper, Tell tell_failure, std::chrono::milliseconds interval)
    : thread_([&keeper, tell = std::move(tell_failure), interval](const std::stop_token& stop) {
        follow_until(stop, tell, interval, [&] { keeper.follow(stop); }, [&] { keeper.wait(stop, interval); });
      }) {}

Follower::Follower(MarkKeeper& keeper, Tell tell_failure, std::chrono::milliseconds interval)
    : thread_([&keeper, tell = std::move(tell_failure), interval](const std::stop_token& stop) {
        follow_until(stop, tell, interval, [&] { keeper.follow(stop); }, [&] { wait_for(stop, interval); });
      }) {}

}  // namespace zhidian::ip_search
