#pragma once
#include <string>

#include "base/result.hpp"
#include "files/confined.hpp"

namespace zhidian::files {

/// Errors: files.no_preview where poppler cannot read the document within the limits, files.page_not_found.
base::Result<std::string> preview_pdf_page(const std::string& path, int page, int width, const Limits& limits);
base::Result<int> count_pdf_pages(const std::string& path, const Limits& limits);

}  // namespace zhidian::files
