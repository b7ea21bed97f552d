#pragma once
#include <span>
#include <string_view>

namespace zhidian::http {

/// One row of the embedded table; a missing language is "".
struct Sentence {
  std::string_view id, zh, en;
};
/// Every sentence of locales/*.yaml. Shape: sorted by id.
std::span<const Sentence> embedded_sentences();

}  // namespace zhidian::http
