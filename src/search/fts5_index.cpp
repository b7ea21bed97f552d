#include "search/fts5_index.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <functional>
#include <limits>
#include <stdexcept>
#include <utility>

#include "search/columns_file.hpp"
#include "search/facets.hpp"
#include "search/fts5_batch.hpp"
#include "search/fts5_file.hpp"
#include "search/fts5_ranking.hpp"
#include "search/limits.hpp"
#include "search/ordering.hpp"
#include "search/sql.hpp"

namespace zhidian::search {

using base::ErrorCode;

namespace {

constexpr std::chrono::seconds patience{10};
constexpr auto never = std::chrono::steady_clock::time_point::max();

/// A refusal where a person can do something about it. Errors: storage::Failure where the world is broken.
base::Error refusal_of(const Fts5Failure& failure) {
  switch (failure.code() & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT: return {ErrorCode::unavailable, "search.index_damaged", {{"reason", failure.what()}}, {}, {}};
    case SQLITE_INTERRUPT: return {ErrorCode::invalid, "search.too_long", {}, {}, {}};
    case SQLITE_FULL: throw storage::Failure(storage::Failure::Kind::storage_full, failure.what());
    case SQLITE_BUSY:
    case SQLITE_CANTOPEN: throw storage::Failure(storage::Failure::Kind::unavailable, failure.what());
    default: throw storage::Failure(storage::Failure::Kind::broken, failure.what());
  }
}

/// The time of a search, and its end for the next use of the connection.
class Deadline {
 public:
  Deadline(Fts5Connection& connection, std::chrono::milliseconds most) : connection_(connection) {
    connection_.set_deadline(std::chrono::steady_clock::now() + most);
  }
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;
  ~Deadline() { connection_.set_deadline(never); }

