#include "base/qr_code.hpp"

#include <fmt/format.h>
#include <qrencode.h>

#include <memory>

namespace zhidian::base {
namespace {

constexpr int margin = 4;  // modules

}  // namespace

Result<QrCode> make_qr_code(std::string_view text) {
  if (text.empty()) return refuse(ErrorCode::invalid, "qr_code.empty");
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(QRcode_encodeData(static_cast<int>(text.size()), bytes, 0, QR_ECLEVEL_M), &QRcode_free);
  if (!made) return refuse(ErrorCode::invalid, "qr_code.too_long");
  QrCode code{made->width, {}};
  const auto count = static_cast<std::size_t>(made->width) * static_cast<std::size_t>(made->width);
  code.modules.reserve(count);
  for (std::size_t at = 0; at < count; ++at) code.modules.push_back((made->data[at] & 1U) != 0);  // the lowest bit: dark
  return code;
}

std::string print_svg_path(const QrCode& code) {
  std::string path;
  for (int y = 0; y < code.side; ++y) {
    for (int x = 0; x < code.side; ++x) {
      const int begin = x;
      while (x < code.side && code.is_dark(x, y)) ++x;
      if (x > begin) path += fmt::format("M{} {}h{}v1h-{}z", begin + margin, y + margin, x - begin, x - begin);
    }
  }
  return path;
}

}  // namespace zhidian::base
