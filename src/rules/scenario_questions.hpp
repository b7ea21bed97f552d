#pragma once
#include <functional>

#include "rules/engine.hpp"
#include "rules/limits.hpp"
#include "rules/reader.hpp"

namespace zhidian::rules {

/// The answer to a question of a scenario that asks for one number of the procedure instead of for an action.
struct NumberAnswer {
  std::vector<std::string> failing;  // the faults; empty: allowed
  std::string last_day;              // YYYY-MM-DD, or none
  /// Of a review: passed, failed; of a report owed: its state, or none; of a node: cancelled, kept; of another status: included, apart;
  /// of a recommendation: possible, impossible.
  std::string result;
  std::vector<std::string> remarks;  // what the form says of an answer it takes
};

/// What a question may look up.
struct QuestionContext {
  const Procedure& procedure;
  const Act& act;
  const Situation& situation;
  const Form* form;
  const Grants* grants;  // of the procedure, or of the status it concerns
  const Calendar& calendar;
  base::Date today;
  std::function<void(std::string_view)> differ;  // told what is wrong with the question itself
};

/// Answers the question of `when`:
/// {term, start, length} · {term, year}: when the term ends · {granted}: the last valid day · {window, reason}: a further window of the year ·
/// {owed, held_from, held_until, known_since, state, submitted}: the report of a year, its state and its last day ·
/// {waiver, held_from}: whether the report of a year may be waived ·
/// {renewal, windows}: whether the term with that last day can be renewed · {extended}: the last day of the term that follows ·
/// {opening}: the conditions that stop an application before it is begun · {node, determined, held_from, held_until}: what becomes of the status ·
/// {other_status, division}: whether its holder is included · {recommended_for, held}: whether the filing body may recommend ·
/// {panel}: so many experts · {sheet}: points of one expert · {totals}: of all experts · {employer_left}: how long that bars ·
/// {field, items | words | value}: whether the form, or the input of an action, takes it
/// and what it remarks.
NumberAnswer answer_question(MapReader& when, const QuestionContext& context);

}  // namespace zhidian::rules
