#include "capabilities/ip_records/import.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/text.hpp"
#include "base/value.hpp"
#include "capabilities/ip_records/tidy.hpp"

namespace zhidian::ip_records {
namespace {

using base::Value;

constexpr std::size_t batch_size = 500;

/// The file of the rejected: bytes behind what the store knows of were written by a batch that never was.
class RejectedFile {
 public:
  RejectedFile(std::string path, std::int64_t bytes) : path_(std::move(path)), bytes_(bytes) {
    if (std::filesystem::exists(path_)) std::filesystem::resize_file(path_, static_cast<std::uintmax_t>(bytes_));
  }
  void add(const std::string& line) { waiting_ += line; }
  /// Writes what waits; the bytes there are then.
  std::int64_t write() {
    if (waiting_.empty()) return bytes_;
    std::ofstream file(path_, std::ios::binary | std::ios::app);
    file << waiting_ << std::flush;
    if (!file) throw storage::Failure(storage::Failure::Kind::storage_full, "the file of the rejected cannot be written: " + path_);
    bytes_ += static_cast<std::int64_t>(waiting_.size());
    waiting_.clear();
    return bytes_;
  }

 private:
  std::string path_, waiting_;
  std::int64_t bytes_;
};

std::string rejected_line(std::int64_t record, const base::Error& error, const std::string& text) {
  Value::Map params(error.params.begin(), error.params.end());
  return base::print_json(Value::Map{
             {"record", record}, {"id", error.id}, {"params", std::move(params)}, {"text", text.substr(0, base::valid_utf8_length(text))}}) +
         "\n";
}

class FileFeed final : public RecordFeed {
 public:
  FileFeed(std::string path, const query::Collection& collection, Mapping columns)
      : path_(std::move(path)), collection_(collection), columns_(std::move(columns)) {}

  base::Result<void> read(std::int64_t from, const TakeRecord& take) override {
    std::int64_t seen = 0;
    return read_records(path_, collection_, columns_, [&](Read&& read) { return ++seen <= from || take(std::move(read)); }, &consumed_);
  }
  [[nodiscard]] std::int64_t permille() const override { return consumed_.permille(); }

 private:
  std::string path_;
  const query::Collection& collection_;
  Mapping columns_;
  Consumed consumed_;
};

class GeneratedFeed final : public RecordFeed {
 public:
  GeneratedFeed(std::int64_t total, std::function<query::Document(std::uint64_t)> make) : total_(total), make_(std::move(make)) {}

  base::Result<void> read(std::int64_t from, const TakeRecord& take) override {
    for (made_ = from; made_ < total_;)
      if (!take({make_(static_cast<std::uint64_t>(made_++)), {}, ""})) break;
    return {};
  }
  [[nodiscard]] std::int64_t permille() const override { return total_ == 0 ? 1000 : made_ * 1000 / total_; }

 private:
  std::int64_t total_, made_ = 0;
  std::function<query::Document(std::uint64_t)> make_;
};

class Importing {
 public:
  Importing(const ImportParts& parts, const Source& source, Import import, RecordFeed& feed, const std::string& rejected_path, const Watch& watch)
      : parts_(parts), source_(source), import_(std::move(import)), feed_(feed), rejected_(rejected_path, import_.rejected_bytes), watch_(watch) {}

  base::Result<Imported> run() {
    const std::int64_t from = import_.position;
    const auto read = feed_.read(from, [&](Read&& each) { return take(std::move(each)); });
    if (!is_left_off_) write();
    if (!read) return base::refuse(read.error());
    if (is_over_) return base::refuse(base::ErrorCode::conflict, "ip_records.import_is_over");
    if (!is_left_off_) end();
    return Imported{import_.counts, from > 0, from, is_left_off_};
  }

 private:
  bool take(Read&& read) {
    waiting_.push_back(std::move(read));
    if (waiting_.size() < batch_size) return true;
    write();
    is_left_off_ = is_left_off_ || !watch_.tell({import_.position, import_.permille, import_.counts});
    return !is_left_off_;
  }

  /// Writes what waits in one transaction.
  void write() {
    if (waiting_.empty()) return;
    const auto tidied = tidy_waiting();
    if (!number_records(tidied)) return;
    const auto transaction = parts_.database.write();
    auto& connection = transaction->connection();
    is_left_off_ = !watch_.may_write(connection);
    if (is_left_off_) return;
    const auto at = parts_.now();
    const std::int64_t sequence = begin_batch(connection, source_.collection, at, parts_.random);
    for (std::size_t i = 0; i < tidied.size(); ++i) {
      const auto written = put(connection, tidied[i], sequence, at);
      count(written, import_.position + static_cast<std::int64_t>(i) + 1, waiting_[i].text);
      if (written && tidied[i])
        for (const std::string& remark : tidied[i]->remarks) ++import_.counts.reasons[remark];
    }
    import_.rejected_bytes = rejected_.write();
    import_.position += static_cast<std::int64_t>(waiting_.size());
    import_.permille = feed_.permille();
    waiting_.clear();
    is_over_ = !update_import(connection, import_);
    is_left_off_ = is_over_;
    if (!is_over_) transaction->commit();
  }

