#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <stdexcept>

#include "documents/cairo_handles.hpp"
#include "documents/pdf_surface.hpp"
#include "documents/sheet.hpp"

namespace zhidian::documents {
namespace {

constexpr double left = 62, right = a4_short - 62, top = 68, bottom = a4_long - 72;
constexpr double padding = 5;
constexpr const char* families = "FandolFang R, FandolFang, Noto Serif CJK SC, serif";

struct Style {
  double size = 14;
  bool is_bold = false;
  PangoAlignment alignment = PANGO_ALIGN_LEFT;
  bool is_indented = false;  // two characters before each paragraph
  double grey = 0;
};

/// The same measures on every surface, so that counted pages are drawn pages.
OptionsHandle print_options() {
  OptionsHandle options(cairo_font_options_create());
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  return options;
}

double line_advance(double size) { return size * 1.5; }

/// One text set to a width, drawn line by line so that it can go over the end of a page.
class Text {
 public:
  Text(cairo_t* cairo, const std::string& text, double width, const Style& style) : style_(style), layout_(pango_cairo_create_layout(cairo)) {
    const FontHandle font(pango_font_description_new());
    pango_font_description_set_family(font.get(), families);
    pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
    if (style.is_bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout_.get(), font.get());
    pango_cairo_context_set_font_options(pango_layout_get_context(layout_.get()), print_options().get());
    pango_layout_context_changed(layout_.get());
    pango_layout_set_width(layout_.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout_.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout_.get(), style.alignment);
    if (style.is_indented) pango_layout_set_indent(layout_.get(), static_cast<int>(2 * style.size * PANGO_SCALE));
    pango_layout_set_auto_dir(layout_.get(), FALSE);
    pango_layout_set_text(layout_.get(), text.data(), static_cast<int>(text.size()));
  }

  int lines() const { return pango_layout_get_line_count(layout_.get()); }
  int lines_left() const { return lines() - next_; }
  double advance() const { return line_advance(style_.size); }

  /// Draws at most `count` further lines from `y` down; returns how many.
  int draw(cairo_t* cairo, double x, double y, int count) {
    const IteratorHandle at(pango_layout_get_iter(layout_.get()));
    for (int skipped = 0; skipped < next_; ++skipped) pango_layout_iter_next_line(at.get());
    int drawn = 0;
    for (; drawn < count && drawn < lines_left(); ++drawn, y += advance()) {
      draw_line(cairo, at.get(), x, y);
      pango_layout_iter_next_line(at.get());
    }
    next_ += drawn;
    return drawn;
  }

 private:
  void draw_line(cairo_t* cairo, PangoLayoutIter* at, double x, double y) const {
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(at, nullptr, &logical);
    PangoLayoutLine* line = pango_layout_iter_get_line_readonly(at);
    PangoRectangle own;
    pango_layout_line_get_extents(line, nullptr, &own);
    const double height = pango_units_to_double(own.height), ascent = pango_units_to_double(-own.y);
    cairo_set_source_rgb(cairo, style_.grey, style_.grey, style_.grey);
    cairo_move_to(cairo, x + pango_units_to_double(logical.x), y + (advance() - height) / 2 + ascent);
    pango_cairo_show_layout_line(cairo, line);
  }

  Style style_;
  LayoutHandle layout_;
  int next_ = 0;
};

/// Draws a sheet once; the number of pages is known only after a first drawing.
class Painter {
 public:
  Painter(cairo_t* cairo, const Sheet& sheet, int pages)
      : cairo_(cairo), sheet_(sheet), size_(static_cast<double>(sheet.size_half_points) / 2), pages_(pages) {}

  int draw() {
    draw_cover();
    end_page();
    if (!sheet_.notes.empty()) {
      draw_notes();
      end_page();
    }
    draw_table();
    end_page();
    return page_;
  }

 private:
  double put(const std::string& text, double x, double y, double width, const Style& style) {
    Text set(cairo_, text, width, style);
    return set.draw(cairo_, x, y, set.lines()) * set.advance();
  }

  void line(double from_x, double from_y, double to_x, double to_y) {
    cairo_set_source_rgb(cairo_, 0, 0, 0);
    cairo_set_line_width(cairo_, 0.75);
    cairo_move_to(cairo_, from_x, from_y);
    cairo_line_to(cairo_, to_x, to_y);
    cairo_stroke(cairo_);
  }

  void end_page() {
    ++page_;
    const Style small{.size = 9, .grey = 0.3};
    const double y = a4_long - 50;
    if (!sheet_.content_hash.empty()) put("内容校验码 " + sheet_.content_hash, left, y, 300, small);
    put(fmt::format("第 {} 页　共 {} 页", page_, pages_), right - 160, y, 160, {.size = 9, .alignment = PANGO_ALIGN_RIGHT, .grey = 0.3});
    cairo_show_page(cairo_);
    y_ = top;
  }

  void draw_cover() {
    double y = 190;
    for (const auto& title : sheet_.title_lines)
      y += put(title, left, y, right - left, {.size = 25, .is_bold = true, .alignment = PANGO_ALIGN_CENTER});
    y = std::max(y + 90, 420.0);
    for (const auto& entry : sheet_.cover) {
      put(entry.label + "：", left + 40, y, 110, {.size = 16});
      const double from = left + 130, to = right - 90;
      const double height = std::max(put(entry.value, from + 4, y, to - from - 8, {.size = 16}), line_advance(16));
      line(from, y + height, to, y + height);
      if (entry.is_sealed) put("（盖章）", to + 6, y + height - line_advance(16), 84, {.size = 16});
      y += height + 22;
    }
    put(sheet_.imprint, left, a4_long - 130, right - left, {.size = 16, .alignment = PANGO_ALIGN_CENTER});
  }

