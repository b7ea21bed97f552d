#pragma once
#include <string>
#include <vector>

#include "capabilities/cases/cases.hpp"
#include "capabilities/directory/directory.hpp"
#include "capabilities/organisations/organisations.hpp"

namespace zhidian::changes {

/// Checks a report when it is submitted; once it is recorded, the record, the directory and who handles another case follow.
class Observer : public cases::Observer {
 public:
  Observer(cases::Service& cases, base::Random& random) : cases_(cases), random_(random) {}
  base::Result<void> on_action(storage::Connection& connection, const cases::Performed& performed) override;
  bool is_change_unchecked(storage::Connection& connection, std::string_view case_id) override;

 private:
  base::Result<void> record(storage::Connection& connection, const cases::Performed& performed);
  cases::Service& cases_;
  base::Random& random_;
};

/// What the statuses an institution holds ask of its record. Threads: safe to call from several.
class Watcher : public organisations::Watcher {
 public:
  Watcher(cases::Service& cases, base::Random& random) : cases_(cases), random_(random) {}
  std::vector<std::string> list_reported(storage::Connection& connection, std::string_view organisation_id) override;
  void on_update(storage::Connection& connection, const organisations::Organisation& before, const organisations::Organisation& after,
                 base::Instant at) override;
  void on_team(storage::Connection& connection, std::string_view organisation_id, const base::Value::Map& before, base::Instant at) override;

 private:
  cases::Service& cases_;
  base::Random& random_;
};

/// A condition of a status an institution holds that its team does not meet.
struct Unmet {
  directory::HeldLine line;
  const rules::Procedure* procedure = nullptr;  // that grants the status
  const rules::Condition* condition = nullptr;
  rules::Text found;
};
/// By the facts given. Source: synthesis D10; the conditions are the act's own, those it says are cured at the team.
std::vector<Unmet> list_unmet(const std::vector<directory::HeldLine>& lines, const regulations::Registry& registry, const rules::Facts& facts,
                              base::Date today);

}  // namespace zhidian::changes
