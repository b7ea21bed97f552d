#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace zhidian::base {

/// A QR code: `side` × `side` modules in rows, true where dark. The light margin of four modules around it is the drawer's.
struct QrCode {
  int side = 0;
  std::vector<bool> modules;
  bool is_dark(int x, int y) const { return modules[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) + static_cast<std::size_t>(x)]; }
};

/// Level M: readable with 15 % of it damaged.
/// Errors: qr_code.too_long (about 2,300 bytes), qr_code.empty.
Result<QrCode> make_qr_code(std::string_view text);

/// The dark modules as the path of an SVG, a unit a module, inside a view box of side + 8: the margin is counted in.
std::string print_svg_path(const QrCode& code);

}  // namespace zhidian::base
