#include "capabilities/accounts/accounts_password.hpp"

#include <argon2.h>

#include <array>
#include <stdexcept>

#include "base/text.hpp"
#include "capabilities/accounts/accounts.hpp"

namespace zhidian::accounts {
namespace {

// Source: OWASP Password Storage Cheat Sheet, argon2id with 19 MiB and two passes.
constexpr std::uint32_t passes = 2;
constexpr std::uint32_t kibibytes = 19 * 1024;
constexpr std::uint32_t lanes = 1;
constexpr std::size_t salt_bytes = 16;
constexpr std::size_t hash_bytes = 32;

/// Belongs to no password; verified where there is no account, so that the answer takes the same time.
constexpr std::string_view no_password = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

constexpr std::size_t shortest_with_kinds = 8;
constexpr std::size_t shortest_without_kinds = 12;
constexpr int wanted_kinds = 3;

int count_kinds(std::string_view password) {
  bool upper = false, lower = false, digit = false, other = false;
  for (const char c : password) {
    if (c >= 'A' && c <= 'Z')
      upper = true;
    else if (c >= 'a' && c <= 'z')
      lower = true;
    else if (c >= '0' && c <= '9')
      digit = true;
    else
      other = true;
  }
  return int{upper} + int{lower} + int{digit} + int{other};
}

}  // namespace

std::string hash_password(std::string_view password, base::Random& random) {
  std::array<unsigned char, salt_bytes> salt{};
  random.fill(salt.data(), salt.size());
  std::string encoded(argon2_encodedlen(passes, kibibytes, lanes, salt_bytes, hash_bytes, Argon2_id), '\0');
  const int outcome = argon2id_hash_encoded(passes, kibibytes, lanes, password.data(), password.size(), salt.data(), salt.size(), hash_bytes,
                                            encoded.data(), encoded.size());
  if (outcome != ARGON2_OK) throw std::runtime_error(std::string("argon2: ") + argon2_error_message(outcome));
  encoded.resize(encoded.find('\0'));
  return encoded;
}

bool verify_password(std::string_view hash, std::string_view password) {
  const std::string encoded(hash.empty() ? no_password : hash);
  const int outcome = argon2id_verify(encoded.c_str(), password.data(), password.size());
  if (outcome != ARGON2_OK && outcome != ARGON2_VERIFY_MISMATCH) throw std::runtime_error(std::string("argon2: ") + argon2_error_message(outcome));
  return outcome == ARGON2_OK && !hash.empty();
}

base::Result<void> check_password_rules(std::string_view password, std::string_view login_name, PasswordProfile profile) {
  using base::ErrorCode;
  const std::size_t length = base::count_characters(password);
  if (length > longest_password) return base::refuse(ErrorCode::invalid, "accounts.password_too_long", {{"limit", std::to_string(longest_password)}});
  if (profile == PasswordProfile::asvs) {
    if (length < shortest_without_kinds)
      return base::refuse(ErrorCode::invalid, "accounts.short_password", {{"least", std::to_string(shortest_without_kinds)}});
  } else if (length < shortest_with_kinds || count_kinds(password) < wanted_kinds) {
    return base::refuse(ErrorCode::invalid, "accounts.weak_password",
                        {{"least", std::to_string(shortest_with_kinds)}, {"kinds", std::to_string(wanted_kinds)}});
  }
  if (!login_name.empty() && base::fold(password).find(base::fold(login_name)) != std::string::npos)
    return base::refuse(ErrorCode::invalid, "accounts.password_holds_login_name");
  return {};
}

/// The one turn at hashing; empty where too many wait already.
class PasswordQueue::Turn {
 public:
  explicit Turn(PasswordQueue& queue) : queue_(queue) {
    std::unique_lock lock(queue_.mutex_);
    if (queue_.is_taken_ && queue_.waiting_ >= queue_.most_waiting_) return;
    ++queue_.waiting_;
    queue_.turn_free_.wait(lock, [&] { return !queue_.is_taken_; });
    --queue_.waiting_;
    queue_.is_taken_ = has_turn_ = true;
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    if (!has_turn_) return;
    {
      const std::scoped_lock lock(queue_.mutex_);
      queue_.is_taken_ = false;
    }
    queue_.turn_free_.notify_one();
  }
  explicit operator bool() const { return has_turn_; }

 private:
  PasswordQueue& queue_;
  bool has_turn_ = false;
};

base::Result<std::string> PasswordQueue::hash(std::string_view password, base::Random& random) {
  const Turn turn(*this);
  if (!turn) return base::refuse(base::ErrorCode::too_many, "accounts.busy");
  return hash_password(password, random);
}

base::Result<bool> PasswordQueue::verify(std::string_view hash, std::string_view password) {
  const Turn turn(*this);
  if (!turn) return base::refuse(base::ErrorCode::too_many, "accounts.busy");
  return verify_password(hash, password);
}

}  // namespace zhidian::accounts
