#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "files/confined.hpp"
#include "files/files.hpp"
#include "files/picture.hpp"
#include "files/preview.hpp"

namespace zhidian::files {
namespace {

using base::ErrorCode;

constexpr std::string_view pdf_value = "application/pdf";
constexpr std::uintmax_t most_picture_bytes = 64u << 20;
constexpr std::string_view png_signature = "\x89PNG\r\n\x1a\n";
constexpr int narrowest = 16, widest = 4000;

bool is_picture(const std::string& media_type) { return media_type == "image/jpeg" || media_type == "image/png"; }

tl::unexpected<base::Error> no_preview() { return base::refuse(ErrorCode::invalid, "files.no_preview"); }

/// The number behind `Pages:` in what pdfinfo says. The last such line is its own; earlier ones may be a forged title.
int read_page_count(std::string_view text) {
  constexpr std::string_view label = "\nPages:";
  auto found = text.rfind(label);
  if (found == std::string_view::npos) return 0;
  auto digits = text.substr(found + label.size());
  digits.remove_prefix(std::min(digits.find_first_not_of(' '), digits.size()));
  int count = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), count);
  return count;
}

}  // namespace

base::Result<int> count_pdf_pages(const std::string& path, const Limits& limits) {
  auto outcome = run_program({"pdfinfo", path}, limits);
  int count = outcome.is_finished && outcome.exit_code == 0 ? read_page_count("\n" + outcome.output) : 0;
  if (count < 1) return no_preview();
  return count;
}

base::Result<std::string> preview_pdf_page(const std::string& path, int page, int width, const Limits& limits) {
  auto number = std::to_string(page);
  auto outcome =
      run_program({"pdftoppm", "-png", "-f", number, "-l", number, "-scale-to-x", std::to_string(width), "-scale-to-y", "-1", path}, limits);
  if (outcome.is_finished && outcome.exit_code == 0 && outcome.output.starts_with(png_signature)) return std::move(outcome.output);
  if (!outcome.is_finished) return no_preview();
  auto count = count_pdf_pages(path, limits);
  if (count && page > *count) return base::refuse(ErrorCode::not_found, "files.page_not_found");
  return no_preview();
}

namespace {

base::Result<std::string> preview_picture(const std::string& path, int width) {
  std::error_code error;
  auto size = std::filesystem::file_size(path, error);
  if (error || size > most_picture_bytes) return no_preview();
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  auto bytes = text.str();
  auto outcome = run_function([&](Arena& arena, Output& output) { return shrink_picture(bytes, width, arena, output); }, {});
  if (!outcome.is_finished || outcome.exit_code != 0 || !outcome.output.starts_with(png_signature)) return no_preview();
  return std::move(outcome.output);
}

}  // namespace

base::Result<std::string> preview_png(const std::string& path, const std::string& media_type, int page, int width) {
  width = std::clamp(width, narrowest, widest);
  if (media_type != pdf_value && !is_picture(media_type)) return no_preview();
  if (page < 1) return base::refuse(ErrorCode::not_found, "files.page_not_found");
  auto full = std::filesystem::absolute(path).string();  // so that no name can be read as an option
  if (media_type == pdf_value) return preview_pdf_page(full, page, width, {});
  if (page > 1) return base::refuse(ErrorCode::not_found, "files.page_not_found");
  return preview_picture(full, width);
}

base::Result<int> count_pages(const std::string& path, const std::string& media_type) {
  if (is_picture(media_type)) return 1;
  if (media_type != pdf_value) return no_preview();
  return count_pdf_pages(std::filesystem::absolute(path).string(), {});
}

}  // namespace zhidian::files
