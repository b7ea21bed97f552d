#include "http/message.hpp"

namespace zhidian::http {

const std::string* Request::find(std::string_view name) const {
  for (const auto& [header, value] : headers) {
    if (header == name) return &value;
  }
  return nullptr;
}

std::string_view Request::at(std::string_view name) const {
  const auto* value = find(name);
  return value ? std::string_view(*value) : std::string_view();
}

}  // namespace zhidian::http
