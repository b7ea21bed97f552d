#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zhidian::ip_records {

/// An element of one record. Names come without their prefix. A child without a name is a piece of text.
struct Element {
  std::string name, text;
  std::map<std::string, std::string, std::less<>> attributes;
  std::vector<Element> children;

  /// The first element of this name below, at any depth, in the order of the document; null where there is none.
  [[nodiscard]] const Element* first(std::string_view wanted) const;
  /// Every element of this name below, at any depth; none of them inside another.
  [[nodiscard]] std::vector<const Element*> every(std::string_view wanted) const;
  /// All text inside, in order.
  [[nodiscard]] std::string all_text() const;
  /// The text of the first element of this name below, or empty.
  [[nodiscard]] std::string text_of(std::string_view wanted) const;
  [[nodiscard]] std::string attribute(std::string_view wanted) const;
};

}  // namespace zhidian::ip_records
