#pragma once
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "base/result.hpp"

namespace zhidian::accounts {

/// Whether `password` belongs to `hash`; an empty hash belongs to nothing. Takes as long for a wrong, an empty and a right one.
bool verify_password(std::string_view hash, std::string_view password);

/// Hashes one password at a time, because each takes 19 MiB; a few may wait, the next is refused.
/// Threads: safe to call from several.
class PasswordQueue {
 public:
  explicit PasswordQueue(std::size_t most_waiting) : most_waiting_(most_waiting) {}
  /// Errors: accounts.busy.
  base::Result<std::string> hash(std::string_view password, base::Random& random);
  /// Errors: accounts.busy.
  base::Result<bool> verify(std::string_view hash, std::string_view password);

 private:
  class Turn;
  const std::size_t most_waiting_;
  std::mutex mutex_;
  std::condition_variable turn_free_;
  std::size_t waiting_ = 0;
  bool is_taken_ = false;
};

}  // namespace zhidian::accounts
