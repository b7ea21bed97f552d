#pragma once
#include <cstddef>
#include <map>
#include <string>

namespace zhidian::http {

/// How many connections there are, and from where. A reverse proxy stands on loopback and is not counted by address.
class ConnectionCaps {
 public:
  ConnectionCaps(std::size_t most, std::size_t most_per_address) : most_(most), most_per_address_(most_per_address) {}
  /// Counts a connection; false where it is one too many and must only be told so. Each is left once, also a refused one.
  bool enter(const std::string& address);
  void leave(const std::string& address);
  std::size_t count() const { return count_; }

 private:
  std::size_t most_, most_per_address_, count_ = 0;
  std::map<std::string, std::size_t> by_address_;
};

}  // namespace zhidian::http
