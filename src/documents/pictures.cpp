#include <cairo-pdf.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <numbers>
#include <optional>
#include <stdexcept>

#include "documents/cairo_handles.hpp"
#include "documents/documents.hpp"
#include "documents/pdf_surface.hpp"

namespace zhidian::documents {
namespace {

constexpr double picture_margin = 14;
constexpr int greatest_side = 20'000;
constexpr std::int64_t greatest_area = 120'000'000;
constexpr std::size_t greatest_file = 64 * 1024 * 1024;

struct Picture {
  SurfaceHandle surface;
  int width = 0, height = 0;  // as stored
  int turn = 1;               // EXIF orientation 1–8
};

std::string read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes;
  for (std::array<char, 65536> part; file && bytes.size() <= greatest_file;) {
    file.read(part.data(), part.size());
    bytes.append(part.data(), static_cast<std::size_t>(file.gcount()));
  }
  return bytes;
}

unsigned byte_at(const std::string& bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }
unsigned two_bytes(const std::string& bytes, std::size_t at, bool is_little = false) {
  return is_little ? byte_at(bytes, at) | byte_at(bytes, at + 1) << 8 : byte_at(bytes, at) << 8 | byte_at(bytes, at + 1);
}
unsigned four_bytes(const std::string& bytes, std::size_t at, bool is_little = false) {
  return is_little ? two_bytes(bytes, at, true) | two_bytes(bytes, at + 2, true) << 16 : two_bytes(bytes, at) << 16 | two_bytes(bytes, at + 2);
}

bool is_size_good(unsigned width, unsigned height) {
  return width > 0 && height > 0 && width <= greatest_side && height <= greatest_side && std::int64_t{width} * height <= greatest_area;
}

/// Orientation from an APP1 segment's EXIF data, 1 where there is none. Source: EXIF 2.32, tag 0x0112.
int exif_turn(const std::string& bytes, std::size_t at, std::size_t end) {
  if (end - at < 14 || bytes.compare(at, 6, std::string("Exif\0\0", 6)) != 0) return 1;
  const std::size_t base = at + 6;
  const bool is_little = bytes.compare(base, 2, "II") == 0;
  const std::size_t directory = base + four_bytes(bytes, base + 4, is_little);
  if (directory < base || directory + 2 > end) return 1;
  const unsigned count = two_bytes(bytes, directory, is_little);
  for (unsigned entry = 0; entry < count && directory + 2 + (entry + 1) * 12 <= end; ++entry) {
    const std::size_t tag = directory + 2 + entry * 12;
    if (two_bytes(bytes, tag, is_little) != 0x0112) continue;
    const unsigned turn = two_bytes(bytes, tag + 8, is_little);
    return turn >= 1 && turn <= 8 ? static_cast<int>(turn) : 1;
  }
  return 1;
}

/// Size and orientation from a JPEG's markers, nothing where they do not lead to a frame. Source: ITU-T T.81 annex B.
std::optional<Picture> read_jpeg_header(const std::string& bytes) {
  Picture picture;
  std::size_t at = 2;
  while (at + 4 <= bytes.size()) {
    if (byte_at(bytes, at) != 0xFF) return std::nullopt;
    const unsigned marker = byte_at(bytes, at + 1);
    if (marker == 0xFF) {
      ++at;
      continue;
    }
    const std::size_t length = two_bytes(bytes, at + 2), end = at + 2 + length;
    if (length < 2 || end > bytes.size() || marker == 0xDA) return std::nullopt;
    if (marker == 0xE1) picture.turn = exif_turn(bytes, at + 4, end);
    const bool is_frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (is_frame && length >= 7) {
      const unsigned height = two_bytes(bytes, at + 5), width = two_bytes(bytes, at + 7);
      if (!is_size_good(width, height)) return std::nullopt;
      picture.width = static_cast<int>(width), picture.height = static_cast<int>(height);
      return picture;
    }
    at = end;
  }
  return std::nullopt;
}

/// The JPEG's own bytes go into the PDF; the surface only carries them and its size.
std::optional<Picture> open_jpeg(const std::string& bytes) {
  auto picture = read_jpeg_header(bytes);
  if (!picture || bytes.find("\xFF\xD9") == std::string::npos) return std::nullopt;
  picture->surface.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture->width, picture->height));
  if (cairo_surface_status(picture->surface.get()) != CAIRO_STATUS_SUCCESS) return std::nullopt;
  auto* copy = new std::string(bytes);
  const auto status = cairo_surface_set_mime_data(
      picture->surface.get(), CAIRO_MIME_TYPE_JPEG, reinterpret_cast<const unsigned char*>(copy->data()), copy->size(),
      [](void* data) { delete static_cast<std::string*>(data); }, copy);
  if (status == CAIRO_STATUS_SUCCESS) return picture;
  delete copy;
  return std::nullopt;
}

