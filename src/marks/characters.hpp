#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace zhidian::marks {

/// What is known of one character; numbers of syllables and groups, ascending.
struct Character {
  std::vector<std::uint16_t> syllables, near_syllables;  ///< without tone; the latter with zh and z, n and l, an and ang … as one
  std::vector<std::uint16_t> look_alikes, parts;         ///< groups it belongs to
};

/// How alike two characters are: 2 the same sound or easily taken for one another, 1 nearly, 0 not.
struct Kin {
  int sound = 0, shape = 0;
};
Kin kin_of(const Character& left, const Character& right);

/// Sounds and shapes of characters. Sounds: ICU Han-Latin, and the readings of the table where a character has several. Shapes: the table.
class Characters {
 public:
  /// `table`: the text of characters.txt. Errors: std::runtime_error, a fault of the table or of ICU.
  explicit Characters(std::string_view table);
  /// Of a folded character; nothing is known of most that are neither Han nor Latin.
  [[nodiscard]] const Character& at(char32_t character) const;
  /// A syllable two characters share, or nearly share: "chong", "zhang / zan"; empty where there is none.
  [[nodiscard]] std::string shared_sound(char32_t left, char32_t right) const;
  /// How a mark of Han characters, or of letters, sounds as a whole; empty for any other and where it is too short to say.
  [[nodiscard]] std::string sound_key(std::u32string_view mark) const;

 private:
  void read_sounds();
  void read_table(std::string_view table);
  void read_line(std::string_view section, std::string_view line);
  void set_readings(char32_t character, const std::vector<std::string>& readings);
  std::uint16_t number_of(const std::string& syllable);

  std::unordered_map<char32_t, Character> characters_;
  std::unordered_map<std::string, std::uint16_t> numbers_;
  std::vector<std::string> syllables_;
  std::uint16_t groups_ = 0;
};

}  // namespace zhidian::marks
