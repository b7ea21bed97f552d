#pragma once
#include <functional>
#include <memory>

#include "server/years_province.hpp"
#include "server/years_reviews.hpp"

namespace zhidian::server {

/// Batches, and applications in them from the draft to the decision; renewals, which go the same way.
class Applications {
 public:
  /// `on_listed`: the resident has a term in the directory, the first or a further one.
  Applications(Province& province, std::function<void(Resident&)> on_listed)
      : province_(province), reviews_(province), on_listed_(std::move(on_listed)) {}
  /// Enters the batches of a year into the agenda.
  void call_year(int year);

 private:
  struct Batch {
    base::Date told, opens, closes;
  };
  struct Application {
    Resident* resident = nullptr;
    const rules::Procedure* procedure = nullptr;
    Batch batch;
    std::string course, case_id, notice_id, receipt;
    bool is_renewal = false;
  };
  using Shared = std::shared_ptr<Application>;

  static std::vector<Batch> batches_of(const Programme& programme, int year);
  void open_windows(const Programme& programme, const Batch& batch, base::Instant at);
  void begin_batch(Programme& programme, const Batch& batch, int share, base::Instant at);
  void begin_renewals(Programme& programme, const Batch& batch);
  void begin(Application planned, base::Date day);
  Resident& find_applicant(Programme& programme, std::size_t& looked, const std::string& course, base::Instant at);

  void draft(const Shared& one, base::Instant at);
  void hand_in(const Shared& one, base::Instant at);
  void hand_in_late(const Shared& one, base::Instant at);
  void hire_and_hand_in(const Shared& one, base::Instant at);
  void verify(const Shared& one, base::Instant at);
  void give_back(const Shared& one, base::Instant at);
  void decide_first(const Shared& one, base::Instant at);
  void examine(const Shared& one, base::Instant at);
  void publish(const std::vector<Shared>& named, base::Instant at);
  void object(const Shared& one, base::Instant at);
  void decide_objection(const Shared& one, base::Instant at);
  void grant(const Shared& one, base::Instant at);
  void fail(const Shared& one);
  std::string granting_action(const Shared& one) const;
  const http::Principal& first_reader(const Shared& one) const;
  bool has_recommender(const Shared& one) const { return one->procedure->find_body("recommender") != nullptr; }
  void on(base::Date day, const Shared& one, void (Applications::*step)(const Shared&, base::Instant));

  Province& province_;
  Reviews reviews_;
  std::function<void(Resident&)> on_listed_;
  std::map<std::pair<std::string, base::Date>, std::vector<Shared>> ready_;  // by procedure and day of publication
};

}  // namespace zhidian::server
