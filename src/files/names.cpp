#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "files/files.hpp"

namespace zhidian::files {
namespace {

constexpr std::size_t most_characters = 120;
constexpr std::size_t most_extension = 12;
constexpr std::string_view nameless = "file";

/// The characters of a text, each as its own bytes. Broken bytes are left out.
std::vector<std::string> split_characters(std::string_view text) {
  std::vector<std::string> characters;
  for (std::size_t at = 0; at < text.size();) {
    auto lead = static_cast<unsigned char>(text[at]);
    std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    auto character = text.substr(at, length);
    if (base::is_valid_utf8(character)) {
      characters.emplace_back(character);
      at += character.size();
    } else {
      ++at;
    }
  }
  return characters;
}

/// Characters no disk, header or reader is troubled by.
bool is_harmless(const std::string& character) {
  if (character.size() > 1) return !base::has_hidden_characters(character);
  auto byte = static_cast<unsigned char>(character[0]);
  return byte >= 0x20 && byte != 0x7f && std::string_view("\"<>|?*:\\/%;").find(character[0]) == std::string_view::npos;
}

std::string join(const std::vector<std::string>& characters, std::size_t from, std::size_t to) {
  std::string text;
  for (auto index = from; index < to; ++index) text += characters[index];
  return text;
}

/// Shortens the stem and keeps the extension, by which people recognise a file.
std::string shorten(const std::vector<std::string>& characters) {
  auto count = characters.size();
  if (count <= most_characters) return join(characters, 0, count);
  auto dot = std::ranges::find(characters.rbegin(), characters.rend(), ".");
  auto extension = static_cast<std::size_t>(dot - characters.rbegin()) + 1;
  if (dot == characters.rend() || extension > most_extension) return join(characters, 0, most_characters);
  return join(characters, 0, most_characters - extension) + join(characters, count - extension, count);
}

/// Names Windows keeps for devices.
bool is_device(std::string_view name) {
  auto stem = std::string(name.substr(0, name.find('.')));
  std::ranges::transform(stem, stem.begin(), [](char letter) { return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 32) : letter; });
  constexpr std::array devices{"CON", "PRN", "AUX", "NUL"};
  bool is_port = stem.size() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")) && stem[3] >= '0' && stem[3] <= '9';
  return is_port || std::ranges::find(devices, stem) != devices.end();
}

bool is_attribute_character(char character) {
  bool is_letter = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  return is_letter || (character >= '0' && character <= '9') || std::string_view("!#$&+-.^_`|~").find(character) != std::string_view::npos;
}

}  // namespace

std::string safe_name(std::string_view name) {
  if (auto separator = name.find_last_of("/\\"); separator != std::string_view::npos) name.remove_prefix(separator + 1);
  auto characters = split_characters(name);
  std::erase_if(characters, [](const std::string& character) { return !is_harmless(character); });
  auto is_edge = [](const std::string& character) { return character == "." || character == " " || character == "-"; };
  auto first = std::ranges::find_if_not(characters, is_edge);
  characters.erase(characters.begin(), first);
  while (!characters.empty() && is_edge(characters.back())) characters.pop_back();
  auto safe = shorten(characters);
  if (safe.empty()) return std::string(nameless);
  return is_device(safe) ? "_" + safe : safe;
}

std::string content_disposition(std::string_view name) {
  auto safe = safe_name(name);
  std::string plain, extended;
  for (const auto& character : split_characters(safe)) plain += character.size() == 1 ? character : "_";
  for (char byte : safe) {
    if (is_attribute_character(byte))
      extended += byte;
    else
      extended += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
  }
  return fmt::format("attachment; filename=\"{}\"; filename*=UTF-8''{}", plain, extended);
}

}  // namespace zhidian::files
