#include <cstdint>
#include <optional>

#include "files/picture.hpp"

namespace zhidian::files {
namespace {

/// Numbers of a TIFF block, whose own first bytes tell their byte order. Reading past the end gives nothing.
class Tiff {
 public:
  explicit Tiff(std::string_view bytes) : bytes_(bytes), is_little_(bytes.starts_with("II")) {}

  std::optional<std::uint32_t> read(std::size_t at, std::size_t count) const {
    if (at > bytes_.size() || count > bytes_.size() - at) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t index = 0; index < count; ++index) {
      auto byte = static_cast<unsigned char>(bytes_[at + (is_little_ ? count - 1 - index : index)]);
      value = value << 8 | byte;
    }
    return value;
  }

 private:
  std::string_view bytes_;
  bool is_little_;
};

int find_orientation(std::string_view block) {
  constexpr std::uint32_t orientation = 0x0112;
  Tiff tiff(block);
  auto directory = tiff.read(4, 4);
  auto count = directory ? tiff.read(*directory, 2) : std::nullopt;
  for (std::uint32_t index = 0; count && index < *count; ++index) {
    auto entry = std::size_t{*directory} + 2 + std::size_t{12} * index;
    auto tag = tiff.read(entry, 2);
    if (!tag) return 1;
    if (*tag != orientation) continue;
    auto value = tiff.read(entry + 8, 2).value_or(1);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

}  // namespace

int read_orientation(std::string_view jpeg) {
  auto byte = [&](std::size_t at) { return at < jpeg.size() ? static_cast<unsigned char>(jpeg[at]) : 0u; };
  if (byte(0) != 0xff || byte(1) != 0xd8) return 1;
  for (std::size_t at = 2; at + 4 <= jpeg.size() && byte(at) == 0xff;) {
    auto marker = byte(at + 1);
    std::size_t length = byte(at + 2) << 8 | byte(at + 3);
    auto segment = jpeg.substr(at + 4, length >= 2 ? length - 2 : 0);
    if (marker == 0xda || length < 2) return 1;  // the picture itself begins
    constexpr std::string_view exif("Exif\0\0", 6);
    if (marker == 0xe1 && segment.starts_with(exif)) return find_orientation(segment.substr(exif.size()));
    at += 2 + length;
  }
  return 1;
}

}  // namespace zhidian::files
