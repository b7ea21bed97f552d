#include "files/picture.hpp"

#include <algorithm>
#include <cstdint>

namespace zhidian::files {
namespace {

/// stb takes its memory by macros without a context. Set only in the confined child, which has one thread.
thread_local Arena* decoder_arena = nullptr;

}  // namespace
}  // namespace zhidian::files

// The decoders end the child where they doubt themselves.
#define STBI_ASSERT(condition) ((condition) ? static_cast<void>(0) : __builtin_trap())
#define STBI_MALLOC(count) zhidian::files::decoder_arena->take(count)
#define STBI_REALLOC_SIZED(old, old_count, count) zhidian::files::decoder_arena->grow(old, old_count, count)
#define STBI_FREE(old) static_cast<void>(old)
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#define STBI_NO_HDR
#define STBI_NO_LINEAR
#define STBI_MAX_DIMENSIONS 30000
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#include <stb/stb_image.h>
#define STBIW_ASSERT(condition) STBI_ASSERT(condition)
#define STBIW_MALLOC(count) zhidian::files::decoder_arena->take(count)
#define STBIW_REALLOC_SIZED(old, old_count, count) zhidian::files::decoder_arena->grow(old, old_count, count)
#define STBIW_FREE(old) static_cast<void>(old)
#define STBI_WRITE_NO_STDIO
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb/stb_image_write.h>

namespace zhidian::files {
namespace {

constexpr std::int64_t most_pixels = 64'000'000;  // of a picture that is read
constexpr std::int64_t most_output = 24'000'000;  // of a picture that is written

struct Picture {
  unsigned char* pixels = nullptr;
  int width = 0, height = 0, channels = 0;
};

struct Colour {
  unsigned char red, green, blue;
};

/// The mean of a rectangle, on white where it is transparent.
Colour mean_of(const Picture& source, int left, int top, int right, int bottom) {
  std::uint64_t sums[3] = {0, 0, 0};
  for (int y = top; y < bottom; ++y) {
    const auto* pixel = source.pixels + (static_cast<std::size_t>(y) * static_cast<std::size_t>(source.width) + static_cast<std::size_t>(left)) *
                                            static_cast<std::size_t>(source.channels);
    for (int x = left; x < right; ++x, pixel += source.channels) {
      unsigned opacity = source.channels == 4 ? pixel[3] : 255;
      for (int channel = 0; channel < 3; ++channel) sums[channel] += pixel[channel] * opacity + 255 * (255 - opacity);
    }
  }
  auto count = static_cast<std::uint64_t>(right - left) * static_cast<std::uint64_t>(bottom - top) * 255;
  auto mean = [&](int channel) { return static_cast<unsigned char>(sums[channel] / count); };
  return {mean(0), mean(1), mean(2)};
}

/// Where the pixel of the stored picture stands once it is turned as the camera says.
struct Turned {
  int orientation, width, height;  // of the stored picture, shrunk
  bool swaps_sides() const { return orientation >= 5; }
  int out_width() const { return swaps_sides() ? height : width; }
  int out_height() const { return swaps_sides() ? width : height; }
  std::size_t place(int x, int y) const {
    int right = width - 1 - x, low = height - 1 - y, column = x, row = y;
    switch (orientation) {
      case 2: column = right; break;
      case 3: column = right, row = low; break;
      case 4: row = low; break;
      case 5: column = y, row = x; break;
      case 6: column = low, row = x; break;
      case 7: column = low, row = right; break;
      case 8: column = y, row = right; break;
      default: break;
    }
    return (static_cast<std::size_t>(row) * static_cast<std::size_t>(out_width()) + static_cast<std::size_t>(column)) * 3;
  }
};

/// How large the stored picture becomes so that the turned one is `width` wide, never enlarged.
Turned measure(const Picture& source, int width, int orientation) {
  Turned turned{orientation, source.width, source.height};
  std::int64_t full = turned.out_width(), wanted = std::min<std::int64_t>(width, full);
  auto scaled = [&](std::int64_t side) { return std::max<std::int64_t>(1, side * wanted / full); };
  while (wanted > 1 && scaled(source.width) * scaled(source.height) > most_output) wanted = wanted * 9 / 10;
  turned.width = static_cast<int>(scaled(source.width));
  turned.height = static_cast<int>(scaled(source.height));
  return turned;
}

unsigned char* shrink(const Picture& source, const Turned& turned, Arena& arena) {
  auto* pixels = static_cast<unsigned char*>(arena.take(static_cast<std::size_t>(turned.width) * static_cast<std::size_t>(turned.height) * 3));
  if (!pixels) return nullptr;
  auto edge = [](int index, int full, int small) { return static_cast<int>(static_cast<std::int64_t>(index) * full / small); };
  for (int y = 0; y < turned.height; ++y) {
    int top = edge(y, source.height, turned.height), bottom = std::max(top + 1, edge(y + 1, source.height, turned.height));
    for (int x = 0; x < turned.width; ++x) {
      int left = edge(x, source.width, turned.width), right = std::max(left + 1, edge(x + 1, source.width, turned.width));
      auto colour = mean_of(source, left, top, right, bottom);
      auto* pixel = pixels + turned.place(x, y);
      pixel[0] = colour.red, pixel[1] = colour.green, pixel[2] = colour.blue;
    }
  }
  return pixels;
}

void write_piece(void* output, void* bytes, int count) {
  static_cast<Output*>(output)->write(static_cast<const char*>(bytes), static_cast<std::size_t>(count));
}

}  // namespace

int shrink_picture(std::string_view bytes, int width, Arena& arena, Output& output) {
  decoder_arena = &arena;
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  auto size = static_cast<int>(bytes.size());
  Picture source;
  if (!stbi_info_from_memory(data, size, &source.width, &source.height, &source.channels)) return no_picture;
  if (std::int64_t{source.width} * source.height > most_pixels) return no_picture;
  source.channels = source.channels % 2 == 0 ? 4 : 3;
  int ignored = 0;
  source.pixels = stbi_load_from_memory(data, size, &source.width, &source.height, &ignored, source.channels);
  if (!source.pixels) return no_picture;
  auto turned = measure(source, width, read_orientation(bytes));
  auto* pixels = shrink(source, turned, arena);
  if (!pixels) return no_picture;
  return stbi_write_png_to_func(write_piece, &output, turned.out_width(), turned.out_height(), 3, pixels, turned.out_width() * 3) ? 0 : no_picture;
}

}  // namespace zhidian::files
