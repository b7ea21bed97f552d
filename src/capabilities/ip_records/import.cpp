#include "capabilities/ip_records/import.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/text.hpp"
#include "base/value.hpp"
#include "capabilities/ip_records/ip_records_store.hpp"
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

class Importing {
 public:
  Importing(storage::Database& database, const query::Collection& collection, const Source& source, const ImportOptions& options,
            const std::function<base::Instant()>& now, base::Random& random)
      : database_(database), collection_(collection), source_(source), options_(options), now_(now), random_(random) {}

  /// Finds where an earlier reading ended, or begins one.
  base::Result<void> begin() {
    const auto hash = hash_file(options_.path);
    if (!hash) return base::refuse(hash.error());
    const auto transaction = database_.write();
    auto& connection = transaction->connection();
    if (auto unfinished = find_unfinished_import(connection, source_.id, *hash)) {
      import_ = std::move(*unfinished);
    } else {
      import_.id = base::make_id(now_(), random_);
      import_.source_id = source_.id;
      import_.file_name = std::filesystem::path(options_.path).filename().string();
      import_.file_hash = *hash;
      insert_import(connection, import_, now_());
      transaction->commit();
    }
    resumed_at_ = import_.position;
    rejected_.emplace(options_.rejected_path, import_.rejected_bytes);
    return {};
  }

  bool take(Read&& read, const std::function<void(const Progress&)>& tell) {
    if (++seen_ <= resumed_at_) return true;
    waiting_.push_back(std::move(read));
    if (waiting_.size() < batch_size) return true;
    write();
    tell({import_.position, import_.counts});
    return true;
  }

  Imported end() {
    write();
    const auto transaction = database_.write();
    end_import(transaction->connection(), source_, import_, now_(), random_);
    transaction->commit();
    return {import_.counts, resumed_at_ > 0, resumed_at_};
  }

  /// Writes what waits in one transaction.
  void write() {
    if (waiting_.empty()) return;
    const auto documents = tidy_waiting();
    import_.rejected_bytes = rejected_->write();
    import_.position += static_cast<std::int64_t>(waiting_.size());
    waiting_.clear();
    const auto transaction = database_.write();
    auto& connection = transaction->connection();
    const auto at = now_();
    const std::int64_t sequence = begin_batch(connection, source_.collection, at, random_);
    for (const query::Document& document : documents) {
      switch (put_record(connection, source_, document, sequence, at)) {
        case Written::accepted: ++import_.counts.accepted; break;
        case Written::changed: ++import_.counts.changed; break;
        case Written::unchanged: ++import_.counts.unchanged; break;
      }
    }
    update_import(connection, import_);
    transaction->commit();
  }

 private:
  std::vector<query::Document> tidy_waiting() {
    std::vector<query::Document> documents;
    std::int64_t record = import_.position;
    for (Read& read : waiting_) {
      ++record;
      auto tidied = read.error ? base::Result<Tidied>(base::refuse(*read.error)) : tidy(collection_, read.document);
      if (tidied) {
        documents.push_back(std::move(tidied->document));
        for (const std::string& remark : tidied->remarks) ++import_.counts.reasons[remark];
      } else {
        ++import_.counts.rejected;
        ++import_.counts.reasons[tidied.error().id];
        rejected_->add(rejected_line(record, tidied.error(), read.text));
      }
    }
    return documents;
  }

  storage::Database& database_;
  const query::Collection& collection_;
  const Source& source_;
  const ImportOptions& options_;
  const std::function<base::Instant()>& now_;
  base::Random& random_;
  Import import_;
  std::optional<RejectedFile> rejected_;
  std::vector<Read> waiting_;
  std::int64_t seen_ = 0, resumed_at_ = 0;
};

}  // namespace

base::Result<Imported> import_file(storage::Database& database, const query::Collection& collection, const Source& source,
                                   const ImportOptions& options, const std::function<base::Instant()>& now, base::Random& random,
                                   const std::function<void(const Progress&)>& tell) {
  Importing importing(database, collection, source, options, now, random);
  if (const auto begun = importing.begin(); !begun) return base::refuse(begun.error());
  const auto read = read_records(options.path, collection, options.mapping, [&](Read&& each) { return importing.take(std::move(each), tell); });
  if (!read) {
    importing.write();
    return base::refuse(read.error());
  }
  return importing.end();
}

}  // namespace zhidian::ip_records
