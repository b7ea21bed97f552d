#include "driver.hpp"
#include "records_hold.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  zhidian::fuzz::read_in_pieces({reinterpret_cast<const char*>(data), size}, zhidian::ip_records::read_json_lines);
  return 0;
}
