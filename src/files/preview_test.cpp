#include "files/preview.hpp"

#include <gtest/gtest.h>

#include "files/files.hpp"
#include "files/picture.hpp"
#include "files/test_documents.hpp"
#include "support/fresh_folder.hpp"

#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#include <stb/stb_image.h>
#define STBI_WRITE_NO_STDIO
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb/stb_image_write.h>

namespace zhidian::files {
namespace {

struct Seen {
  int width = 0, height = 0;
  std::vector<unsigned char> grey;
  /// Dark and light at the middle of the four quarters: left top, right top, left bottom, right bottom.
  std::string quarters() const {
    std::string text;
    for (auto [x, y] : {std::pair{1, 1}, {3, 1}, {1, 3}, {3, 3}}) {
      text += grey[static_cast<std::size_t>(y * height / 4 * width + x * width / 4)] < 128 ? '#' : '.';
    }
    return text;
  }
};

Seen look(const std::string& png) {
  Seen seen;
  int channels = 0;
  auto* pixels = stbi_load_from_memory(reinterpret_cast<const unsigned char*>(png.data()), static_cast<int>(png.size()), &seen.width, &seen.height,
                                       &channels, 1);
  if (!pixels) {
    ADD_FAILURE() << "no picture";
    return seen;
  }
  seen.grey.assign(pixels, pixels + seen.width * seen.height);
  stbi_image_free(pixels);
  return seen;
}

void collect(void* text, void* bytes, int count) {
  static_cast<std::string*>(text)->append(static_cast<const char*>(bytes), static_cast<std::size_t>(count));
}

/// White with a black left top quarter.
std::vector<unsigned char> quarter(int width, int height) {
  std::vector<unsigned char> pixels(static_cast<std::size_t>(width * height * 3), 255);
  for (int y = 0; y < height / 2; ++y) std::fill_n(pixels.begin() + y * width * 3, width / 2 * 3, static_cast<unsigned char>(0));
  return pixels;
}
std::string make_jpeg(int width, int height) {
  std::string bytes;
  stbi_write_jpg_to_func(collect, &bytes, width, height, 3, quarter(width, height).data(), 90);
  return bytes;
}
std::string make_png(int width, int height) {
  std::string bytes;
  stbi_write_png_to_func(collect, &bytes, width, height, 3, quarter(width, height).data(), 0);
  return bytes;
}
std::string turned(const std::string& jpeg, char orientation) {
  std::string tiff("MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19);
  tiff += orientation;
  tiff += std::string("\0\0\0\0\0\0", 6);
  auto segment = std::string("Exif\0\0", 6) + tiff;
  return jpeg.substr(0, 2) + "\xff\xe1" + '\0' + static_cast<char>(segment.size() + 2) + segment + jpeg.substr(2);
}

class PreviewTest : public testing::Test {
 protected:
  std::string error_of(const std::string& path, const std::string& type, int page = 1) {
    auto preview = preview_png(path, type, page, 100);
    return preview ? "" : preview.error().id;
  }
  support::FreshFolder folder_;
};

TEST_F(PreviewTest, ShowsAPageOfAPdf) {
  auto path = folder_.write("a", make_pages(3));
  auto preview = preview_png(path, "application/pdf", 2, 120);
  ASSERT_TRUE(preview);
  auto seen = look(*preview);
  EXPECT_EQ(seen.width, 120);
  EXPECT_EQ(seen.height, 60);
  EXPECT_EQ(seen.quarters(), "#.#.");
  EXPECT_EQ(count_pages(path, "application/pdf"), 3);
  EXPECT_EQ(error_of(path, "application/pdf", 4), "files.page_not_found");
  EXPECT_EQ(error_of(path, "application/pdf", 0), "files.page_not_found");
  EXPECT_EQ(error_of(path, "application/pdf", -1), "files.page_not_found");
}

TEST_F(PreviewTest, ShowsPicturesShrunkButNeverEnlarged) {
  for (const auto& [bytes, type] : {std::pair{make_jpeg(640, 320), "image/jpeg"}, {make_png(640, 320), "image/png"}}) {
    auto path = folder_.write("picture", bytes);
    auto seen = look(preview_png(path, type, 1, 100).value_or(""));
    EXPECT_EQ(seen.width, 100) << type;
    EXPECT_EQ(seen.height, 50);
    EXPECT_EQ(seen.quarters(), "#...");
    EXPECT_EQ(look(preview_png(path, type, 1, 4000).value_or("")).width, 640);
    EXPECT_EQ(count_pages(path, type), 1);
    EXPECT_EQ(error_of(path, type, 2), "files.page_not_found");
  }
}

TEST_F(PreviewTest, TurnsAPhotoAsItsCameraSays) {
  const std::vector<std::string> expected{"#...", ".#..", "...#", "..#.", "#...", ".#..", "...#", "..#."};
  for (char orientation = 1; orientation <= 8; ++orientation) {
    auto photo = turned(make_jpeg(320, 160), orientation);
    EXPECT_EQ(read_orientation(photo), orientation);
    auto seen = look(preview_png(folder_.write("photo", photo), "image/jpeg", 1, 80).value_or(""));
    EXPECT_EQ(seen.quarters(), expected[static_cast<std::size_t>(orientation - 1)]) << int{orientation};
    EXPECT_EQ(seen.width, 80);
    EXPECT_EQ(seen.height, orientation >= 5 ? 160 : 40);
  }
}

TEST_F(PreviewTest, ABrokenOrientationIsNone) {
  auto photo = turned(make_jpeg(32, 32), 6);
  EXPECT_EQ(read_orientation(""), 1);
  for (std::size_t length = 0; length < 60; ++length) EXPECT_EQ(read_orientation(photo.substr(0, length)) == 6, length >= 32) << length;
  EXPECT_EQ(read_orientation(turned(make_jpeg(32, 32), 9)), 1);
}

TEST_F(PreviewTest, RefusesWhatItCannotShow) {
  auto pdf = make_pages(1);
  EXPECT_EQ(error_of(folder_.write("a", "text"), "text/plain"), "files.no_preview");
  EXPECT_EQ(error_of(folder_.write("a", "%PDF-1.4 nothing"), "application/pdf"), "files.no_preview");
  EXPECT_EQ(error_of(folder_.write("a", make_jpeg(64, 64).substr(0, 20)), "image/jpeg"), "files.no_preview");
  EXPECT_EQ(error_of(folder_.write("a", make_png(64, 64).substr(0, 60)), "image/png"), "files.no_preview");
  EXPECT_EQ(error_of(folder_.write("a", pdf), "image/png"), "files.no_preview");
  EXPECT_EQ(error_of(folder_.file("absent"), "application/pdf"), "files.no_preview");
  EXPECT_EQ(error_of(folder_.file("absent"), "image/png"), "files.no_preview");
  auto pages = count_pages(folder_.write("a", "%PDF-1.4 nothing"), "application/pdf");
  ASSERT_FALSE(pages);
  EXPECT_EQ(pages.error().id, "files.no_preview");
  EXPECT_FALSE(count_pages(folder_.file("a"), "text/plain"));
}

TEST_F(PreviewTest, APictureThatClaimsToBeHugeIsRefusedBeforeItIsRead) {
  auto png = make_png(16, 16);
  png.replace(16, 8, std::string("\0\0\x75\x30\0\0\x75\x30", 8));  // 30,000 × 30,000
  EXPECT_EQ(error_of(folder_.write("a", png), "image/png"), "files.no_preview");
}

TEST_F(PreviewTest, ABombEndsInTime) {
  auto path = folder_.write("bomb", make_pdf_bomb());
  EXPECT_EQ(sniff(path), "application/pdf");
  EXPECT_EQ(count_pages(path, "application/pdf"), 1);
  Limits limits;
  limits.time = std::chrono::milliseconds(1500);
  auto begin = std::chrono::steady_clock::now();
  auto preview = preview_pdf_page(path, 1, 100, limits);
  ASSERT_FALSE(preview);
  EXPECT_EQ(preview.error().id, "files.no_preview");
  auto taken = std::chrono::steady_clock::now() - begin;
  EXPECT_GE(taken, std::chrono::milliseconds(1400)) << "this was no bomb";
  EXPECT_LT(taken, std::chrono::seconds(9));
}

TEST_F(PreviewTest, AFileNameIsNeverAnOption) {
  std::filesystem::current_path(std::filesystem::temp_directory_path());
  EXPECT_EQ(error_of("-v", "application/pdf"), "files.no_preview");
}

}  // namespace
}  // namespace zhidian::files
