#pragma once
#include <span>
#include <string>
#include <vector>

#include "rules/engine.hpp"

namespace zhidian::rules {

/// Somebody a change may touch: an organisation with its facts.
struct Subject {
  std::string id;
  Facts facts;
};

/// What a change does to one subject. Only subjects it does something to are listed.
struct ChangedSubject {
  std::size_t subject = 0;  // place in the list given
  bool passed_before = false, passes_after = false;
  std::vector<const Condition*> newly_failing;  // of the version after
  std::vector<const Condition*> newly_met;      // of the version before: it failed and no longer stands in the way
};
/// Asks the computed conditions of both versions of everybody. Cost: two evaluations a subject.
std::vector<ChangedSubject> simulate_conditions(const Procedure& before, const Procedure& after, std::span<const Subject> subjects, base::Date today,
                                                const WithinTest& is_within);

/// What a change does to a running case.
struct ChangedCase {
  std::size_t place = 0;                                        // in the list given
  std::vector<std::string> no_longer_possible, newly_possible;  // action ids, whoever may perform them
  bool is_stranded = false;                                     // its state is unknown to the version after, or nothing leads out of it any more
};
/// Asks what is possible in each situation under both versions, for all parties together.
std::vector<ChangedCase> simulate_cases(const Procedure& before, const Procedure& after, std::span<const Situation> situations);

/// Whether one act's conditions let through more than another's.
struct Comparison {
  enum class Relation { equal, stricter, weaker, incomparable, undecided };
  Relation relation = Relation::equal;  // of the overlay, seen from the floor
  /// An applicant the floor refuses and the overlay lets through, and the other way round; empty where there is none.
  Facts weaker_witness, stricter_witness;
  std::vector<const Condition*> weaker_by;    // conditions of the floor the first witness fails
  std::vector<const Condition*> stricter_by;  // conditions of the overlay the second witness fails
};
/// Compares the computed conditions that block. Decides by trying, for each condition of one, the values that matter to either (a number, the
/// one below; a division inside, outside; each listed kind, another); `undecided` where that takes too long.
Comparison compare_conditions(const Procedure& floor, const Procedure& overlay, base::Date today, const WithinTest& is_within);

}  // namespace zhidian::rules
