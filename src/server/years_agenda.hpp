#pragma once
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "base/date.hpp"

namespace zhidian::server {

/// What somebody is going to do on which day, in the order it was entered.
class Agenda {
 public:
  using Step = std::function<void(base::Instant)>;
  /// On that day, or today where it has passed.
  void on(base::Date day, Step step);
  std::optional<base::Date> next_day() const;
  /// Takes every step of the day, those entered meanwhile too, a few seconds apart from nine in the morning.
  void live(base::Date day);
  base::Date today() const { return today_; }

 private:
  using Key = std::pair<base::Date, int>;
  std::map<Key, Step> steps_;
  int entered_ = 0;
  base::Date today_{};
};

}  // namespace zhidian::server