  void end() {
    import_.permille = 1000;
    const auto transaction = parts_.database.write();
    is_left_off_ = !watch_.may_write(transaction->connection());
    if (is_left_off_) return;
    end_import(transaction->connection(), source_, import_, parts_.now(), parts_.random);
    transaction->commit();
  }

  std::vector<base::Result<Tidied>> tidy_waiting() {
    std::vector<base::Result<Tidied>> tidied;
    for (const Read& read : waiting_) {
      tidied.push_back(read.error ? base::Result<Tidied>(base::refuse(*read.error)) : tidy(parts_.collection, read.document));
    }
    return tidied;
  }

  /// Legal events find their patent by its application number: once an import brings some, older records have theirs noted. False where it was left
  /// off meanwhile.
  bool number_records(const std::vector<base::Result<Tidied>>& tidied) {
    const bool is_needed = std::ranges::any_of(tidied, [](const auto& each) { return each && each->is_events_alone; });
    while (is_needed && !are_numbered_ && !is_left_off_) {
      const auto transaction = parts_.database.write();
      is_left_off_ = !watch_.may_write(transaction->connection());
      if (is_left_off_) return false;
      are_numbered_ = number_some(transaction->connection(), source_.collection) == 0;
      transaction->commit();
    }
    return true;
  }

  base::Result<Written> put(storage::Connection& connection, const base::Result<Tidied>& tidied, std::int64_t sequence, base::Instant at) {
    if (!tidied) return base::refuse(tidied.error());
    if (!tidied->is_events_alone) return put_record(connection, source_, tidied->document, sequence, at);
    const auto written = add_events(connection, source_, tidied->document, sequence);
    if (!written) return base::refuse(base::ErrorCode::not_found, "ip_records.unknown_patent", {{"number", tidied->document.key}});
    return *written;
  }

  void count(const base::Result<Written>& written, std::int64_t record, const std::string& text) {
    if (!written) {
      ++import_.counts.rejected;
      ++import_.counts.reasons[written.error().id];
      return rejected_.add(rejected_line(record, written.error(), text));
    }
    switch (*written) {
      case Written::accepted: ++import_.counts.accepted; break;
      case Written::changed: ++import_.counts.changed; break;
      case Written::unchanged: ++import_.counts.unchanged; break;
    }
  }

  const ImportParts& parts_;
  const Source& source_;
  Import import_;
  RecordFeed& feed_;
  RejectedFile rejected_;
  const Watch& watch_;
  std::vector<Read> waiting_;
  bool is_left_off_ = false;
  bool are_numbered_ = false;
  bool is_over_ = false;  ///< its source was taken out, or another process read it to its end
};

/// Finds where an earlier reading of the file ended, or begins one.
Import begin_command(const ImportParts& parts, const Source& source, const std::string& path, const std::string& hash) {
  const auto transaction = parts.database.write();
  auto& connection = transaction->connection();
  if (auto unfinished = find_unfinished_import(connection, source.id, hash)) return std::move(*unfinished);
  Import import;
  import.id = base::make_id(parts.now(), parts.random);
  import.source_id = source.id;
  import.file_name = std::filesystem::path(path).filename().string();
  import.file_hash = hash;
  insert_import(connection, import, parts.now());
  transaction->commit();
  return import;
}

}  // namespace

std::unique_ptr<RecordFeed> open_file_feed(std::string path, const query::Collection& collection, Mapping columns) {
  return std::make_unique<FileFeed>(std::move(path), collection, std::move(columns));
}

std::unique_ptr<RecordFeed> make_generated_feed(std::int64_t total, std::function<query::Document(std::uint64_t)> make) {
  return std::make_unique<GeneratedFeed>(total, std::move(make));
}

base::Result<Imported> carry_out(const ImportParts& parts, const Source& source, Import import, RecordFeed& feed, const std::string& rejected_path,
                                 const Watch& watch) {
  return Importing(parts, source, std::move(import), feed, rejected_path, watch).run();
}

base::Result<Imported> import_file(const ImportParts& parts, const Source& source, const ImportOptions& options, const Watch& watch) {
  const auto hash = hash_file(options.path);
  if (!hash) return base::refuse(hash.error());
  const auto feed = open_file_feed(options.path, parts.collection, options.mapping);
  return carry_out(parts, source, begin_command(parts, source, options.path, *hash), *feed, options.rejected_path, watch);
}

}  // namespace zhidian::ip_records
