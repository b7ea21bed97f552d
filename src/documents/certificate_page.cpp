#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <stdexcept>

#include "base/qr_code.hpp"
#include "documents/cairo_handles.hpp"
#include "documents/documents.hpp"
#include "documents/pdf_surface.hpp"
#include "documents/sheet.hpp"

namespace zhidian::documents {
namespace {

constexpr double frame = 34, left_edge = 84, right_edge = a4_short - 84;
constexpr double label_column = 128, qr_side = 118, quiet_modules = 4, least_scale = 0.5;
constexpr const char* certificate_families = "Noto Serif CJK SC, serif";

struct Colour {
  double red = 0, green = 0, blue = 0;
};
constexpr Colour ink{0.09, 0.11, 0.13}, quiet{0.35, 0.38, 0.42}, accent{0.11, 0.27, 0.49}, hair{0.75, 0.78, 0.82};

struct Lettering {
  double size = 12;
  bool is_bold = false;
  PangoAlignment alignment = PANGO_ALIGN_LEFT;
  Colour colour = ink;
};

/// Draws one page from the top down, everything `scale` times its usual size.
class CertificatePainter {
 public:
  CertificatePainter(cairo_t* cairo, const CertificatePage& page, const base::QrCode& code, double scale)
      : cairo_(cairo), page_(page), code_(code), scale_(scale) {}

  /// False where the lines did not leave room for the code.
  bool draw() {
    draw_frame();
    double y = frame + 74 * scale_;
    y += put(page_.title, left_edge, y, right_edge - left_edge, {size_of_title(), true, PANGO_ALIGN_CENTER, accent}) + 8 * scale_;
    y += put(page_.subtitle, left_edge, y, right_edge - left_edge, {11, false, PANGO_ALIGN_CENTER, quiet}) + 34 * scale_;
    y += put(page_.introduction, left_edge, y, right_edge - left_edge, {12.5}) + 20 * scale_;
    for (const auto& [label, value] : page_.lines) y = draw_line(label, value, y);
    const double code_at = draw_remark() - qr_side - 30;
    draw_code(std::max(y + 12, code_at - 10));
    cairo_show_page(cairo_);
    return y + 12 <= code_at;
  }

 private:
  /// A title on one line where that leaves it readable.
  double size_of_title() {
    double size = 27;
    while (size > 19 && height_of(set_text(page_.title, right_edge - left_edge, {size, true})) > size * scale_ * 1.8) size -= 1;
    return size;
  }

  void set_colour(const Colour& colour) { cairo_set_source_rgb(cairo_, colour.red, colour.green, colour.blue); }

  LayoutHandle set_text(const std::string& text, double width, const Lettering& style) {
    LayoutHandle layout(pango_cairo_create_layout(cairo_));
    const FontHandle font(pango_font_description_new());
    pango_font_description_set_family(font.get(), certificate_families);
    pango_font_description_set_absolute_size(font.get(), style.size * scale_ * PANGO_SCALE);
    if (style.is_bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout.get(), style.alignment);
    pango_layout_set_auto_dir(layout.get(), FALSE);
    const std::string clean = clean_text(text);
    pango_layout_set_text(layout.get(), clean.data(), static_cast<int>(clean.size()));
    return layout;
  }

  static double height_of(const LayoutHandle& layout) {
    int height = 0;
    pango_layout_get_size(layout.get(), nullptr, &height);
    return pango_units_to_double(height);
  }

  /// Returns the height it took.
  double put(const std::string& text, double x, double y, double width, const Lettering& style) {
    const LayoutHandle layout = set_text(text, width, style);
    set_colour(style.colour);
    cairo_move_to(cairo_, x, y);
    pango_cairo_show_layout(cairo_, layout.get());
    return height_of(layout);
  }

  void draw_frame() {
    set_colour(accent);
    cairo_set_line_width(cairo_, 2.2);
    cairo_rectangle(cairo_, frame, frame, a4_short - 2 * frame, a4_long - 2 * frame);
    cairo_stroke(cairo_);
    cairo_set_line_width(cairo_, 0.6);
    cairo_rectangle(cairo_, frame + 6, frame + 6, a4_short - 2 * frame - 12, a4_long - 2 * frame - 12);
    cairo_stroke(cairo_);
  }

  /// Returns where the next line begins.
  double draw_line(const std::string& label, const std::string& value, double y) {
    const double from = left_edge + label_column;
    const double label_height = put(label, left_edge, y, label_column - 10, {11.5, false, PANGO_ALIGN_LEFT, quiet});
    const double height = std::max(put(value, from, y, right_edge - from, {12.5, true}), label_height);
    set_colour(hair);
    cairo_set_line_width(cairo_, 0.5);
    cairo_move_to(cairo_, left_edge, y + height + 5 * scale_);
    cairo_line_to(cairo_, right_edge, y + height + 5 * scale_);
    cairo_stroke(cairo_);
    return y + height + 12 * scale_;
  }

  /// Stands on the foot of the page; returns its upper edge.
  double draw_remark() {
    const Lettering style{9.5, false, PANGO_ALIGN_LEFT, quiet};
    const double y = a4_long - frame - 26 - height_of(set_text(page_.remark, right_edge - left_edge, style));
    put(page_.remark, left_edge, y, right_edge - left_edge, style);
    return y;
  }

  void draw_code(double y) {
    const double module = qr_side / (code_.side + 2 * quiet_modules);
    set_colour({0, 0, 0});
    for (int row = 0; row < code_.side; ++row) {
      for (int column = 0; column < code_.side; ++column) {
        if (code_.is_dark(column, row))
          cairo_rectangle(cairo_, left_edge + (column + quiet_modules) * module, y + (row + quiet_modules) * module, module, module);
      }
    }
    cairo_fill(cairo_);
    const double beside = left_edge + qr_side + 16;
    const double height = put(page_.check_hint, beside, y + 14, right_edge - beside, {11});
    put(page_.address, beside, y + 22 + height, right_edge - beside, {9.5, false, PANGO_ALIGN_LEFT, accent});
  }

  cairo_t* cairo_;
  const CertificatePage& page_;
  const base::QrCode& code_;
  double scale_;
};

/// The largest size at which everything stands on the page.
double fitting_scale(const CertificatePage& page, const base::QrCode& code) {
  const SurfaceHandle nothing(cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, nullptr));
  const CairoHandle cairo(cairo_create(nothing.get()));
  double scale = 1;
  while (scale > least_scale && !CertificatePainter(cairo.get(), page, code, scale).draw()) scale -= 0.05;
  return scale;
}

}  // namespace

base::Result<std::string> certificate_pdf(const CertificatePage& page) {
  const auto code = base::make_qr_code(page.address);
  if (!code) return base::refuse(code.error());
  std::string bytes;
  const SurfaceHandle surface = make_pdf(bytes, page.title);
  {
    const CairoHandle cairo(cairo_create(surface.get()));
    CertificatePainter(cairo.get(), page, *code, fitting_scale(page, *code)).draw();
  }
  finish_pdf(surface);
  return bytes;
}

}  // namespace zhidian::documents