 private:
  Fts5Connection& connection_;
};

void refuse_weighted_numbers(const query::Collection& collection) {
  for (const query::Field& field : collection.fields) {
    if (field.type == query::FieldType::number && field.weight > 0) throw std::logic_error(field.id + ": a number is no part of any text");
  }
}

base::Result<std::vector<Hit>> list_hits(const Fts5View& view, Fts5Evaluator& evaluator, const Wanted& wanted, const DocumentSet& documents) {
  const std::size_t most = wanted.from + wanted.most;
  std::vector<ScoredDocument> ordered;
  if (wanted.order.field.empty()) {
    ordered = order_by_relevance(view, evaluator, wanted.query, documents, most);
  } else {
    const auto column = view.layout.column_of(wanted.order.field);
    if (!column || view.dictionaries[*column]) return base::refuse(ErrorCode::invalid, "search.unknown_field", {{"field", wanted.order.field}});
    for (const DocumentNumber number : order_by_date(view.columns, *column, documents, wanted.order.is_ascending, most))
      ordered.push_back({number, 0});
  }
  std::vector<Hit> hits;
  for (std::size_t index = wanted.from; index < ordered.size(); ++index) {
    auto use = view.connection.use(sql::search::find_document_key.sql);
    if (!use.bind(1, std::int64_t{ordered[index].number}).step()) throw Fts5Failure(SQLITE_CORRUPT, "a document has no key");
    hits.push_back({std::string(use.text(0)), ordered[index].score});
  }
  return hits;
}

/// The documents of some keys, in the order of the keys, and where each key stands.
std::vector<std::pair<DocumentNumber, std::size_t>> find_numbers(Fts5Connection& connection, const std::vector<std::string>& keys) {
  std::vector<std::pair<DocumentNumber, std::size_t>> numbers;
  for (std::size_t index = 0; index < keys.size(); ++index) {
    auto use = connection.use(sql::search::find_document.sql);
    if (use.bind(1, keys[index]).step()) numbers.emplace_back(static_cast<DocumentNumber>(use.integer(0)), index);
  }
  return numbers;
}

/// The documents among those keys, and the hits of them that are wanted.
DocumentSet narrow_to(Fts5Connection& connection, const Wanted& wanted, const DocumentSet& documents, std::vector<Hit>& hits) {
  DocumentSet among;
  std::size_t place = 0;
  for (const auto& [number, index] : find_numbers(connection, *wanted.among)) {
    if (!documents.contains(number) || among.contains(number)) continue;
    among.add(number);
    if (place >= wanted.from && place < wanted.from + wanted.most) hits.push_back({(*wanted.among)[index], 0});
    ++place;
  }
  return among;
}

}  // namespace

Fts5Index::Fts5Index(std::string path, query::Collection collection, Fts5Options options)
    : path_(std::move(path)), collection_(std::move(collection)), layout_(collection_), options_(options), cache_(options.cache_bytes) {
  refuse_weighted_numbers(collection_);
  writer_ = std::make_unique<Fts5Connection>(path_);
  // What is merged is read once: mapped as a whole, a large index would count as memory of the process that builds it.
  writer_->run("PRAGMA mmap_size = 268435456");
  prepare_file(*writer_, layout_);
  dictionaries_ = make_dictionaries(layout_);
  Fts5Transaction transaction(*writer_, Fts5Transaction::Kind::read);
  columns_ = open_columns();
  for (std::size_t reader = 0; reader < options_.readers; ++reader) readers_.add(std::make_unique<Fts5Connection>(path_));
}

Fts5Index::~Fts5Index() {
  try {
    const FileState state = read_state(*writer_);
    // Another process may have gone on, or taken the file out.
    if (columns_->generation != state.generation || saved_ == state.generation || !std::filesystem::exists(path_)) return;
    save_columns(path_ + columns_ending, layout_, state, *columns_);
  } catch (const std::exception&) {
    // The next opening reads the rows.
  }
}

std::shared_ptr<const Columns> Fts5Index::open_columns() {
  const FileState state = read_state(*writer_);
  auto saved = map_columns(path_ + columns_ending, layout_, state);
  if (!saved) return load_columns(*writer_, layout_, dictionaries_);
  check_rows(*writer_, state);
  load_dictionaries(*writer_, layout_, dictionaries_);
  saved_ = state.generation;
  return saved;
}

base::Result<void> Fts5Index::put(std::span<const query::Document> documents, std::uint64_t feed) {
  return write(feed, [&](Fts5Batch& batch) { each_prepared(layout_, documents, [&](const PreparedDocument& document) { batch.put(document); }); });
}

base::Result<void> Fts5Index::remove(std::span<const std::string> keys, std::uint64_t feed) {
  return write(feed, [&](Fts5Batch& batch) {
    for (const std::string& key : keys) batch.remove(key);
  });
}

base::Result<void> Fts5Index::write(std::uint64_t feed, const Change& change) {
  std::lock_guard lock(writing_);
  std::vector<std::size_t> sizes;
  for (const auto& dictionary : dictionaries_) sizes.push_back(dictionary ? dictionary->size() : 0);
  try {
    write_batch(feed, change);
    return {};
  } catch (...) {
    // What another process had added to the dictionaries is read again at the next turn.
    for (std::size_t index = 0; index < sizes.size(); ++index) {
      if (dictionaries_[index]) dictionaries_[index]->shrink(sizes[index]);
    }
    try {
      throw;
    } catch (const Fts5Failure& failure) {
      return base::refuse(refusal_of(failure));
    }
  }
}

void Fts5Index::write_batch(std::uint64_t feed, const Change& change) {
  Fts5Transaction transaction(*writer_, Fts5Transaction::Kind::write);
  FileState state = read_state(*writer_);
  auto before = columns();
  if (state.generation != before->generation) before = load_columns(*writer_, layout_, dictionaries_);
  Fts5Batch batch(*writer_, layout_, dictionaries_, *before);
  change(batch);
  ++state.generation;
  if (feed != 0) state.feed = feed;
  batch.finish(state);
  const auto after = apply_edits(*before, layout_, dictionaries_, batch.edits());
  after->generation = state.generation;
  after->feed = state.feed;
  std::unique_lock turn(turn_);
  transaction.commit();
  columns_ = after;
}

base::Result<void> Fts5Index::settle() try {
  std::lock_guard lock(writing_);
  settle_segments(*writer_);
  return {};
} catch (const Fts5Failure& failure) {
  return base::refuse(refusal_of(failure));
}

std::shared_ptr<const Columns> Fts5Index::columns() const {
  std::shared_lock turn(turn_);
  return columns_;
}

std::shared_ptr<const Columns> Fts5Index::begin_reading(Fts5Connection& connection, std::unique_ptr<Fts5Transaction>& transaction) const {
  while (true) {
    transaction.reset();
    {
      std::shared_lock turn(turn_);
      transaction = std::make_unique<Fts5Transaction>(connection, Fts5Transaction::Kind::read);
      if (read_state(connection).generation == columns_->generation) return columns_;
    }
    transaction.reset();
    connection.check_deadline();
    refresh();
  }
}

void Fts5Index::refresh() const {
  std::lock_guard lock(writing_);
  Fts5Transaction transaction(*writer_, Fts5Transaction::Kind::read);
  if (read_state(*writer_).generation == columns()->generation) return;
  const auto loaded = load_columns(*writer_, layout_, dictionaries_);
  std::unique_lock turn(turn_);
  columns_ = loaded;
}

base::Result<Found> Fts5Index::find(const Wanted& wanted) const { return find_within(wanted, options_.most_time); }

base::Result<std::vector<std::string>> Fts5Index::list(const query::Query& query, const Order& order) const {
  auto found = find_within({query, order, 0, std::numeric_limits<std::size_t>::max(), {}, 0}, options_.most_listing);
  if (!found) return base::refuse(found.error());
  std::vector<std::string> keys;
  keys.reserve(found->hits.size());
  for (Hit& hit : found->hits) keys.push_back(std::move(hit.key));
  return keys;
}

base::Result<Found> Fts5Index::find_within(const Wanted& wanted, std::chrono::milliseconds most_time) const {
  if (auto checked = check_limits(wanted.query); !checked) return base::refuse(checked.error());
  auto reader = readers_.take(patience);
  const Deadline deadline(*reader, most_time);
  try {
    return find_in(wanted, *reader);
  } catch (const Fts5Failure& failure) {
    return base::refuse(refusal_of(failure));
  }
}

base::Result<Found> Fts5Index::find_in(const Wanted& wanted, Fts5Connection& connection) const {
  std::unique_ptr<Fts5Transaction> transaction;
  const auto columns = begin_reading(connection, transaction);
  const Fts5View view{collection_, layout_, dictionaries_, connection, *columns, cache_};
  Fts5Evaluator evaluator(view);
  if (wanted.order.field.empty() && wanted.most > 0 && !wanted.among) find_with_scores(view, evaluator, wanted.query);
  DocumentSet documents = evaluator.evaluate(wanted.query);
  Found found;
  if (wanted.among) {
    documents = narrow_to(connection, wanted, documents, found.hits);
  } else {
    auto hits = list_hits(view, evaluator, wanted, documents);
    if (!hits) return base::refuse(hits.error());
    found.hits = std::move(*hits);
  }
  found.count = documents.count();
  auto facets = count_facets(*columns, layout_, dictionaries_, documents, wanted.facets, wanted.most_values);
  if (!facets) return base::refuse(facets.error());
  found.facets = std::move(*facets);
  return found;
}

std::uint64_t Fts5Index::size() const { return columns()->count; }
std::uint64_t Fts5Index::feed() const { return columns()->feed; }

base::Result<std::unique_ptr<Index>> open_index(const std::string& path, const query::Collection& collection) try {
  return std::make_unique<Fts5Index>(path, collection);
} catch (const Fts5Failure& failure) {
  return base::refuse(refusal_of(failure));
}

}  // namespace zhidian::search
