#include <array>

#include "base/text.hpp"
#include "capabilities/ip_records/readers.hpp"

namespace zhidian::ip_records {
namespace {

/// Gives back what was looked at, then the rest.
class Looked : public Input {
 public:
  explicit Looked(Input& input) : input_(input) {}

  base::Result<std::string_view> look() {
    std::array<char, 4096> bytes;
    while (head_.size() < bytes.size()) {
      const auto length = input_.read(bytes.data(), bytes.size() - head_.size());
      if (!length && head_.empty()) return base::refuse(length.error());
      if (!length) broken_ = length.error();  // told behind what was read
      if (!length || *length == 0) break;
      head_.append(bytes.data(), *length);
    }
    return std::string_view(head_);
  }

  base::Result<std::size_t> read(char* bytes, std::size_t most) override {
    if (at_ == head_.size() && broken_) return base::refuse(*broken_);
    if (at_ == head_.size()) return input_.read(bytes, most);
    const std::size_t length = head_.copy(bytes, most, at_);
    at_ += length;
    return length;
  }

 private:
  Input& input_;
  std::string head_;
  std::optional<base::Error> broken_;
  std::size_t at_ = 0;
};

bool is_named_text(std::string_view name) {
  std::string folded = base::fold(name);
  for (const std::string_view ending : {".xml", ".csv", ".tsv", ".txt", ".json", ".jsonl"})
    if (folded.ends_with(ending)) return true;
  return false;
}

base::Result<bool> read_file(Input& raw, const query::Collection& collection, const Mapping& mapping, const TakeRecord& take) {
  const auto text = open_as_utf8(raw);
  Looked input(*text);
  const auto head = input.look();
  if (!head) return base::refuse(head.error());
  const std::string begin = base::trim(*head);
  bool goes_on = true;
  const TakeRecord watched = [&](Read&& read) { return goes_on = take(std::move(read)); };
  base::Result<void> done;
  if (begin.starts_with('<')) {
    done = read_xml(input, watched);
  } else if (begin.starts_with('{')) {
    done = read_json_lines(input, watched);
  } else if (!begin.empty()) {
    done = read_table(input, collection, mapping, watched);
  }
  if (!done) return base::refuse(done.error());
  return goes_on;
}

}  // namespace

base::Result<void> read_records(const std::string& path, const query::Collection& collection, const Mapping& mapping, const TakeRecord& take,
                                Consumed* consumed) {
  if (is_workbook(path)) return read_sheet(path, collection, mapping, take);
  return visit_files(
      path,
      [&](const std::string& name, bool is_one_of_many, Input& input) -> base::Result<bool> {
        if (is_one_of_many && !is_named_text(name)) return true;  // figures beside the records
        auto read = read_file(input, collection, mapping, take);
        if (read || !is_one_of_many || read.error().code == base::ErrorCode::too_large || read.error().id == "ip_records.damaged_archive")
          return read;
        return take({{}, read.error(), name});
      },
      consumed);
}

}  // namespace zhidian::ip_records
