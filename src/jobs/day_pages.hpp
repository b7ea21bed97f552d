#pragma once
#include <string>
#include <string_view>

namespace zhidian::jobs {

/// How far a job has come that goes over everything once a day, a page at a time. Kept in memory: a process that begins goes over it all again, so
/// the work must be such that doing it twice changes nothing. Threads: one.
class DayPages {
 public:
  /// Whether something is left to do on the day; a day not seen before begins with the first page. What else makes everything worth looking at again
  /// may be part of its name.
  bool begin(std::string_view day) {
    if (day != day_) *this = DayPages(day);
    return !is_done_;
  }
  /// The last thing seen, or empty.
  const std::string& after() const { return after_; }
  /// The page is through; an empty one was the last.
  void pass(std::string last) {
    is_done_ = last.empty();
    after_ = std::move(last);
  }
  /// Another process works: who gets the lease back looks again from the first page.
  void forget() { *this = DayPages(); }
  DayPages() = default;

 private:
  explicit DayPages(std::string_view day) : day_(day) {}
  std::string day_, after_;
  bool is_done_ = false;
};

}  // namespace zhidian::jobs
