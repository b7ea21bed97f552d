#include "base/id.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <mutex>
#include <span>
#include <stdexcept>
#include <vector>

#include "base/sha256.hpp"

namespace zhidian::base {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

std::string_view text_of(std::span<const unsigned char> bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

class SystemRandom : public Random {
 public:
  void fill(unsigned char* bytes, std::size_t count) override {
    if (RAND_bytes(bytes, static_cast<int>(count)) != 1) throw std::runtime_error("no random bytes from the system");
  }
};

/// The ChaCha20 key stream under SHA-256 of the seed, from block zero.
class SeededRandom : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : context_(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free) {
    const auto key = sha256({"zhidian seed ", std::to_string(seed)});
    const std::array<unsigned char, 16> nonce{};
    if (!context_ ||
        EVP_EncryptInit_ex(context_.get(), EVP_chacha20(), nullptr, reinterpret_cast<const unsigned char*>(key.data()), nonce.data()) != 1) {
      throw std::runtime_error("ChaCha20 is not available");
    }
  }
  void fill(unsigned char* bytes, std::size_t count) override {
    const std::lock_guard lock(mutex_);
    const std::vector<unsigned char> zeros(count, 0);
    int written = 0;
    if (EVP_EncryptUpdate(context_.get(), bytes, &written, zeros.data(), static_cast<int>(count)) != 1) {
      throw std::runtime_error("ChaCha20 failed");
    }
  }

 private:
  std::mutex mutex_;
  std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context_;
};

}  // namespace

std::unique_ptr<Random> make_system_random() { return std::make_unique<SystemRandom>(); }

std::unique_ptr<Random> make_seeded_random(std::uint64_t seed) { return std::make_unique<SeededRandom>(seed); }

std::string make_id(Instant now, Random& random) {
  std::array<unsigned char, 16> bytes{};
  random.fill(bytes.data() + 6, 10);
  const auto milliseconds = static_cast<std::uint64_t>(now.time_since_epoch().count());
  for (std::size_t i = 0; i < 6; ++i) bytes[i] = static_cast<unsigned char>(milliseconds >> (40 - 8 * i));
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x70);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);
  std::string text = to_hex(text_of(bytes));
  for (const std::size_t position : {8U, 13U, 18U, 23U}) text.insert(position, 1, '-');
  return text;
}

std::string make_token(Random& random, std::size_t count) {
  std::vector<unsigned char> bytes(count);
  random.fill(bytes.data(), count);
  return to_hex(text_of(bytes));
}

bool is_id(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_hyphen_place = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_hyphen_place ? text[i] != '-' : hex_digits.find(text[i]) == std::string_view::npos) return false;
  }
  return text[14] == '7' && std::string_view("89ab").find(text[19]) != std::string_view::npos;
}

std::string to_hex(std::string_view bytes) {
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    hex += hex_digits[value >> 4];
    hex += hex_digits[value & 15];
  }
  return hex;
}

std::string sha256(std::initializer_list<std::string_view> parts) {
  thread_local Sha256 hash;
  for (const std::string_view part : parts) hash.add(part);
  return hash.finish();
}

std::string sha256_hex(std::string_view bytes) { return to_hex(sha256({bytes})); }

}  // namespace zhidian::base
