#include "capabilities/notices/receipts.hpp"

namespace zhidian::notices {
namespace {

/// No letter or digit that is read for another one; 32 of them, five bits each.
constexpr std::string_view alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
constexpr std::size_t secret_length = 20;  // 100 bits: no dictionary helps, so a plain hash keeps it
constexpr std::size_t receipt_length = 8;

std::string make_characters(base::Random& random, std::size_t count) {
  std::string text(count, '\0');
  random.fill(reinterpret_cast<unsigned char*>(text.data()), count);
  for (char& character : text) character = alphabet[static_cast<unsigned char>(character) % alphabet.size()];
  return text;
}

/// Five groups of four, for copying by hand.
std::string grouped(const std::string& characters) {
  std::string text;
  for (std::size_t index = 0; index < characters.size(); ++index) {
    if (index > 0 && index % 4 == 0) text += '-';
    text += characters[index];
  }
  return text;
}

/// Takes the same time wherever the texts differ.
bool is_equal_in_constant_time(std::string_view one, std::string_view other) {
  if (one.size() != other.size()) return false;
  unsigned difference = 0;
  for (std::size_t index = 0; index < one.size(); ++index) {
    difference |= static_cast<unsigned>(static_cast<unsigned char>(one[index]) ^ static_cast<unsigned char>(other[index]));
  }
  return difference == 0;
}

}  // namespace

ReceiptCodes make_codes(std::string_view prefix, base::Random& random) {
  std::string receipt = std::string(prefix) + make_characters(random, receipt_length);
  const std::string secret = make_characters(random, secret_length);
  return {std::move(receipt), grouped(secret), base::sha256_hex(secret)};
}

std::string normalised_code(std::string_view typed) {
  std::string text;
  for (const char character : typed) {
    if (character >= 'a' && character <= 'z') text += static_cast<char>(character - 'a' + 'A');
    if ((character >= 'A' && character <= 'Z') || (character >= '0' && character <= '9')) text += character;
  }
  return text;
}

bool is_secret(std::string_view typed, std::string_view secret_hash) {
  const std::string given = base::sha256_hex(normalised_code(typed));
  const bool is_equal = is_equal_in_constant_time(given, secret_hash.empty() ? base::sha256_hex("") : secret_hash);
  return is_equal && !secret_hash.empty();
}

}  // namespace zhidian::notices
