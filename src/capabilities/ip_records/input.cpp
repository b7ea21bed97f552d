#include "capabilities/ip_records/input.hpp"

#include <zip.h>
#include <zlib.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <vector>

#include "base/id.hpp"
#include "base/sha256.hpp"
#include "storage/storage.hpp"

namespace zhidian::ip_records {
namespace {

constexpr std::uint64_t free_length = 16U << 20;  // bytes unpacked before the ratio is asked
constexpr std::uint64_t most_times = 200;         // XML and tables pack to a fortieth at best

bool unpacks_without_end(std::uint64_t unpacked, std::uint64_t packed) { return unpacked > free_length && unpacked / most_times > packed; }

/// A plain file or gzip, by zlib, which reads either.
class GzipInput : public Input {
 public:
  GzipInput(const std::string& path, Consumed& consumed) : file_(gzopen(path.c_str(), "rb"), gzclose_r), consumed_(consumed) {
    if (file_) gzbuffer(file_.get(), 1U << 17);
  }
  bool is_open() const { return file_ != nullptr; }

  base::Result<std::size_t> read(char* bytes, std::size_t most) override {
    const int length = gzread(file_.get(), bytes, static_cast<unsigned>(most));
    int code = Z_OK;
    if (length <= 0) gzerror(file_.get(), &code);
    if (length < 0 || (code != Z_OK && code != Z_STREAM_END)) return base::refuse(base::ErrorCode::invalid, "ip_records.damaged_archive");
    unpacked_ += static_cast<std::uint64_t>(length);
    const auto packed = gzoffset(file_.get());
    consumed_.read = static_cast<std::uint64_t>(packed > 0 ? packed : 0);
    if (!gzdirect(file_.get()) && packed > 0 && unpacks_without_end(unpacked_, static_cast<std::uint64_t>(packed)))
      return base::refuse(base::ErrorCode::too_large, "ip_records.unpacks_without_end");
    return static_cast<std::size_t>(length);
  }

 private:
  std::unique_ptr<gzFile_s, int (*)(gzFile)> file_;
  Consumed& consumed_;
  std::uint64_t unpacked_ = 0;
};

/// What an entry of the outermost archive may unpack to, with all that is packed inside it.
struct Unpacked {
  std::uint64_t packed = 0, unpacked = 0;
};

/// One file inside a zip.
class ZipInput : public Input {
 public:
  ZipInput(zip_t* archive, zip_uint64_t index, Unpacked& counted) : file_(zip_fopen_index(archive, index, 0), zip_fclose), counted_(counted) {}

  base::Result<std::size_t> read(char* bytes, std::size_t most) override {
    const zip_int64_t length = file_ ? zip_fread(file_.get(), bytes, most) : -1;
    if (length < 0) return base::refuse(base::ErrorCode::invalid, "ip_records.damaged_archive");
    counted_.unpacked += static_cast<std::uint64_t>(length);
    if (unpacks_without_end(counted_.unpacked, counted_.packed)) return base::refuse(base::ErrorCode::too_large, "ip_records.unpacks_without_end");
    return static_cast<std::size_t>(length);
  }

 private:
  std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file_;
  Unpacked& counted_;
};

bool is_zip(const std::string& path) {
  std::array<char, 4> head{};
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  return file && std::fread(head.data(), 1, head.size(), file.get()) == head.size() && std::string_view(head.data(), 4) == "PK\x03\x04";
}

using Archive = std::unique_ptr<zip_t, void (*)(zip_t*)>;
using TemporaryFile = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

/// The bytes in a file that goes with its last user. Errors: those of Input::read. Throws storage::Failure where there is no space for it.
base::Result<TemporaryFile> unpack(Input& input) {
  TemporaryFile file(std::tmpfile(), std::fclose);
  std::array<char, 1U << 16> bytes;
  while (file) {
    const auto length = input.read(bytes.data(), bytes.size());
    if (!length) return base::refuse(length.error());
    if (*length == 0 && std::fflush(file.get()) == 0) return file;
    if (*length == 0 || std::fwrite(bytes.data(), 1, *length, file.get()) != *length) break;
  }
  throw storage::Failure(storage::Failure::Kind::storage_full, "an archive inside an archive cannot be unpacked");
}

Archive open_archive(TemporaryFile file) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_filep_create(file.get(), 0, 0, &error);
  [[maybe_unused]] const std::FILE* its = source ? file.release() : nullptr;  // the source closes it
  zip_t* archive = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr;
  if (source && !archive) zip_source_free(source);
  zip_error_fini(&error);
  return {archive, zip_discard};
}

bool is_zip_name(const std::string& name) { return name.ends_with(".zip") || name.ends_with(".ZIP"); }

/// Archives as they stand in one another.
class ZipVisit {
 public:
  ZipVisit(const VisitFile& visit, Consumed& consumed) : visit_(visit), consumed_(consumed) {}

