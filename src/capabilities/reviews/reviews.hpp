#pragma once
#include <map>

#include "audit/records.hpp"
#include "capabilities/cases/cases.hpp"
#include "capabilities/reviews/reviews_types.hpp"

namespace zhidian::reviews {

/// Who does it, when (business time).
struct Actor {
  std::string account_id;
  base::Instant at;
};

/// What a review is opened or restarted with.
struct PanelInput {
  std::vector<std::string> fields;        // one of them an expert must have
  std::int64_t panel_size = 0;            // 0 on a restart: as before
  std::vector<std::string> seed_holders;  // two accounts of different offices
};

/// What an expert scored: points by item of the score sheet.
struct SheetInput {
  std::map<std::string, std::int64_t> scores;
  std::string comment;
};

/// Review, draw and panel as stored, read together.
struct Dossier {
  Review review;
  std::vector<Attempt> attempts;
  std::vector<Seed> seeds;
  std::vector<Seat> seats;
  const Attempt& attempt() const { return attempts.back(); }
  /// Seats of the present attempt nobody has left.
  std::vector<Seat> panel() const;
};

/// Expert reviews of cases whose procedure asks for them. Every change is an event of the log; one person cannot steer the draw,
/// nobody reads a score before all are in, and the applicant learns the result alone.
/// Source: the act's article on expert review, D16 where it is silent.
class Service {
 public:
  Service(cases::Service& cases, base::Random& random) : cases_(cases), random_(random) {}

  /// Adds an account with the role of an expert to the pool of an authority the actor is an officer of.
  /// Errors: reviews.not_your_pool, reviews.no_such_expert, reviews.already_in_pool, reviews.bad_field.
  base::Result<Expert> add_expert(storage::Connection& connection, std::string_view authority_id, std::string_view login_name,
                                  const std::vector<std::string>& fields, const Actor& actor) const;
  /// Errors: reviews.expert_not_found, reviews.stale, reviews.bad_field.
  base::Result<Expert> update_expert(storage::Connection& connection, std::string_view id, std::int64_t expected_version,
                                     const std::vector<std::string>& fields, bool is_available, const Actor& actor) const;
  /// Declares an employer or an institution of somebody close. A running seat it touches is left at once and goes to the next of the
  /// drawn order. `declaration.account_id` is whose it is. Errors: reviews.bad_declaration.
  base::Result<Declaration> declare(storage::Connection& connection, Declaration declaration, const Actor& actor);
  /// Errors: reviews.declaration_not_found, reviews.stale, reviews.bad_declaration (ends before it begins).
  base::Result<void> end_declaration(storage::Connection& connection, std::string_view id, std::int64_t expected_version, base::Date ends_on,
                                     const Actor& actor) const;

  /// The pool as it would be committed now, with the reasons that exclude its members. Errors: those of open.
  base::Result<base::Value> preview_pool(storage::Connection& connection, std::string_view case_id, const std::vector<std::string>& fields,
                                         const Actor& actor) const;
  /// Opens the review of a submission: commits pool, exclusions and algorithm before any value exists.
  /// Errors: reviews.case_not_found, reviews.not_your_review, reviews.not_asked_for, reviews.not_in_this_state, reviews.already_open,
  /// reviews.panel_too_small, reviews.panel_not_odd, reviews.pool_too_small, reviews.bad_field, reviews.bad_seed_holders.
  base::Result<Review> open(storage::Connection& connection, std::string_view case_id, const PanelInput& input, const Actor& actor);
  /// Errors: reviews.not_found, reviews.stale, reviews.not_seed_holder, reviews.already_committed, reviews.bad_commitment, reviews.value_over,
  /// reviews.wrong_state.
  base::Result<Review> commit_value(storage::Connection& connection, std::string_view id, std::int64_t expected_version,
                                    const std::string& commitment, const Actor& actor);
  /// The second value draws the panel. Errors: as above, reviews.reveal_mismatch, reviews.already_revealed.
  base::Result<Review> reveal_value(storage::Connection& connection, std::string_view id, std::int64_t expected_version, const std::string& value,
                                    const Actor& actor);
  /// Publishes that a value was not committed or not revealed: a holder says so of the own one at once, the others and the officer
  /// after the last day. Errors: reviews.value_not_over, reviews.wrong_state.
  base::Result<Review> withhold(storage::Connection& connection, std::string_view id, std::int64_t expected_version, const Actor& actor);
  /// A new attempt after a withheld value or an exhausted order, and only then; who withheld cannot hold a value again.
  /// Errors: reviews.not_restartable, reviews.withheld_before, and those of open.
  base::Result<Review> restart(storage::Connection& connection, std::string_view id, std::int64_t expected_version, const PanelInput& input,
                               const Actor& actor);

