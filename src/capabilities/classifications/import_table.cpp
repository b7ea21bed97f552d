#include "capabilities/classifications/import_table.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>
#include <unordered_set>

#include "audit/log.hpp"
#include "base/text.hpp"
#include "base/value.hpp"
#include "capabilities/classifications/classifications_store.hpp"
#include "capabilities/classifications/read_lines.hpp"
#include "capabilities/ip_records/clean.hpp"
#include "capabilities/ip_records/input.hpp"

namespace zhidian::classifications {
namespace {

using base::Value;

constexpr std::size_t most_shown = 100, longest_edition = 40, longest_title = 2000;

/// The files of one kind: their hashes, and one over all of them.
struct Files {
  Value::List listed;
  std::string hash;
};

base::Result<Files> hash_files(const std::vector<std::string>& paths) {
  Files files;
  std::string all;
  for (const std::string& path : paths) {
    const auto hash = ip_records::hash_file(path);
    if (!hash) return base::refuse(hash.error());
    files.listed.emplace_back(Value::Map{{"name", std::filesystem::path(path).filename().string()}, {"hash", *hash}});
    all += *hash;
  }
  if (!paths.empty()) files.hash = base::sha256_hex(all);
  return files;
}

/// The codes of a cell, joined by commas, semicolons, 、 or line breaks: whatever is no part of a code parts them.
std::vector<std::string> split_codes(const std::string& text) {
  std::vector<std::string> codes(1);
  for (const char each : text) {
    const bool is_part = std::isalnum(static_cast<unsigned char>(each)) || each == '/' || each == '.' || each == '-' || each == ' ';
    if (is_part) {
      codes.back() += each;
    } else if (!base::is_blank(codes.back())) {
      codes.emplace_back();
    }
  }
  if (base::is_blank(codes.back())) codes.pop_back();
  return codes;
}

/// Reads the files of one import and keeps count of what is left out.
class Reading {
 public:
  Reading(const Scheme& scheme, ImportReport& report) : scheme_(scheme), report_(report) {}

  base::Result<void> read_table(const std::string& path) {
    const std::size_t before = classes_.size();
    auto read = visit(path, false, [&](TableLine& line) { return take_class(line); });
    if (read && classes_.size() == before) return nothing_read(path);
    return read;
  }
  base::Result<void> read_withdrawn(const std::string& path) {
    const std::size_t before = withdrawn_.size();
    auto read = visit(path, true, [&](TableLine& line) { return take_withdrawn(line); });
    if (read && withdrawn_.size() == before) return nothing_read(path);
    return read;
  }

  /// With the class above each, once all are known.
  std::vector<StoredClass> classes() {
    for (StoredClass& each : classes_) {
      if (each.parent.empty() || !codes_.contains(each.parent)) each.parent = find_parent(each.code);
    }
    return std::move(classes_);
  }
  [[nodiscard]] const std::vector<Withdrawn>& withdrawn() const { return withdrawn_; }

 private:
  template <class Take>
  base::Result<void> visit(const std::string& path, bool of_withdrawn, const Take& take) {
    std::int64_t number = 0;
    return read_lines(path, scheme_, of_withdrawn, [&](TableLine&& line) {
      ++number;
      std::string reason = line.error.empty() ? take(line) : line.error;
      if (reason.empty()) return;
      ++report_.rejected;
      ++report_.reasons[reason];
      if (report_.first_rejected.size() < most_shown)
        report_.first_rejected.push_back({std::filesystem::path(path).filename().string(), number, std::move(reason), std::move(line.text)});
    });
  }

  static base::Result<void> nothing_read(const std::string& path) {
    return base::refuse(base::ErrorCode::invalid, "classifications.nothing_read", {{"file", std::filesystem::path(path).filename().string()}});
  }

  /// The reason it is left out for, or nothing.
  std::string take_class(const TableLine& line) {
    auto code = read_code(scheme_, line.code);
    if (!code) return "classifications.bad_code";
    std::string title = ip_records::clean_text(line.title);
    if (title.find("\xEF\xBF\xBD") != std::string::npos) return "ip_records.broken_text";
    if (title.size() > longest_title) return "ip_records.record_too_long";
    std::string parent = read_code(scheme_, line.parent).value_or("");
    if (parent == *code) parent.clear();
    if (scheme_.id == "gbt4754") note_section(*code, line, parent);
    if (!seen_.emplace(*code, parent).second) return "classifications.repeated_code";
    if (title.empty()) ++report_.reasons["classifications.no_title"];
    codes_.insert(*code);
    const auto level = static_cast<std::int64_t>(level_of(scheme_, *code));
    classes_.push_back({std::move(*code), std::move(parent), level, std::move(title), false});
    return {};
  }

  /// A division stands in the section of its line, or in the one that came before it.
  void note_section(const std::string& code, const TableLine& line, std::string& parent) {
    if (code.size() == 1) section_ = code;
    if (code.size() == 2 && parent.empty()) parent = read_code(scheme_, line.section).value_or(section_);
  }

