#include "capabilities/ip_search/mark_keeper.hpp"

#include <mutex>
#include <utility>
#include <vector>

namespace zhidian::ip_search {
/// Takes a page of changes in at once, so that a search never waits long.
class MarkKeeper::Reader final : public ip_records::ChangeReader {
 public:
  Reader(MarkKeeper& keeper, const std::stop_token& stop) : keeper_(keeper), stop_(stop) {}

  void begin_anew() override {
    const std::unique_lock lock(keeper_.mutex_);
    keeper_.index_ = std::make_unique<marks::MarkIndex>(*keeper_.characters_);
    keeper_.is_ready_ = false;
    page_.clear();
  }
  void put(const query::Document& document) override {
    const auto marks = document.values.find("mark");
    page_.emplace_back(document.key, marks == document.values.end() ? std::vector<std::string>() : marks->second);
  }
  void remove(const std::string& key) override { page_.emplace_back(key, std::nullopt); }
  void end_page() override {
    if (stop_.stop_requested()) throw Stopped();
    const std::unique_lock lock(keeper_.mutex_);
    for (const auto& [key, marks] : page_) {
      if (marks) keeper_.index_->put(key, *marks);
      if (!marks) keeper_.index_->remove(key);
    }
    page_.clear();
  }

 private:
  MarkKeeper& keeper_;
  const std::stop_token& stop_;
  std::vector<std::pair<std::string, std::optional<std::vector<std::string>>>> page_;
};

MarkKeeper::MarkKeeper(storage::Database& database, const query::Collection& collection, std::string_view table)
    : database_(database), collection_(collection), table_(table) {}

base::Result<marks::NearMarks> MarkKeeper::find(std::u32string mark, marks::Kinds allowed, std::size_t most) const {
  const std::shared_lock lock(mutex_);
  if (!is_ready_) return base::refuse(base::ErrorCode::unavailable, "ip_search.preparing");
  return index_->find(marks::Question(*characters_, std::move(mark), allowed), most);
}

marks::Explanation MarkKeeper::explain(std::string_view query, std::string_view mark, marks::Kinds allowed) const {
  return marks::explain(*characters_, query, mark, allowed);
}

void MarkKeeper::follow(const std::stop_token& stop) {
  if (!characters_) {
    auto made = std::make_unique<const marks::Characters>(table_);
    const std::unique_lock lock(mutex_);
    characters_ = std::move(made);
    index_ = std::make_unique<marks::MarkIndex>(*characters_);
  }
  Reader reader(*this, stop);
  try {
    // A round that ends early has read a part: what it read is read again, which changes nothing.
    followed_ = ip_records::read_changes(database_, collection_, followed_, reader);
  } catch (const Stopped&) {
    return;
  }
  const std::unique_lock lock(mutex_);
  is_ready_ = true;
}

}  // namespace zhidian::ip_search
