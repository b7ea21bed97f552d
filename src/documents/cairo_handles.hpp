#pragma once
#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>

namespace zhidian::documents {

template <auto Free>
struct Release {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using SurfaceHandle = std::unique_ptr<cairo_surface_t, Release<cairo_surface_destroy>>;
using CairoHandle = std::unique_ptr<cairo_t, Release<cairo_destroy>>;
using LayoutHandle = std::unique_ptr<PangoLayout, Release<g_object_unref>>;
using IteratorHandle = std::unique_ptr<PangoLayoutIter, Release<pango_layout_iter_free>>;
using FontHandle = std::unique_ptr<PangoFontDescription, Release<pango_font_description_free>>;
using OptionsHandle = std::unique_ptr<cairo_font_options_t, Release<cairo_font_options_destroy>>;

}  // namespace zhidian::documents
