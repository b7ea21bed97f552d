#pragma once
#include <fstream>
#include <sstream>
#include <string>

#include "marks/characters.hpp"
#include "marks/spelling.hpp"

namespace zhidian::marks {

inline const Characters& test_characters() {
  static const Characters characters = [] {
    std::ostringstream text;
    text << std::ifstream(ZHIDIAN_SOURCE_DIR "/src/marks/characters.txt").rdbuf();
    return Characters(text.str());
  }();
  return characters;
}

inline char32_t only(const std::string& utf8) { return spell(utf8).at(0).character; }

}  // namespace zhidian::marks
