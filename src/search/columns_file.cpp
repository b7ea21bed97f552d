#include "search/columns_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>

#include "storage/durable_file.hpp"

namespace zhidian::search {
namespace {

/// The first word of such a file: "ZDcol" and the form of what follows; read with another byte order it is another number.
constexpr std::uint64_t magic = 0x5A44636F6C000001U;
constexpr std::size_t word = sizeof(std::uint64_t);

/// Sums whole words; not against forgery, but against a disk that lost some.
class Sum {
 public:
  void add(const unsigned char* bytes, std::size_t size) {
    for (std::size_t at = 0; at + word <= size; at += word) {
      std::uint64_t value = 0;
      std::memcpy(&value, bytes + at, word);
      sum_ = (sum_ ^ value) * 0x9E3779B97F4A7C15U;
      sum_ ^= sum_ >> 32;
    }
  }
  std::uint64_t value() const { return sum_; }

 private:
  std::uint64_t sum_ = magic;
};

std::uint64_t sum_of(std::string text) {
  text.resize((text.size() + word - 1) / word * word);
  Sum sum;
  sum.add(reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return sum.value();
}

/// What a file begins with, so that it is taken for nothing else.
std::vector<std::uint64_t> head_of(const Layout& layout, const FileState& state) {
  return {magic, sum_of(layout.fingerprint()), state.generation, state.feed, state.checksum};
}

class Writer {
 public:
  explicit Writer(storage::DurableFile& file) : file_(file) {}
  /// The number of elements and the elements, filled up to whole words.
  template <class T>
  void put(std::span<const T> list) {
    const std::uint64_t count = list.size();
    write(&count, word);
    std::string bytes(reinterpret_cast<const char*>(list.data()), list.size_bytes());
    bytes.resize((bytes.size() + word - 1) / word * word);
    write(bytes.data(), bytes.size());
  }
  void finish() {
    const std::uint64_t sum = sum_.value();
    file_.write({reinterpret_cast<const char*>(&sum), word});
  }

 private:
  void write(const void* bytes, std::size_t size) {
    sum_.add(static_cast<const unsigned char*>(bytes), size);
    file_.write({static_cast<const char*>(bytes), size});
  }

  storage::DurableFile& file_;
  Sum sum_;
};

/// A whole file in memory as the disk has it.
class Mapping {
 public:
  explicit Mapping(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat found{};
    if (file >= 0 && ::fstat(file, &found) == 0 && found.st_size > 0) {
      void* begin = ::mmap(nullptr, static_cast<std::size_t>(found.st_size), PROT_READ, MAP_PRIVATE, file, 0);
      if (begin != MAP_FAILED) bytes_ = {static_cast<const unsigned char*>(begin), static_cast<std::size_t>(found.st_size)};
    }
    if (file >= 0) ::close(file);
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() {
    if (!bytes_.empty()) ::munmap(const_cast<unsigned char*>(bytes_.data()), bytes_.size());
  }
  /// Without the sum at its end; empty where the sum is wrong.
  std::span<const unsigned char> whole() const {
    if (bytes_.size() < word || bytes_.size() % word != 0) return {};
    const auto body = bytes_.first(bytes_.size() - word);
    Sum sum;
    sum.add(body.data(), body.size());
    const std::uint64_t expected = sum.value();
    return std::memcmp(&expected, body.data() + body.size(), word) == 0 ? body : std::span<const unsigned char>();
  }

 private:
  std::span<const unsigned char> bytes_;
};

class Cursor {
 public:
  explicit Cursor(std::span<const unsigned char> rest) : rest_(rest) {}
  /// Empty, and bad from then on, where there is not as much as it says.
  template <class T>
  std::span<const T> take() {
    std::uint64_t count = 0;
    if (rest_.size() < word) return fail<T>();
    std::memcpy(&count, rest_.data(), word);
    const std::uint64_t most = (rest_.size() - word) / sizeof(T);
    if (count > most) return fail<T>();
    const std::size_t size = (count * sizeof(T) + word - 1) / word * word;
    if (size > rest_.size() - word) return fail<T>();
    const std::span<const T> list(reinterpret_cast<const T*>(rest_.data() + word), count);
    rest_ = rest_.subspan(word + size);
    return list;
  }
  bool is_good() const { return is_good_; }
  bool is_over() const { return is_good_ && rest_.empty(); }

 private:
  template <class T>
  std::span<const T> fail() {
    is_good_ = false;
    return {};
  }

  std::span<const unsigned char> rest_;
  bool is_good_ = true;
};

/// Null where it has not the columns and lengths of the layout.
std::shared_ptr<Chunk> take_chunk(Cursor& cursor, const Layout& layout, std::shared_ptr<const Mapping> mapping) {
  auto chunk = std::make_shared<Chunk>();
  for (std::size_t column = 0; column < layout.column_count(); ++column) {
    const auto values = cursor.take<ValueNumber>();
    const auto begins = cursor.take<std::uint32_t>();
    const bool is_right = begins.empty() ? values.size() == Chunk::size : begins.size() == Chunk::size + 1 && begins.back() == values.size();
    if (!is_right) return nullptr;
    chunk->columns.emplace_back(values, begins);
  }
  chunk->lengths = cursor.take<std::uint16_t>();
  chunk->mapping = std::move(mapping);
  return cursor.is_good() && chunk->lengths.size() == Chunk::size * layout.texts().size() ? chunk : nullptr;
}

}  // namespace

void save_columns(const std::string& path, const Layout& layout, const FileState& state, const Columns& columns) {
  std::filesystem::remove(path);
  storage::DurableFile file(path);
  Writer writer(file);
  writer.put(std::span<const std::uint64_t>(head_of(layout, state)));
  writer.put(columns.present.words());
  writer.put(std::span<const std::uint64_t>(columns.total_lengths));
  for (const auto& chunk : columns.chunks) {
    for (const ValueColumn& column : chunk->columns) {
      writer.put(column.all());
      writer.put(column.begins());
    }
    writer.put(chunk->lengths);
  }
  writer.finish();
  file.finish();
}

std::shared_ptr<Columns> map_columns(const std::string& path, const Layout& layout, const FileState& state) {
  const auto mapping = std::make_shared<const Mapping>(path);
  Cursor cursor(mapping->whole());
  const auto head = cursor.take<std::uint64_t>();
  if (!std::ranges::equal(head, head_of(layout, state))) return nullptr;
  auto columns = std::make_shared<Columns>();
  columns->present = DocumentSet(cursor.take<std::uint64_t>());
  const auto lengths = cursor.take<std::uint64_t>();
  columns->total_lengths.assign(lengths.begin(), lengths.end());
  while (cursor.is_good() && !cursor.is_over()) {
    auto chunk = take_chunk(cursor, layout, mapping);
    if (!chunk) return nullptr;
    columns->chunks.push_back(std::move(chunk));
  }
  if (!cursor.is_good() || columns->total_lengths.size() != layout.texts().size()) return nullptr;
  columns->count = columns->present.count();
  columns->generation = state.generation;
  columns->feed = state.feed;
  return columns;
}

}  // namespace zhidian::search