  std::string take_withdrawn(const TableLine& line) {
    auto code = read_code(scheme_, line.code);
    if (!code) return "classifications.bad_code";
    std::vector<std::string> replacements;
    for (const std::string& part : split_codes(line.replaced_by)) {
      auto replacement = read_code(scheme_, part);
      if (!replacement) return "classifications.bad_code";
      replacements.push_back(std::move(*replacement));
    }
    if (replacements.empty()) replacements.emplace_back();
    for (std::string& each : replacements) {
      if (seen_withdrawn_.emplace(*code, each).second) withdrawn_.push_back({*code, std::move(each)});
    }
    return {};
  }

  /// The nearest class above that is there.
  [[nodiscard]] std::string find_parent(const std::string& code) const {
    auto above = codes_above(scheme_, code);
    std::ranges::reverse(above);
    const auto found = std::ranges::find_if(above, [&](const std::string& each) { return codes_.contains(each); });
    return found == above.end() ? std::string() : *found;
  }

  const Scheme& scheme_;
  ImportReport& report_;
  std::vector<StoredClass> classes_;
  std::vector<Withdrawn> withdrawn_;
  std::unordered_set<std::string> codes_;
  std::set<std::pair<std::string, std::string>> seen_, seen_withdrawn_;
  std::string section_;
};

StoredEdition find_or_begin(storage::Connection& connection, const Scheme& scheme, const std::string& name, base::Instant at, base::Random& random) {
  for (StoredEdition& each : list_stored_editions(connection)) {
    if (each.scheme == scheme.id && each.edition == name) return std::move(each);
  }
  StoredEdition edition;
  edition.id = base::make_id(at, random);
  edition.scheme = scheme.id;
  edition.edition = name;
  return edition;
}

/// Writes what was read into the edition, and the event.
void write(storage::Connection& connection, StoredEdition edition, const Files& table, const Files& withdrawn, Reading& reading, ImportReport& report,
           base::Instant at, base::Random& random) {
  if (!table.hash.empty()) {
    const auto classes = reading.classes();
    edition.hash = table.hash;
    edition.classes = static_cast<std::int64_t>(classes.size());
    edition.deepest = 0;
    for (const StoredClass& each : classes) edition.deepest = std::max(edition.deepest, each.level);
    put_edition(connection, edition);
    replace_classes(connection, edition.id, classes);
  }
  if (!withdrawn.hash.empty()) {
    edition.withdrawn_hash = withdrawn.hash;
    edition.withdrawn = static_cast<std::int64_t>(reading.withdrawn().size());
    replace_withdrawn(connection, edition.id, reading.withdrawn());
  }
  ++edition.version;
  edition.imported_at = base::print_instant(at);
  put_edition(connection, edition);
  report.classes = edition.classes;
  report.withdrawn = edition.withdrawn;
  Value content = Value::Map{{"scheme", edition.scheme},       {"edition", edition.edition}, {"hash", edition.hash},
                             {"classes", edition.classes},     {"deepest", edition.deepest}, {"withdrawn_hash", edition.withdrawn_hash},
                             {"withdrawn", edition.withdrawn}, {"files", table.listed},      {"withdrawn_files", withdrawn.listed},
                             {"rejected", report.rejected}};
  audit::append(connection, audit::make_event("classification", edition.id, edition.version, "import", "", at, std::move(content)), random);
}

}  // namespace

base::Result<ImportReport> import_table(storage::Database& database, const Scheme& scheme, const ImportRequest& request, base::Instant at,
                                        base::Random& random) {
  if (base::is_blank(request.edition) || base::count_characters(request.edition) > longest_edition)
    return base::refuse(base::ErrorCode::invalid, "classifications.bad_edition");
  const auto table = hash_files(request.files), withdrawn = hash_files(request.withdrawn);
  if (!table || !withdrawn) return base::refuse(table ? withdrawn.error() : table.error());
  ImportReport report;
  Reading reading(scheme, report);
  for (const std::string& path : request.files) {
    if (const auto read = reading.read_table(path); !read) return base::refuse(read.error());
  }
  for (const std::string& path : request.withdrawn) {
    if (const auto read = reading.read_withdrawn(path); !read) return base::refuse(read.error());
  }
  const auto transaction = database.write();
  auto& connection = transaction->connection();
  StoredEdition edition = find_or_begin(connection, scheme, request.edition, at, random);
  if (request.files.empty() && edition.version == 0)
    return base::refuse(base::ErrorCode::invalid, "classifications.edition_first", {{"edition", request.edition}});
  report.is_unchanged =
      (table->hash.empty() || table->hash == edition.hash) && (withdrawn->hash.empty() || withdrawn->hash == edition.withdrawn_hash);
  if (report.is_unchanged) {
    report.classes = edition.classes;
    report.withdrawn = edition.withdrawn;
    return report;
  }
  write(connection, std::move(edition), *table, *withdrawn, reading, report, at, random);
  transaction->commit();
  return report;
}

}  // namespace zhidian::classifications
