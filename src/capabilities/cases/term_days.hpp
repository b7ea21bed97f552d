#pragma once
#include "capabilities/cases/cases_store.hpp"

namespace zhidian::cases {

/// A last day of a case that was counted with a calendar, running or over.
struct CountedTerm {
  std::string case_id, case_number, act_id, procedure_id, filing_body_id, term_id;
  std::int64_t act_version = 1, round = 0;
  base::Date starts_on{}, last_day{};
  bool is_running = false;  // and its case is not at an end
  bool is_visible = false;  // the case lies in the reader's scope
};

/// Which last days: those that reach into the days `first` to `last`, after the place of an earlier answer.
struct TermQuestion {
  base::Date first{}, last{};
  std::string account_id;       // reader
  bool is_everybody = false;    // also what the reader cannot see
  std::string change_id = "-";  // what this change of the calendar has dealt with is left out
  std::string after_case, after_term;
  std::int64_t after_round = 0, limit = 500;
};
/// Sorted by case, term, round.
std::vector<CountedTerm> list_counted_terms(storage::Connection& connection, const TermQuestion& question);

/// The length a term was started with, as the log has it.
std::optional<std::string> find_term_length(storage::Connection& connection, std::string_view case_id, std::string_view term_id, std::int64_t round);
/// The term by another calendar; nothing for a fixed date, and where the act's version does not know the term any more.
std::optional<rules::Due> recount_term(storage::Connection& connection, const regulations::Registry& registry, const CountedTerm& term,
                                       const rules::Calendar& calendar);

/// Why a date is told anew: the notice, and the change of the calendar that brought it.
struct Reissue {
  std::string change_id, notice_number;
  rules::Text notice_title;
  base::Instant at;
};
/// The account of a date told anew: the arithmetic by the present calendar, and what it was before. Shape: schema Due.
base::Value reissued_account(const rules::Due& due, base::Date start, base::Date from, const rules::Calendar& calendar, const Reissue& reissue);
/// Gives a running term a later last day and tells the parties: row, event and messages in the caller's transaction. Source: a date that was told
/// is only ever moved later. Errors: cases.stale.
base::Result<void> reissue_term(storage::Connection& connection, const regulations::Registry& registry, const CountedTerm& term,
                                const rules::Due& due, const Reissue& reissue, base::Random& random);

}  // namespace zhidian::cases
