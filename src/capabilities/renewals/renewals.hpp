#pragma once
#include "capabilities/cases/cases.hpp"
#include "capabilities/directory/directory.hpp"

namespace zhidian::renewals {

/// Lets the line of the directory follow what is done in its renewal: listed while it is decided, taken into the next term, or left to its last day.
/// Source: national art. 9, Shenyang art. 16; defaults A9, A10.
class Observer : public cases::Observer {
 public:
  Observer(cases::Service& cases, base::Random& random) : cases_(cases), random_(random) {}
  base::Result<void> on_action(storage::Connection& connection, const cases::Performed& performed) override;

 private:
  base::Result<void> extend(storage::Connection& connection, const cases::Performed& performed);
  cases::Service& cases_;
  base::Random& random_;
};

}  // namespace zhidian::renewals
