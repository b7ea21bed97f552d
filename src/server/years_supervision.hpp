#pragma once
#include "server/years_province.hpp"

namespace zhidian::server {

/// What an authority opens about an outlet: rectification and sanction, each from the notice to the decision, and its annulment.
class Supervision {
 public:
  explicit Supervision(Province& province) : province_(province) {}
  void rectify(Resident& resident, base::Instant at);
  void inquire(Resident& resident, base::Instant at);
  /// A draft of a rectification that is never issued.
  void begin_and_discard(Resident& resident, base::Instant at);

 private:
  struct Matter {
    Resident* resident = nullptr;
    std::string procedure, case_id, course;
  };
  using Shared = std::shared_ptr<Matter>;
  Shared open(Resident& resident, std::string procedure, base::Instant at);
  const http::Principal& party(const Shared& one, std::string_view action) const;
  bool act(const Shared& one, const std::string& action, base::Instant at, base::Value::Map input = {});
  void on(base::Date day, const Shared& one, void (Supervision::*step)(const Shared&, base::Instant));

  void issue(const Shared& one, base::Instant at);
  void serve(const Shared& one, base::Instant at);
  void report(const Shared& one, base::Instant at);
  void check(const Shared& one, base::Instant at);
  void close(const Shared& one, base::Instant at);
  void refer_or_propose(const Shared& one, base::Instant at);
  void propose(const Shared& one, base::Instant at);
  void serve_proposal(const Shared& one, base::Instant at);
  void defend(const Shared& one, base::Instant at);
  void decide(const Shared& one, base::Instant at);
  void revoke(const Shared& one, base::Instant at);
  void annul(const Shared& one, base::Instant at);
  void end(const Shared& one) { one->resident->is_busy = false; }

  Province& province_;
};

}  // namespace zhidian::server
