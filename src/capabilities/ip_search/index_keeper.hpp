#pragma once
#include <array>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "capabilities/ip_records/follow.hpp"
#include "capabilities/ip_search/mark_keeper.hpp"
#include "query/load.hpp"

namespace zhidian::ip_search {

/// The order in which people are shown the collections.
inline constexpr std::array<std::string_view, 3> shown_order{"patents", "trademarks", "indications"};

/// The indexes of all collections as a serving process uses them. Searches never wait for the following: they are answered from what is open, or
/// told that nothing is. Threads: one follows, any number search.
class IndexKeeper {
 public:
  using Index = std::shared_ptr<const search::Index>;

  /// Opens nothing yet. `database` and `collections` must outlive it; the files lie in `folder`, or the indexes in `engine`, an OpenSearch server.
  IndexKeeper(storage::Database& database, const query::Collections& collections, std::string folder,
              std::shared_ptr<const outbound::Service> engine = {});
  [[nodiscard]] const query::Collections& collections() const { return collections_; }
  /// The index to search now. Errors: ip_search.preparing where none is open: before the first round, and while a damaged one is made anew;
  /// search.engine_… where the server that holds it does not answer.
  [[nodiscard]] base::Result<Index> find(std::string_view collection) const;
  /// How the index of a collection stands.
  struct State {
    bool is_ready = false, is_current = false;
    std::uint64_t documents = 0, bytes = 0;
  };
  [[nodiscard]] State state(storage::Connection& connection, std::string_view collection) const;
  /// A search met damage in this index: it is searched no more, and the next round, which comes at once, makes it anew.
  void report_damage(std::string_view collection, const search::Index* damaged);
  /// One round: opens what is not open, brings what is to the last batch. Asked to stop it leaves a new index unfinished; it is begun again.
  void follow(const std::stop_token& stop);
  /// Until `interval` has passed, damage is reported or `stop` is asked for.
  void wait(const std::stop_token& stop, std::chrono::milliseconds interval);

 private:
  struct Kept {
    std::shared_ptr<search::Index> index;  ///< what searches use
    std::string path;
    bool is_damaged = false;
    std::optional<base::Error> trouble = {};  ///< why none is open, where a reader may be told
  };
  void follow_one(const query::Collection& collection, const ip_records::IndexPlace& place);
  void open(const query::Collection& collection, const ip_records::IndexPlace& place, bool is_damaged);

  void note_trouble(const base::Error& error);

  storage::Database& database_;
  const query::Collections& collections_;
  std::string folder_;
  std::shared_ptr<const outbound::Service> engine_;
  mutable std::mutex mutex_;
  std::condition_variable_any reported_;
  std::map<std::string, Kept, std::less<>> kept_;
};

/// Follows on a thread of its own until destroyed; begins at once. Every process follows for itself: its files are its own, and in a server
/// one feeds at a time. A round that fails is told and tried again.
class Follower {
 public:
  using Tell = std::function<void(std::string_view what)>;
  explicit Follower(IndexKeeper& keeper, Tell tell_failure, std::chrono::milliseconds interval = std::chrono::seconds(1));
  explicit Follower(MarkKeeper& keeper, Tell tell_failure, std::chrono::milliseconds interval = std::chrono::seconds(1));

 private:
  std::jthread thread_;
};

}  // namespace zhidian::ip_search
