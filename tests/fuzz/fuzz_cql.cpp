#include "driver.hpp"
#include "query/cql.hpp"
#include "query_holds.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto& collection = zhidian::fuzz::collection_of(text);
  zhidian::fuzz::holds(collection, zhidian::query::parse_cql(collection, text, zhidian::fuzz::sets_of(collection)), text);
  return 0;
}