  void draw_notes() {
    double y = 110;
    y += put("填 表 说 明", left, y, right - left, {.size = 20, .is_bold = true, .alignment = PANGO_ALIGN_CENTER}) + 24;
    static constexpr std::string_view numbers[]{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    for (std::size_t at = 0; at < sheet_.notes.size(); ++at) {
      const std::string number = at < std::size(numbers) ? std::string(numbers[at]) : std::to_string(at + 1);
      y += put(number + "、" + sheet_.notes[at], left, y, right - left, {.size = size_, .is_indented = true}) + 8;
    }
  }

  void draw_table() {
    y_ = top;
    for (std::size_t at = 0; at < sheet_.rows.size(); ++at) draw_row(at);
    line(left, y_, right, y_);
  }

  Style style_of(CellRole role) const {
    if (role == CellRole::heading) return {.size = size_, .is_bold = true};
    if (role == CellRole::label || role == CellRole::number) return {.size = size_, .alignment = PANGO_ALIGN_CENTER};
    if (role == CellRole::prompt) return {.size = size_, .grey = 0.35};
    return {.size = size_, .is_indented = role == CellRole::body};
  }

  static double width_of(const Cell& cell) { return cell.units * (right - left) / row_units; }
  std::vector<Text> set_cells(const Row& row) const {
    std::vector<Text> texts;
    for (const auto& cell : row.cells) texts.emplace_back(cairo_, cell.text, width_of(cell) - 2 * padding, style_of(cell.role));
    return texts;
  }

  double signature_height(const Row& row) const { return row.signature_line.empty() ? 0 : line_advance(size_) * 1.5; }
  double height_of(const Row& row, const std::vector<Text>& texts) const {
    int lines = row.least_lines;
    for (const auto& text : texts) lines = std::max(lines, text.lines_left());
    return lines * line_advance(size_) + 2 * padding + signature_height(row);
  }

  /// What must stand on one page with the row before it: all of a short row, the first lines of a long one.
  double height_kept(std::size_t at) const {
    const Row& row = sheet_.rows[at];
    const double whole = height_of(row, set_cells(row)), few = 4 * line_advance(size_) + 2 * padding;
    double height = row.is_kept_whole ? whole : std::min(whole, few);
    if (row.is_kept_with_next && at + 1 < sheet_.rows.size()) height = whole + height_kept(at + 1);
    return std::min(height, bottom - top);
  }

  void draw_row(std::size_t at) {
    const Row& row = sheet_.rows[at];
    auto texts = set_cells(row);
    if (y_ + height_kept(at) > bottom && y_ > top) break_table();
    while (y_ + height_of(row, texts) > bottom) {
      const int fitting = static_cast<int>((bottom - y_ - 2 * padding) / line_advance(size_));
      const bool is_room_missing = most_lines_left(texts) <= fitting;
      if (is_room_missing && row.signature_line.empty()) break;  // the row ends with the page
      if (is_room_missing && y_ > top) {
        break_table();
        continue;
      }
      draw_slice(row, texts, std::max(fitting, 1), bottom - y_, false);
      break_table();
    }
    draw_slice(row, texts, most_lines_left(texts), std::min(height_of(row, texts), bottom - y_), true);
  }

  static int most_lines_left(const std::vector<Text>& texts) {
    return std::accumulate(texts.begin(), texts.end(), 0, [](int most, const Text& text) { return std::max(most, text.lines_left()); });
  }

  void break_table() {
    if (y_ > top) line(left, y_, right, y_);
    end_page();
  }

  void draw_slice(const Row& row, std::vector<Text>& texts, int lines, double height, bool is_last) {
    const bool joins_item_above = row.is_in_item && !row.starts_item && y_ > top;
    double x = left;
    line(joins_item_above ? left + width_of(row.cells.front()) : left, y_, right, y_);
    line(left, y_, left, y_ + height);
    for (std::size_t at = 0; at < texts.size(); ++at) {
      draw_cell(row.cells[at], texts[at], x, lines, height);
      x += width_of(row.cells[at]);
      line(x, y_, x, y_ + height);
    }
    if (is_last && !row.signature_line.empty())
      put(row.signature_line, left + padding, y_ + height - signature_height(row), right - left - 2 * padding,
          {.size = size_, .alignment = PANGO_ALIGN_RIGHT});
    y_ += height;
  }

  void draw_cell(const Cell& cell, Text& text, double x, int lines, double height) {
    const double text_height = std::min(text.lines_left(), lines) * text.advance();
    const bool is_centred = cell.role == CellRole::label || cell.role == CellRole::heading || cell.role == CellRole::value;
    const double y = is_centred ? y_ + std::max((height - text_height) / 2, padding) : y_ + padding;
    text.draw(cairo_, x + padding, y, lines);
  }

  cairo_t* cairo_;
  const Sheet& sheet_;
  double size_;
  int pages_, page_ = 0;
  double y_ = top;
};

int count_pages(const Sheet& sheet) {
  const SurfaceHandle nothing(cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, nullptr));
  const CairoHandle cairo(cairo_create(nothing.get()));
  return Painter(cairo.get(), sheet, 0).draw();
}

}  // namespace

std::string form_pdf_from(const Sheet& sheet) {
  std::string bytes;
  const int pages = count_pages(sheet);
  {
    std::string title;
    for (const auto& part : sheet.title_lines) title += part;
    const SurfaceHandle surface = make_pdf(bytes, title);
    {
      const CairoHandle cairo(cairo_create(surface.get()));
      Painter(cairo.get(), sheet, pages).draw();
    }
    finish_pdf(surface);
  }
  return bytes;
}

}  // namespace zhidian::documents
