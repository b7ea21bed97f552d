#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>
#include <stdexcept>
#include <utility>

#include "base/text.hpp"

namespace zhidian::base {

namespace {

/// Readings the transliterator gets wrong, mostly of places; longer words stand before their parts.
constexpr std::array<std::pair<const char16_t*, const char16_t*>, 28> readings{{
    {u"重庆", u" chong qing "}, {u"长沙", u" chang sha "}, {u"长春", u" chang chun "}, {u"长海", u" chang hai "}, {u"长江", u" chang jiang "},
    {u"长白", u" chang bai "},  {u"厦门", u" xia men "},   {u"单县", u" shan xian "},  {u"六安", u" lu an "},     {u"蚌埠", u" beng bu "},
    {u"沈阳", u" shen yang "},  {u"沈河", u" shen he "},   {u"沈北", u" shen bei "},   {u"沈", u" shen "},        {u"朝阳", u" chao yang "},
    {u"大连", u" da lian "},    {u"乐清", u" yue qing "},  {u"乐亭", u" lao ting "},   {u"番禺", u" pan yu "},    {u"台州", u" tai zhou "},
    {u"天台", u" tian tai "},   {u"丽水", u" li shui "},   {u"铅山", u" yan shan "},   {u"荥阳", u" xing yang "}, {u"东莞", u" dong guan "},
    {u"银行", u" yin hang "},   {u"行业", u" hang ye "},   {u"调查", u" diao cha "},
}};

/// Each thread keeps one: building it reads the whole reading table of ICU.
const icu::Transliterator& transliterator() {
  thread_local const std::unique_ptr<icu::Transliterator> instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    if (U_FAILURE(status) || !made) throw std::runtime_error("ICU has no pinyin transliterator");
    return made;
  }();
  return *instance;
}

}  // namespace

std::string sort_key(std::string_view utf8) {
  const std::string folded = fold(utf8);
  auto text = icu::UnicodeString::fromUTF8(folded);
  for (const auto& [word, reading] : readings) text.findAndReplace(icu::UnicodeString(word), icu::UnicodeString(reading));
  transliterator().transliterate(text);
  std::string spelled;
  text.toUTF8String(spelled);
  std::string ascii;
  for (const char character : fold(spelled)) {
    const bool is_ascii = static_cast<unsigned char>(character) < 0x80;
    const bool repeats_space = character == ' ' && (ascii.empty() || ascii.back() == ' ');
    if (is_ascii && !repeats_space) ascii += character;
  }
  while (!ascii.empty() && ascii.back() == ' ') ascii.pop_back();
  return ascii;
}

}  // namespace zhidian::base
