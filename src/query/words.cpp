#include "query/words.hpp"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <memory>
#include <stdexcept>

namespace zhidian::query {
namespace {

/// A copy for one use: an iterator is no good to two threads.
std::unique_ptr<icu::BreakIterator> word_iterator() {
  static const std::unique_ptr<const icu::BreakIterator> instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(icu::BreakIterator::createWordInstance(icu::Locale::getChinese(), status));
    if (U_FAILURE(status) || !made) throw std::runtime_error("ICU has no words");
    return made;
  }();
  return std::unique_ptr<icu::BreakIterator>(instance->clone());
}

}  // namespace

std::set<std::size_t> word_borders(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, decltype(&utext_close)> text(utext_openUTF8(nullptr, utf8.data(), static_cast<std::int64_t>(utf8.size()), &status),
                                                            utext_close);
  const auto words = word_iterator();
  words->setText(text.get(), status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU cannot read a text");
  std::set<std::size_t> borders{0, utf8.size()};
  for (std::int32_t at = words->first(); at != icu::BreakIterator::DONE; at = words->next()) borders.insert(static_cast<std::size_t>(at));
  return borders;
}

}  // namespace zhidian::query
