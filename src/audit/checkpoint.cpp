#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <memory>

#include "audit/log.hpp"
#include "audit/sql.hpp"
#include "audit/tree.hpp"

namespace zhidian::audit {
namespace {

constexpr std::size_t key_bytes = 32, signature_size = 64;

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Context = std::unique_ptr<EVP_MD_CTX, FreeKey>;

const unsigned char* octets(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

[[noreturn]] void fail_key(const std::string& path, const std::string& reason) {
  throw std::runtime_error(fmt::format("signing key {}: {}", path, reason));
}

/// The key's 32 bytes, or empty where there is no file.
std::string read_key(const std::string& path) {
  struct stat facts{};
  if (::stat(path.c_str(), &facts) != 0) {
    if (errno == ENOENT) return {};
    fail_key(path, std::strerror(errno));
  }
  if ((facts.st_mode & 077) != 0) fail_key(path, "others may read it; run chmod 600 on it");
  std::string hex;
  std::ifstream(path) >> hex;
  auto bytes = from_hex(hex);
  if (!bytes || bytes->size() != key_bytes) fail_key(path, "the file holds no Ed25519 key of 64 hex digits");
  return *bytes;
}

/// Writes beside and links, so that of two servers starting at once one key remains and none is half written.
void write_key(const std::string& path, std::string_view bytes) {
  auto partial = fmt::format("{}.{}", path, ::getpid());
  int descriptor = ::open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) fail_key(path, std::strerror(errno));
  auto text = base::to_hex(bytes) + "\n";
  bool is_written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(descriptor) == 0;
  int code = errno;
  ::close(descriptor);
  if (is_written && ::link(partial.c_str(), path.c_str()) != 0 && errno != EEXIST) is_written = false, code = errno;
  ::unlink(partial.c_str());
  if (!is_written) fail_key(path, std::strerror(code));
}

base::Value signed_part(const Checkpoint& checkpoint) {
  base::Value value;
  value.set("kind", "zhidian_checkpoint_1");
  value.set("origin", checkpoint.origin);
  value.set("size", checkpoint.size);
  value.set("root", checkpoint.root);
  value.set("at", base::print_instant(checkpoint.at));
  value.set("key_id", checkpoint.key_id);
  return value;
}

}  // namespace

std::string id_of_key(std::string_view public_key) { return base::to_hex(base::sha256({public_key})).substr(0, 16); }

base::Value to_value(const Checkpoint& checkpoint) {
  auto value = signed_part(checkpoint);
  value.set("signature", checkpoint.signature);
  return value;
}

base::Result<Checkpoint> parse_checkpoint(const base::Value& value) {
  auto at = base::parse_instant(value.text_or("at"));
  auto root = from_hex(value.text_or("root")), signature = from_hex(value.text_or("signature"));
  bool is_good = value.text_or("kind") == "zhidian_checkpoint_1" && at && value.integer_or("size", -1) >= 0 && root && root->size() == key_bytes &&
                 signature && signature->size() == signature_size && value.at("origin").is_text() && value.at("key_id").is_text();
  if (!is_good || value.as_map().size() != 7) return base::refuse(base::ErrorCode::malformed, "audit.checkpoint_malformed");
  return Checkpoint{value.text_or("origin"), value.integer_or("size", 0), value.text_or("root"), *at,
                    value.text_or("key_id"), value.text_or("signature")};
}

SigningKey SigningKey::load_or_create(const std::string& path, base::Random& random) {
  auto bytes = read_key(path);
  if (bytes.empty()) {
    std::string fresh(key_bytes, '\0');
    random.fill(reinterpret_cast<unsigned char*>(fresh.data()), fresh.size());
    write_key(path, fresh);
    bytes = read_key(path);
  }
  Key pair(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, octets(bytes), bytes.size()));
  SigningKey key;
  key.private_key_ = bytes;
  key.public_key_.resize(key_bytes);
  std::size_t size = key_bytes;
  if (!pair || EVP_PKEY_get_raw_public_key(pair.get(), reinterpret_cast<unsigned char*>(key.public_key_.data()), &size) != 1) {
    fail_key(path, "OpenSSL refuses it");
  }
  return key;
}

std::string SigningKey::public_key_hex() const { return base::to_hex(public_key_); }
std::string SigningKey::key_id() const { return id_of_key(public_key_); }

std::string SigningKey::sign(std::string_view message) const {
  Key pair(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, octets(private_key_), private_key_.size()));
  Context context(EVP_MD_CTX_new());
  std::string signature(signature_size, '\0');
  std::size_t size = signature.size();
  if (!pair || !context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, pair.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, octets(message), message.size()) != 1) {
    throw std::runtime_error("OpenSSL could not sign");
  }
  return base::to_hex(signature);
}

bool verify_signature(std::string_view public_key_hex, std::string_view message, std::string_view signature_hex) {
  auto public_key = from_hex(public_key_hex), signature = from_hex(signature_hex);
  if (!public_key || public_key->size() != key_bytes || !signature) return false;
  Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(*public_key), public_key->size()));
  Context context(EVP_MD_CTX_new());
  return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), octets(*signature), signature->size(), octets(message), message.size()) == 1;
}

bool is_signed_by(const Checkpoint& checkpoint, std::string_view public_key_hex) {
  auto public_key = from_hex(public_key_hex);
  return public_key && id_of_key(*public_key) == checkpoint.key_id &&
         verify_signature(public_key_hex, base::print_json(signed_part(checkpoint)), checkpoint.signature);
}

Checkpoint sign_head(storage::Connection& connection, const SigningKey& key, std::string_view origin, base::Instant at) {
  auto head = get_head(connection);
  Checkpoint checkpoint{std::string(origin), head.size, head.root, at, key.key_id(), ""};
  checkpoint.signature = key.sign(base::print_json(signed_part(checkpoint)));
  return checkpoint;
}

Checkpoint make_checkpoint(storage::Connection& connection, const SigningKey& key, std::string_view origin, base::Instant at) {
  auto checkpoint = sign_head(connection, key, origin, at);
  connection.execute(sql::audit::insert_checkpoint,
                     {checkpoint.size, checkpoint.root, base::print_instant(at), base::print_json(to_value(checkpoint))});
  return checkpoint;
}

}  // namespace zhidian::audit
