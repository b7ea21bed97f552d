#include <unicode/ucnv.h>

#include <array>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "capabilities/ip_records/input.hpp"

namespace zhidian::ip_records {
namespace {

constexpr std::size_t looked_at = 1U << 18;

/// The name in `encoding="…"` of an XML declaration, or empty.
std::string_view declared_encoding(std::string_view head) {
  if (!head.starts_with("<?xml")) return "";
  const std::string_view declaration = head.substr(0, head.find("?>"));
  const std::size_t at = declaration.find("encoding=");
  if (at == std::string_view::npos || at + 10 >= declaration.size()) return "";
  const std::string_view rest = declaration.substr(at + 10);
  return rest.substr(0, rest.find(declaration[at + 9]));
}

/// Whether a text with other than ASCII in it is UTF-8 but for a few broken places.
bool is_mostly_utf8(std::string_view head) {
  std::size_t good = 0, bad = 0;
  while (!head.empty()) {
    const std::size_t valid = base::valid_utf8_length(head);
    for (std::size_t i = 0; i < valid; ++i) good += (static_cast<unsigned char>(head[i]) & 0xC0U) == 0x80U;
    head.remove_prefix(valid);
    if (head.size() < 4 && good > 0) break;  // cut inside a character
    if (!head.empty()) {
      ++bad;
      head.remove_prefix(1);
    }
  }
  return bad * 10 <= good;
}

std::string encoding_of(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) return "UTF-8";
  if (head.starts_with("\xFF\xFE")) return "UTF-16LE";
  if (head.starts_with("\xFE\xFF")) return "UTF-16BE";
  if (const auto declared = declared_encoding(head); !declared.empty()) {
    const std::string folded = base::fold(declared);
    if (folded == "gbk" || folded == "gb2312") return "GB18030";
    if (folded != "utf-8" && folded != "utf8") return std::string(declared);
  }
  return is_mostly_utf8(head) ? "UTF-8" : "GB18030";
}

class Utf8Input : public Input {
 public:
  explicit Utf8Input(Input& input) : input_(input), converter_(nullptr, ucnv_close) {}

  base::Result<std::size_t> read(char* bytes, std::size_t most) override {
    if (!has_begun_) {
      if (auto begun = begin(); !begun) return base::refuse(begun.error());
    }
    while (text_.size() == at_ && !is_over_) {
      if (auto more = fill(); !more) return base::refuse(more.error());
    }
    const std::size_t length = text_.copy(bytes, most, at_);
    at_ += length;
    return length;
  }

 private:
  base::Result<void> begin() {
    has_begun_ = true;
    std::vector<char> bytes(looked_at);
    while (raw_.size() < looked_at) {
      const auto length = input_.read(bytes.data(), looked_at - raw_.size());
      if (!length && raw_.empty()) return base::refuse(length.error());
      if (!length) broken_ = length.error();  // told behind what was read
      if (!length || *length == 0) break;
      raw_.append(bytes.data(), *length);
    }
    const std::string encoding = encoding_of(raw_);
    if (raw_.starts_with("\xEF\xBB\xBF")) raw_.erase(0, 3);
    if (raw_.starts_with("\xFF\xFE") || raw_.starts_with("\xFE\xFF")) raw_.erase(0, 2);
    if (encoding == "UTF-8") return {};
    UErrorCode code = U_ZERO_ERROR;
    converter_.reset(ucnv_open(encoding.c_str(), &code));
    if (U_FAILURE(code)) return base::refuse(base::ErrorCode::invalid, "ip_records.unknown_encoding", {{"encoding", encoding}});
    return {};
  }

  base::Result<void> fill() {
    text_.clear();
    at_ = 0;
    if (raw_.empty()) {
      if (broken_) return base::refuse(*broken_);
      std::array<char, 1U << 16> bytes;
      const auto length = input_.read(bytes.data(), bytes.size());
      if (!length) return base::refuse(length.error());
      raw_.assign(bytes.data(), *length);
      is_over_ = *length == 0;
    }
    if (converter_) {
      convert();
    } else {
      text_.swap(raw_);
    }
    raw_.clear();
    return {};
  }

  void convert() {
    const char* from = raw_.data();
    std::array<UChar, 4096> units;
    while (true) {
      UChar* to = units.data();
      UErrorCode code = U_ZERO_ERROR;
      ucnv_toUnicode(converter_.get(), &to, units.data() + units.size(), &from, raw_.data() + raw_.size(), nullptr, is_over_, &code);
      append(units.data(), to);
      if (code != U_BUFFER_OVERFLOW_ERROR) break;
    }
  }

  /// Halves of a pair may come apart between two calls: the first is kept.
  void append(const UChar* from, const UChar* to) {
    for (; from != to; ++from) {
      char32_t character = *from;
      if (U16_IS_LEAD(character)) {
        lead_ = *from;
        continue;
      }
      if (U16_IS_TRAIL(character)) character = static_cast<char32_t>(U16_GET_SUPPLEMENTARY(lead_, *from));
      std::array<char, U8_MAX_LENGTH> bytes;
      std::size_t length = 0;
      U8_APPEND_UNSAFE(bytes.data(), length, character);
      text_.append(bytes.data(), length);
    }
  }

  Input& input_;
  std::unique_ptr<UConverter, void (*)(UConverter*)> converter_;
  std::string raw_, text_;
  std::size_t at_ = 0;
  std::optional<base::Error> broken_;
  UChar lead_ = 0;
  bool has_begun_ = false, is_over_ = false;
};

}  // namespace

std::unique_ptr<Input> open_as_utf8(Input& input) { return std::make_unique<Utf8Input>(input); }

}  // namespace zhidian::ip_records
