#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"

namespace zhidian::ip_records {

/// Bytes one after another.
class Input {
 public:
  virtual ~Input() = default;
  /// At most `most` bytes; 0 at the end. Errors: ip_records.unreadable_file, ip_records.damaged_archive, ip_records.unpacks_without_end.
  virtual base::Result<std::size_t> read(char* bytes, std::size_t most) = 0;
};

/// How much of a file has been read, as it lies there. Units: bytes.
struct Consumed {
  std::uint64_t read = 0, size = 0;
  [[nodiscard]] std::int64_t permille() const { return size == 0 ? 0 : static_cast<std::int64_t>(read >= size ? 1000 : read * 1000 / size); }
};

/// Called with the name and bytes of a file, and whether it stands in an archive beside others; false ends the visit.
using VisitFile = std::function<base::Result<bool>(const std::string& name, bool is_one_of_many, Input& input)>;

/// The file itself; unpacked where it is gzip; each file in it where it is a zip, in the order of the archive, and those of
/// zips inside it, two deep. What unpacks to more than 200 times its size is refused once it is long. `consumed` is brought up to date where
/// it is given. Errors: those of Input::read, and those of `visit`;
/// ip_records.packed_too_deep.
base::Result<void> visit_files(const std::string& path, const VisitFile& visit, Consumed* consumed = nullptr);

/// The same text in UTF-8. The encoding is told by a byte order mark or an XML declaration, else found by whether the beginning is UTF-8 for the most
/// part: UTF-8, UTF-16, GB18030 (with GBK and GB2312). What GB18030 does not know becomes U+FFFD. Errors: ip_records.unknown_encoding.
std::unique_ptr<Input> open_as_utf8(Input& input);

/// SHA-256 of a file, as hex. Errors: ip_records.unreadable_file.
base::Result<std::string> hash_file(const std::string& path);

/// The lines of a text in UTF-8, without their end.
class Lines {
 public:
  struct Line {
    std::int64_t number = 0;
    std::string text;
    bool is_too_long = false;  ///< its beginning only
  };
  Lines(Input& input, std::size_t longest) : input_(input), longest_(longest) {}
  /// The next line, or empty at the end.
  base::Result<std::optional<Line>> next();

 private:
  base::Result<bool> fill();

  Input& input_;
  std::size_t longest_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::int64_t number_ = 0;
};

}  // namespace zhidian::ip_records
