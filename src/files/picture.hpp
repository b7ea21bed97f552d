#pragma once
#include <string_view>

#include "files/confined.hpp"

namespace zhidian::files {

inline constexpr int no_picture = 2;

/// Decodes a JPEG or PNG, turns it as its camera says, shrinks it to `width` and writes it as PNG. Runs confined: no
/// heap. Returns 0, or no_picture.
int shrink_picture(std::string_view bytes, int width, Arena& arena, Output& output);

/// How a camera held the picture, 1 to 8; 1 where it does not say. Source: Exif 2.3, tag 0x0112.
int read_orientation(std::string_view jpeg);

}  // namespace zhidian::files
