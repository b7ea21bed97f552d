#include "driver.hpp"
#include "records_hold.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  zhidian::fuzz::read_in_pieces({reinterpret_cast<const char*>(data), size}, [](auto& input, const auto& take) {
    return zhidian::ip_records::read_table(input, zhidian::fuzz::patents(), {{"列", "title"}}, take);
  });
  return 0;
}
