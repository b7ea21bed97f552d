#include "base/sha256.hpp"

#include <openssl/evp.h>

#include <stdexcept>

namespace zhidian::base {
namespace {

void require(bool is_done) {
  if (!is_done) throw std::runtime_error("SHA-256 is not available");
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) { begin(); }

void Sha256::begin() {
  // Looking the algorithm up costs OpenSSL 3 more than hashing a page of text does: it is looked up once.
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  require(algorithm && context_ && EVP_DigestInit_ex2(context_.get(), algorithm, nullptr) == 1);
}

void Sha256::add(std::string_view bytes) { require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1); }

std::string Sha256::finish() {
  std::string digest(32, '\0');
  require(EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr) == 1);
  begin();
  return digest;
}

}  // namespace zhidian::base
