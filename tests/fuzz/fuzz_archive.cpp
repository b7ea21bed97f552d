#include "driver.hpp"
#include "records_hold.hpp"
#include "support/fresh_folder.hpp"

/// A file as it comes: gzip, zip or none, any format.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const zhidian::support::FreshFolder folder;
  const std::string path = folder.write("input", {reinterpret_cast<const char*>(data), size});
  std::size_t count = 0;
  const auto done = zhidian::ip_records::read_records(path, zhidian::fuzz::patents(), {}, zhidian::fuzz::checked(count));
  zhidian::fuzz::require(done || !done.error().id.empty(), "what ends the reading says why");
  return 0;
}
