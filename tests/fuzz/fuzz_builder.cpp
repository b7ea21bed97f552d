#include "driver.hpp"
#include "query/builder.hpp"
#include "query_holds.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto form = zhidian::base::parse_json(text, {.depth = 128});
  if (!form) return 0;
  const auto& collection = zhidian::fuzz::collection_of(text);
  const auto query = zhidian::query::read_builder(collection, *form, zhidian::fuzz::sets_of(collection));
  if (query) {
    zhidian::fuzz::holds_in_every_notation(collection, *query);
  } else {
    zhidian::fuzz::require(query.error().params.contains("path"), "the error names a part of the form");
  }
  return 0;
}
