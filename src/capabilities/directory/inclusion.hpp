#pragma once
#include <string>
#include <vector>

#include "capabilities/directory/directory.hpp"
#include "jobs/day_pages.hpp"
#include "jobs/lease.hpp"

/// Lines that follow from others: who holds a status an act includes holds the act's own without applying, and loses it with the other one; a
/// determination as a node may end a status. Source: Shenyang article 7, national article 19; defaults C14 to C18.
namespace zhidian::directory {

/// Whose lines are brought to what the acts say today, and who caused it; no account: the passing of time.
struct Following {
  std::string organisation_id, account_id;
  base::Instant at;
};
/// Enters a line where the institution holds an included status, puts its own filing of the same status behind it, takes the line out where the
/// other status has ended, and lets the own filing go on where its validity still runs. What a decision ended does not come back by itself, unless
/// the institution is granted an included status after it. Doing it twice changes nothing.
void follow_inclusion(storage::Connection& connection, const regulations::Registry& registry, const Following& following, base::Random& random);

/// An institution determined to be a node, by the entry that says so.
struct Determination {
  std::string organisation_id, entry_id, kind, account_id;
  base::Date determined_on;
  base::Instant at;
};
/// The lines the acts say end with it.
std::vector<HeldLine> list_lines_to_cancel(storage::Connection& connection, const regulations::Registry& registry,
                                           const Determination& determination);
/// Ends them from that day on and without a ban. Returns the lines that ended.
std::vector<HeldLine> cancel_lines(storage::Connection& connection, const regulations::Registry& registry, const Determination& determination,
                                   base::Random& random);
/// The entry was wrong: what it ended goes on as before, except where another line has taken its place. Returns the lines that came back.
std::vector<HeldLine> restore_cancelled(storage::Connection& connection, const regulations::Registry& registry, const Determination& determination,
                                        base::Random& random);

/// Once a day, and when a process begins: lines whose source ended by the calendar, and lines entered before an act included them.
class InclusionRound {
 public:
  InclusionRound(storage::Database& database, regulations::ActiveRegistry registry, base::Random& ids)
      : database_(database), registry_(std::move(registry)), ids_(ids) {}
  /// One page of institutions. Returns how many were looked at; 0: nothing more today.
  std::int64_t work(const jobs::Fence& fence, base::Instant now);

 private:
  storage::Database& database_;
  regulations::ActiveRegistry registry_;
  base::Random& ids_;
  jobs::DayPages pages_;  // of the day with the number of act versions
};

}  // namespace zhidian::directory
