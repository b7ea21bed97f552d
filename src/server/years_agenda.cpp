#include "server/years_agenda.hpp"

namespace zhidian::server {

void Agenda::on(base::Date day, Step step) { steps_.emplace(Key{std::max(day, today_), entered_++}, std::move(step)); }

std::optional<base::Date> Agenda::next_day() const {
  if (steps_.empty()) return std::nullopt;
  return steps_.begin()->first.first;
}

void Agenda::live(base::Date day) {
  today_ = day;
  base::Instant at = base::start_of(day) + std::chrono::hours(9);
  while (!steps_.empty() && steps_.begin()->first.first == day) {
    const auto step = steps_.extract(steps_.begin());
    step.mapped()(at);
    at += std::chrono::seconds(2);
  }
}

}  // namespace zhidian::server
