#include <cstdio>

#include "base/value.hpp"
#include "capabilities/ip_records/ip_records_store.hpp"
#include "server/commands.hpp"
#include "server/invented.hpp"

namespace zhidian::server {

int demo_records(const InventedOptions& options) {
  const auto make = record_makers(options.seed).at(options.collection);
  for (long long number = options.from; number < options.from + options.count; ++number) {
    const std::string line = ip_records::print_payload(make(static_cast<std::uint64_t>(number))) + "\n";
    if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size()) return Exit::finding;
  }
  return std::fflush(stdout) == 0 ? Exit::done : Exit::finding;
}

}  // namespace zhidian::server
