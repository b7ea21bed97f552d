#include "records_hold.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "driver.hpp"
#include "query/test_collections.hpp"

namespace zhidian::fuzz {

using ip_records::Input;

namespace {

bool is_utf8(const std::string& text) { return base::valid_utf8_length(text) == text.size(); }

/// At most `most` bytes at a time.
class Pieces : public Input {
 public:
  Pieces(std::string_view bytes, std::size_t most) : bytes_(bytes), most_(most) {}
  base::Result<std::size_t> read(char* bytes, std::size_t most) override {
    const std::size_t length = bytes_.substr(at_).copy(bytes, std::min(most, most_));
    at_ += length;
    return length;
  }

 private:
  std::string_view bytes_;
  std::size_t most_, at_ = 0;
};

}  // namespace

const query::Collection& patents() { return query::test_collections().at("patents"); }

ip_records::TakeRecord checked(std::size_t& count) {
  return [&count](ip_records::Read&& read) {
    ++count;
    if (read.error) {
      require(!read.error->id.empty(), "what could not be read says why");
      return true;
    }
    require(is_utf8(read.document.key), "the key of a record is UTF-8");
    for (const auto& [field, values] : read.document.values) {
      require(is_utf8(field), "the name of a field is UTF-8");
      for (const std::string& value : values) require(is_utf8(value), "the value of a field is UTF-8");
    }
    return true;
  };
}

void read_in_pieces(std::string_view bytes, const std::function<base::Result<void>(Input&, const ip_records::TakeRecord&)>& reader) {
  std::size_t counts[2] = {0, 0};
  const std::size_t sizes[2] = {std::size_t{1} << 16U, 7};
  for (int i = 0; i < 2; ++i) {
    Pieces raw(bytes, sizes[i]);
    const auto text = ip_records::open_as_utf8(raw);
    const auto done = reader(*text, checked(counts[i]));
    require(done || !done.error().id.empty(), "what ends the reading says why");
  }
  require(counts[0] == counts[1], "as many records whatever pieces the file comes in");
}

}  // namespace zhidian::fuzz