struct Reading {
  const std::string& bytes;
  std::size_t at = 0;
};

cairo_status_t read_some(void* closure, unsigned char* target, unsigned int count) {
  auto& reading = *static_cast<Reading*>(closure);
  if (reading.bytes.size() - reading.at < count) return CAIRO_STATUS_READ_ERROR;
  std::copy_n(reading.bytes.data() + reading.at, count, reinterpret_cast<char*>(target));
  reading.at += count;
  return CAIRO_STATUS_SUCCESS;
}

std::optional<Picture> open_png(const std::string& bytes) {
  if (bytes.size() < 33 || !is_size_good(four_bytes(bytes, 16), four_bytes(bytes, 20))) return std::nullopt;
  Reading reading{bytes};
  Picture picture;
  picture.surface.reset(cairo_image_surface_create_from_png_stream(read_some, &reading));
  if (cairo_surface_status(picture.surface.get()) != CAIRO_STATUS_SUCCESS) return std::nullopt;
  picture.width = cairo_image_surface_get_width(picture.surface.get());
  picture.height = cairo_image_surface_get_height(picture.surface.get());
  return picture;
}

std::optional<Picture> open_picture(const std::string& path) {
  const std::string bytes = read_bytes(path);
  if (bytes.size() > greatest_file) return std::nullopt;
  if (bytes.starts_with("\xFF\xD8\xFF")) return open_jpeg(bytes);
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return open_png(bytes);
  return std::nullopt;
}

/// From the picture's own pixels to upright ones. Source: EXIF 2.32, orientation.
cairo_matrix_t upright(int turn, double width, double height) {
  cairo_matrix_t matrix;
  switch (turn) {
    case 2: cairo_matrix_init(&matrix, -1, 0, 0, 1, width, 0); break;
    case 3: cairo_matrix_init(&matrix, -1, 0, 0, -1, width, height); break;
    case 4: cairo_matrix_init(&matrix, 1, 0, 0, -1, 0, height); break;
    case 5: cairo_matrix_init(&matrix, 0, 1, 1, 0, 0, 0); break;
    case 6: cairo_matrix_init(&matrix, 0, 1, -1, 0, height, 0); break;
    case 7: cairo_matrix_init(&matrix, 0, -1, -1, 0, height, width); break;
    case 8: cairo_matrix_init(&matrix, 0, -1, 1, 0, 0, width); break;
    default: cairo_matrix_init_identity(&matrix);
  }
  return matrix;
}

void draw_page(cairo_surface_t* pdf, const Picture& picture) {
  double width = picture.width, height = picture.height;
  if (picture.turn >= 5) std::swap(width, height);
  const double page_width = width > height ? a4_long : a4_short, page_height = width > height ? a4_short : a4_long;
  cairo_pdf_surface_set_size(pdf, page_width, page_height);
  const double scale = std::min((page_width - 2 * picture_margin) / width, (page_height - 2 * picture_margin) / height);
  const CairoHandle cairo(cairo_create(pdf));
  cairo_translate(cairo.get(), (page_width - width * scale) / 2, (page_height - height * scale) / 2);
  cairo_scale(cairo.get(), scale, scale);
  const cairo_matrix_t matrix = upright(picture.turn, picture.width, picture.height);
  cairo_transform(cairo.get(), &matrix);
  cairo_set_source_surface(cairo.get(), picture.surface.get(), 0, 0);
  cairo_paint(cairo.get());
  cairo_show_page(cairo.get());
}

}  // namespace

base::Result<std::string> join_pictures(const std::vector<std::string>& paths) {
  std::string bytes;
  const SurfaceHandle pdf = make_pdf(bytes, {});
  for (std::size_t at = 0; at < paths.size(); ++at) {
    const auto picture = open_picture(paths[at]);
    if (!picture) return base::refuse(base::ErrorCode::invalid, "documents.not_a_picture", {{"number", std::to_string(at + 1)}});
    draw_page(pdf.get(), *picture);
  }
  if (paths.empty()) return base::refuse(base::ErrorCode::invalid, "documents.not_a_picture", {{"number", "0"}});
  finish_pdf(pdf);
  return bytes;
}

}  // namespace zhidian::documents
