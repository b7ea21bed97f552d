#pragma once
#include <stdexcept>

#include "http/http.hpp"

namespace zhidian::server {

/// A message in Chinese, the language of the commands.
inline std::string sentence(const std::string& id, const std::map<std::string, std::string>& params = {}) {
  return http::sentence(http::Language::zh, id, params);
}

/// The value, or its error as one sentence on standard error.
template <class T>
T must(base::Result<T> result) {
  if (!result) throw std::runtime_error(sentence(result.error().id, result.error().params));
  return std::move(*result);
}

}  // namespace zhidian::server
