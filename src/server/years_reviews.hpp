#pragma once
#include <functional>
#include <memory>

#include "server/years_province.hpp"

namespace zhidian::server {

/// Expert reviews: a panel drawn by two offices, sealed sheets, a result.
class Reviews {
 public:
  using Then = std::function<void(bool has_passed, base::Instant at)>;
  explicit Reviews(Province& province) : province_(province) {}
  /// From the opening to the conclusion, over some days; `then` is called at the end of it.
  void begin(const Resident& resident, const std::string& case_id, Then then);

 private:
  struct Review {
    std::string id, values[2];
    Then then;
  };
  using Shared = std::shared_ptr<Review>;
  base::Value read(const Shared& one, base::Instant at);
  base::Value send(const http::Principal& who, const Shared& one, const std::string& operation, base::Value body, base::Instant at);
  const http::Principal& officer() const;
  void draw(const Shared& one, base::Instant at);
  void score(const Shared& one, base::Instant at);
  void conclude(const Shared& one, base::Instant at);

  Province& province_;
};

}  // namespace zhidian::server
