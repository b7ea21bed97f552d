#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace zhidian::marks {

/// How one mark is near another. The first two are always looked for; the others may be left out.
enum class Kind : std::uint8_t {
  traditional,  ///< the same characters in the traditional or another form
  part,         ///< of a mark in several scripts, one
  added,        ///< a character more than asked
  dropped,      ///< a character less
  swapped,      ///< two neighbours exchanged
  sound,        ///< one of the same or nearly the same sound
  shape,        ///< one that looks alike
  replaced,     ///< any other one
  reversed,     ///< all in reverse
  containing,   ///< all of it as a whole with more around it, or the other way round
  spelled,      ///< the same in pinyin
};
constexpr std::size_t kind_count = 11;
constexpr std::array<std::string_view, kind_count> kind_names = {"traditional", "part",     "added",    "dropped",    "swapped", "sound",
                                                                 "shape",       "replaced", "reversed", "containing", "spelled"};

/// A set of kinds.
class Kinds {
 public:
  static constexpr Kinds all() { return Kinds((1U << kind_count) - 1); }
  /// Those that cannot be left out.
  static constexpr Kinds least() { return Kinds(bit(Kind::traditional) | bit(Kind::part)); }
  [[nodiscard]] constexpr Kinds with(Kind kind) const { return Kinds(bits_ | bit(kind)); }
  [[nodiscard]] constexpr bool has(Kind kind) const { return (bits_ & bit(kind)) != 0; }

 private:
  explicit constexpr Kinds(unsigned bits) : bits_(bits) {}
  static constexpr unsigned bit(Kind kind) { return 1U << static_cast<unsigned>(kind); }
  unsigned bits_;
};

/// What each costs, of 100 for a character that is another one altogether. One step of any named kind costs less than two of any.
namespace cost {
constexpr int alike_both = 26, nearly_both = 36;  ///< sound and shape
constexpr int same_sound = 30, near_sound = 40, alike = 30, part_alike = 40;
constexpr int added = 50, swapped = 40, reversed = 40, further = 10, spelled = 40, part = 10;
constexpr int replaced = 100, never = 200;
}  // namespace cost

}  // namespace zhidian::marks
