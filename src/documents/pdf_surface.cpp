#include "documents/pdf_surface.hpp"

#include <cairo-pdf.h>
#include <fmt/format.h>

#include <stdexcept>

namespace zhidian::documents {
namespace {

constexpr const char* creation_date = "2000-01-01T00:00:00Z";

cairo_status_t append(void* closure, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

SurfaceHandle make_pdf(std::string& bytes, const std::string& title) {
  SurfaceHandle pdf(cairo_pdf_surface_create_for_stream(append, &bytes, a4_short, a4_long));
  cairo_pdf_surface_set_metadata(pdf.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_pdf_surface_set_metadata(pdf.get(), CAIRO_PDF_METADATA_CREATE_DATE, creation_date);
  return pdf;
}

void finish_pdf(const SurfaceHandle& pdf) {
  cairo_surface_finish(pdf.get());
  const cairo_status_t status = cairo_surface_status(pdf.get());
  if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(fmt::format("cairo: {}", cairo_status_to_string(status)));
}

}  // namespace zhidian::documents
