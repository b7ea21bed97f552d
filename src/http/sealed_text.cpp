#include "http/sealed_text.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <array>
#include <memory>
#include <stdexcept>

#include "http/encoding.hpp"

namespace zhidian::http {

namespace {

constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;
using Key = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

Key derive_key(std::string_view secret) {
  const std::string input = "zhidian stored answer\n" + std::string(secret);
  Key key{};
  SHA256(reinterpret_cast<const unsigned char*>(input.data()), input.size(), key.data());
  return key;
}

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

void require(int outcome) {
  if (outcome != 1) throw std::runtime_error("AES-256-GCM is not available");
}

}  // namespace

std::string seal_text(std::string_view text, std::string_view secret) {
  const Key key = derive_key(secret);
  std::string sealed(nonce_size + text.size() + tag_size, '\0');
  require(RAND_bytes(bytes_of(sealed), nonce_size));
  const Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  int length = 0;
  require(EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), bytes_of(sealed)));
  require(EVP_EncryptUpdate(context.get(), bytes_of(sealed) + nonce_size, &length, bytes_of(text), static_cast<int>(text.size())));
  require(EVP_EncryptFinal_ex(context.get(), bytes_of(sealed) + nonce_size + text.size(), &length));
  require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tag_size, bytes_of(sealed) + nonce_size + text.size()));
  return to_base64url(sealed);
}

std::optional<std::string> open_text(std::string_view sealed, std::string_view secret) {
  auto bytes = from_base64url(sealed);
  if (!bytes || bytes->size() < nonce_size + tag_size) return std::nullopt;
  const Key key = derive_key(secret);
  const std::size_t size = bytes->size() - nonce_size - tag_size;
  std::string text(size, '\0');
  const Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  int length = 0;
  require(EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), bytes_of(*bytes)));
  require(EVP_DecryptUpdate(context.get(), bytes_of(text), &length, bytes_of(*bytes) + nonce_size, static_cast<int>(size)));
  require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tag_size, bytes_of(*bytes) + nonce_size + size));
  if (EVP_DecryptFinal_ex(context.get(), bytes_of(text) + size, &length) != 1) return std::nullopt;
  return text;
}

}  // namespace zhidian::http
