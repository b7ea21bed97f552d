#include "http/connection_caps.hpp"

#include "http/request_parts.hpp"

namespace zhidian::http {

bool ConnectionCaps::enter(const std::string& address) {
  const std::size_t of_address = by_address_[address]++;
  return count_++ < most_ && (of_address < most_per_address_ || is_loopback(address));
}

void ConnectionCaps::leave(const std::string& address) {
  --count_;
  const auto found = by_address_.find(address);
  if (--found->second == 0) by_address_.erase(found);
}

}  // namespace zhidian::http
