#pragma once
#include <string>

#include "documents/cairo_handles.hpp"

namespace zhidian::documents {

constexpr double a4_short = 595.28, a4_long = 841.89;  // points

/// A PDF of upright A4 pages written to `bytes`, which must outlive it. Its date is fixed: the same content gives the same bytes,
/// so that the hash of a print can be compared.
SurfaceHandle make_pdf(std::string& bytes, const std::string& title);
/// Ends the file. Errors: std::runtime_error where cairo failed.
void finish_pdf(const SurfaceHandle& pdf);

}  // namespace zhidian::documents
