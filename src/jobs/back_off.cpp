#include "jobs/back_off.hpp"

#include <algorithm>

namespace zhidian::jobs {

std::chrono::milliseconds BackOff::after(std::int64_t attempts) const {
  auto pause = first;
  for (std::int64_t attempt = 1; attempt < attempts && pause < longest; ++attempt) pause *= 2;
  return std::min(pause, longest);
}

}  // namespace zhidian::jobs
