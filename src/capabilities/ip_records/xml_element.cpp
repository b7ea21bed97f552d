#include "capabilities/ip_records/xml_element.hpp"

namespace zhidian::ip_records {
namespace {

void collect(const Element& element, std::string_view wanted, std::vector<const Element*>& found, std::size_t most) {
  for (const Element& child : element.children) {
    if (found.size() >= most) return;
    if (child.name == wanted) {
      found.push_back(&child);
    } else {
      collect(child, wanted, found, most);
    }
  }
}

void append_text(const Element& element, std::string& text) {
  text += element.text;
  for (const Element& child : element.children) append_text(child, text);
}

}  // namespace

const Element* Element::first(std::string_view wanted) const {
  std::vector<const Element*> found;
  collect(*this, wanted, found, 1);
  return found.empty() ? nullptr : found.front();
}

std::vector<const Element*> Element::every(std::string_view wanted) const {
  std::vector<const Element*> found;
  collect(*this, wanted, found, static_cast<std::size_t>(-1));
  return found;
}

std::string Element::all_text() const {
  std::string whole;
  append_text(*this, whole);
  return whole;
}

std::string Element::text_of(std::string_view wanted) const {
  const Element* found = first(wanted);
  return found ? found->all_text() : "";
}

std::string Element::attribute(std::string_view wanted) const {
  const auto found = attributes.find(wanted);
  return found == attributes.end() ? "" : found->second;
}

}  // namespace zhidian::ip_records
