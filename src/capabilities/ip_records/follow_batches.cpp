#include "capabilities/ip_records/follow_batches.hpp"

#include <future>

namespace zhidian::ip_records {
namespace {

/// A larger page is indexed faster, since FTS5 merges fewer segments; it takes longer until it is seen.
constexpr std::int64_t page = 5000;

base::Result<void> write_page(search::Index& index, std::vector<Change>&& changes, std::uint64_t feed) {
  std::vector<query::Document> documents;
  std::vector<std::string> removed;
  for (Change& change : changes) {
    if (change.document) {
      documents.push_back(std::move(*change.document));
    } else {
      removed.push_back(std::move(change.key));
    }
  }
  if (!removed.empty()) {
    if (auto done = index.remove(removed, documents.empty() ? feed : 0); !done) return done;
  }
  return documents.empty() ? base::Result<void>() : index.put(documents, feed);
}

}  // namespace

Mark feed_of(storage::Database& database, const query::Collection& collection) {
  return find_feed(database.read()->connection(), collection.id).value_or(Mark{});
}

std::string name_of_series(const query::Collection& collection, const Mark& feed) {
  return collection.id + "-" + (feed.feed.empty() ? "none" : feed.feed.substr(feed.feed.size() - 12));
}

base::Result<void> follow_batches(storage::Database& database, const query::Collection& collection, search::Index& index, const IndexPlace& place) {
  const auto read = [&](const Mark& from) { return list_changes(database.read()->connection(), collection.id, from, page); };
  Mark mark{"", static_cast<std::int64_t>(index.feed()) + 1, ""};
  std::uint64_t followed = 0;
  for (auto changes = read(mark); !changes.empty();) {
    const bool is_last = static_cast<std::int64_t>(changes.size()) < page;
    mark = {"", changes.back().sequence, changes.back().key};
    followed += changes.size();
    auto next = std::async(is_last ? std::launch::deferred : std::launch::async, read, mark);  // read while this page is written
    // A full page may end inside a batch: only the batches before it are whole.
    auto written = write_page(index, std::move(changes), static_cast<std::uint64_t>(is_last ? mark.sequence : mark.sequence - 1));
    if (!written) return written;
    place.tell(followed);
    if (is_last) return {};
    changes = next.get();
  }
  return {};
}

Followed read_changes(storage::Database& database, const query::Collection& collection, Followed followed, ChangeReader& reader) {
  const Mark feed = feed_of(database, collection);
  if (feed.feed != followed.series || feed.sequence < static_cast<std::int64_t>(followed.batch)) {
    reader.begin_anew();
    followed = {feed.feed, 0};
  }
  Mark mark{"", static_cast<std::int64_t>(followed.batch) + 1, ""};
  for (bool is_last = mark.sequence > feed.sequence; !is_last;) {
    const auto changes = list_changes(database.read()->connection(), collection.id, mark, page);
    is_last = static_cast<std::int64_t>(changes.size()) < page;
    for (const Change& change : changes) {
      if (change.document) reader.put(*change.document);
      if (!change.document) reader.remove(change.key);
    }
    reader.end_page();
    if (!changes.empty()) mark = {"", changes.back().sequence, changes.back().key};
    if (!changes.empty()) followed.batch = static_cast<std::uint64_t>(mark.sequence);
  }
  return followed;
}

}  // namespace zhidian::ip_records