  /// False where the visit is over. `outer` is what the entry of the outermost archive that holds this one has unpacked to.
  base::Result<bool> visit(zip_t* archive, int depth = 0, Unpacked* outer = nullptr) {
    if (!archive) return base::refuse(base::ErrorCode::invalid, "ip_records.damaged_archive");
    const zip_int64_t entries = zip_get_num_entries(archive, 0);
    for (zip_int64_t index = 0; index < entries; ++index) {
      zip_stat_t about;
      if (zip_stat_index(archive, static_cast<zip_uint64_t>(index), 0, &about) != 0)
        return base::refuse(base::ErrorCode::invalid, "ip_records.damaged_archive");
      const std::string name = about.name;
      if (name.ends_with('/')) continue;
      Unpacked own{about.comp_size, 0};
      Unpacked& counted = outer ? *outer : own;
      ZipInput input(archive, static_cast<zip_uint64_t>(index), counted);
      const auto goes_on = is_zip_name(name) ? visit_inner(input, depth + 1, counted) : visit_(name, true, input);
      if (!goes_on || !*goes_on) return goes_on;
      if (!outer) consumed_.read += about.comp_size;
    }
    return true;
  }

 private:
  static constexpr int most_depth = 2;

  base::Result<bool> visit_inner(Input& input, int depth, Unpacked& counted) {
    if (depth > most_depth) return base::refuse(base::ErrorCode::invalid, "ip_records.packed_too_deep", {{"most", std::to_string(most_depth)}});
    auto file = unpack(input);
    if (!file) return base::refuse(file.error());
    return visit(open_archive(std::move(*file)).get(), depth, &counted);
  }

  const VisitFile& visit_;
  Consumed& consumed_;
};

base::Result<void> visit_zip(const std::string& path, const VisitFile& visit, Consumed& consumed) {
  const Archive archive(zip_open(path.c_str(), ZIP_RDONLY, nullptr), zip_discard);
  const auto visited = ZipVisit(visit, consumed).visit(archive.get());
  return visited ? base::Result<void>() : base::refuse(visited.error());
}

}  // namespace

base::Result<void> visit_files(const std::string& path, const VisitFile& visit, Consumed* consumed) {
  Consumed untold;
  Consumed& told = consumed ? *consumed : untold;
  std::error_code ignored;
  const auto size = std::filesystem::file_size(path, ignored);
  told = {0, ignored ? 0 : size};
  if (is_zip(path)) return visit_zip(path, visit, told);
  GzipInput input(path, told);
  if (!input.is_open()) return base::refuse(base::ErrorCode::not_found, "ip_records.unreadable_file");
  std::string name = path.substr(path.find_last_of('/') + 1);
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  const auto visited = visit(name, false, input);
  if (!visited) return base::refuse(visited.error());
  return {};
}

base::Result<bool> Lines::fill() {
  buffer_.erase(0, at_);
  at_ = 0;
  std::array<char, 1U << 16> bytes;
  const auto length = input_.read(bytes.data(), bytes.size());
  if (!length) return base::refuse(length.error());
  buffer_.append(bytes.data(), *length);
  return *length > 0;
}

base::Result<std::optional<Lines::Line>> Lines::next() {
  Line line{++number_, "", false};
  std::size_t searched = at_;
  while (true) {
    const std::size_t end = buffer_.find('\n', searched);
    const std::string_view piece = std::string_view(buffer_).substr(at_, end == std::string::npos ? end : end - at_);
    if (end != std::string::npos) {
      if (!line.is_too_long) line.text.append(piece);
      at_ = end + 1;
      if (line.text.ends_with('\r')) line.text.pop_back();
      return line;
    }
    if (!line.is_too_long) line.text.append(piece);
    at_ = buffer_.size();
    if (line.text.size() > longest_) {
      line.is_too_long = true;
      line.text.resize(longest_);
    }
    const auto more = fill();
    if (!more) return base::refuse(more.error());
    searched = at_;
    if (!*more) break;
  }
  if (line.text.empty() && !line.is_too_long) return std::optional<Line>();
  return line;
}

base::Result<std::string> hash_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return base::refuse(base::ErrorCode::not_found, "ip_records.unreadable_file");
  base::Sha256 hash;
  std::vector<char> bytes(1U << 18);
  while (file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())) || file.gcount() > 0)
    hash.add({bytes.data(), static_cast<std::size_t>(file.gcount())});
  return base::to_hex(hash.finish());
}

}  // namespace zhidian::ip_records