  /// Leaves the seat for a conflict, or before sealing because the expert is unable; the next of the drawn order takes it, visibly.
  /// Not after the opening: who knows the scores cannot have them drawn anew. Errors: reviews.seat_not_found, reviews.stale,
  /// reviews.bad_decline, reviews.wrong_state.
  base::Result<void> decline(storage::Connection& connection, std::string_view seat_id, std::int64_t expected_version, std::string_view kind,
                             const std::string& reason, const Actor& actor);
  /// Gives on a seat whose expert has not answered in time. Errors: reviews.score_not_over, reviews.seat_not_found.
  base::Result<Review> release(storage::Connection& connection, std::string_view id, std::int64_t expected_version, std::string_view seat_id,
                               const Actor& actor);
  /// Seals a score sheet; returns the receipt. Errors: reviews.seat_not_found, reviews.stale, reviews.already_sealed, reviews.bad_score.
  base::Result<base::Value> seal(storage::Connection& connection, std::string_view seat_id, std::int64_t expected_version, const SheetInput& input,
                                 const Actor& actor);
  /// Opens all sheets at once, each against its logged commitment. Errors: reviews.sheets_missing, reviews.seal_broken.
  base::Result<Review> open_sheets(storage::Connection& connection, std::string_view id, std::int64_t expected_version, const Actor& actor);
  /// Keeps the minutes, states the result and tells the applicant. Errors: reviews.wrong_state.
  base::Result<Review> conclude(storage::Connection& connection, std::string_view id, std::int64_t expected_version, const std::string& minutes,
                                const Actor& actor);
  /// Scores, after the opening only. Errors: reviews.not_found, reviews.own_sheet_missing, reviews.not_opened.
  base::Result<base::Value> list_scores(storage::Connection& connection, std::string_view id, const Actor& actor) const;

  std::optional<Dossier> read(storage::Connection& connection, std::string_view id) const;  // unscoped
  /// The public record of the draw that `zhidian draw replay` runs again: no name of an expert, no applicant.
  base::Value draw_document(storage::Connection& connection, const Dossier& dossier) const;
  const rules::ReviewRule& rule_of(storage::Connection& connection, const Review& review) const;
  /// The last day for the sheet of a seat, counted from the day it was taken. A holiday notice since then moves it later only.
  base::Result<base::Date> score_until(storage::Connection& connection, const Review& review, const Seat& seat) const;
  const cases::Service& cases() const { return cases_; }

  /// Ends the review of a case that moved on without it, and supersedes that of a case that comes back to review. Called inside the transaction that
  /// moved it.
  void close_for(storage::Connection& connection, const cases::Performed& performed);

 private:
  void supersede(storage::Connection& connection, const cases::Performed& performed);
  base::Result<base::Value> make_pool(storage::Connection& connection, const cases::Case& target, const Review& review, std::int64_t attempt,
                                      const std::vector<SeedHolder>& holders, base::Date today) const;
  base::Result<std::vector<SeedHolder>> choose_holders(storage::Connection& connection, const Dossier& dossier, const PanelInput& input) const;
  base::Result<void> begin_attempt(storage::Connection& connection, Dossier& dossier, const cases::Case& target, const PanelInput& input,
                                   const Actor& actor) const;
  base::Result<base::Date> last_day_for_values(storage::Connection& connection, const Review& review, const Actor& actor) const;
  void ask_holder(storage::Connection& connection, const Review& review, const std::string& account_id, std::string kind, base::Date last_day,
                  const Actor& actor) const;
  base::Value draw(storage::Connection& connection, Dossier& dossier, const Actor& actor) const;
  void seat_expert(storage::Connection& connection, Dossier& dossier, const std::string& expert_id, const Actor& actor) const;
  base::Result<void> leave_if_touched(storage::Connection& connection, const Declaration& declaration, const Seat& own, const Actor& actor) const;
  base::Result<void> leave_seat(storage::Connection& connection, Dossier& dossier, Seat seat, const std::string& kind, const std::string& reason,
                                const Actor& actor) const;
  base::Result<bool> vacate_staff(storage::Connection& connection, Dossier& dossier, const Actor& actor) const;
  base::Result<Dossier> read_for(storage::Connection& connection, std::string_view id, std::string_view relation, std::int64_t expected_version,
                                 const Actor& actor) const;
  /// Writes the review and appends the event. Errors: reviews.stale.
  base::Result<void> keep(storage::Connection& connection, Dossier& dossier, std::string action, base::Value content, const Actor& actor,
                          base::Value personal = {}) const;
  void log(storage::Connection& connection, const Review& review, std::string action, base::Value content, base::Value personal,
           const Actor& actor) const;
  void tell_officers(storage::Connection& connection, const Review& review, const std::string& kind, const Actor& actor) const;

  cases::Service& cases_;
  base::Random& random_;
};

/// What the cases ask of reviews: the result of a review, and that a review ends with its case.
class Observer : public cases::Observer {
 public:
  explicit Observer(Service& service) : service_(service) {}
  base::Result<void> on_action(storage::Connection& connection, const cases::Performed& performed) override;
  std::string find_review_result(storage::Connection& connection, const cases::Case& target) override;

 private:
  Service& service_;
};

/// The fields of knowledge an expert may have: the categories service items have.
const std::vector<std::string>& known_fields();

/// Reviews, draws and seals as their events tell them. A review that is gone is not made anew.
extern const audit::RecordKind records_in_log;

}  // namespace zhidian::reviews
