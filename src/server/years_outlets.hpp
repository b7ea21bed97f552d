#pragma once
#include "server/years_province.hpp"
#include "server/years_supervision.hpp"

namespace zhidian::server {

/// What outlets do and what befalls them while they hold a status: summaries, changes, staff, leaving, places in the network, the end of a term.
class Outlets {
 public:
  Outlets(Province& province, Supervision& supervision) : province_(province), supervision_(supervision) {}
  /// Enters what a year brings into the agenda.
  void plan_year(int year);
  /// The resident has a term in the directory: what comes at its end is entered.
  void expect_end(Resident& resident);

 private:
  struct Matter {
    Resident* resident = nullptr;
    std::string procedure, case_id, course, period;
  };
  using Shared = std::shared_ptr<Matter>;
  void on(base::Date day, const Shared& one, void (Outlets::*step)(const Shared&, base::Instant));
  void meet_incidents(int year, Resident& resident);
  void meet(const std::string& incident, Resident& resident, base::Instant at);
  Shared open(Resident& resident, std::string procedure, std::string period, base::Instant at);
  const http::Principal& party(const Shared& one, std::string_view action) const;
  bool act(const Shared& one, const std::string& action, base::Instant at, base::Value::Map input = {});

  std::optional<rules::Owed> find_duty(const Programme& programme, int year) const;
  void ask_for_reports(int year, const Programme& programme);
  void look_at_duties(Resident& resident, int year, base::Instant at);
  void write_report(Resident& resident, const std::string& procedure, const std::string& period, base::Instant at);
  void read_report(const Shared& one, base::Instant at);
  void resubmit_report(const Shared& one, base::Instant at);
  void pass_on_report(const Shared& one, base::Instant at);
  void inspect_silent(int year, const Programme& programme, const rules::Procedure& rule, base::Instant at);

  void report_change(Resident& resident, base::Instant at);
  void check_change(const Shared& one, base::Instant at);
  void record_change(const Shared& one, base::Instant at);
  void change_staff(Resident& resident, base::Instant at);
  void leave(Resident& resident, base::Instant at);
  void decide_leaving(const Shared& one, base::Instant at);
  void become_node(Resident& resident, base::Instant at);
  void close_node(Resident& resident, const std::string& entry_id, std::int64_t version, base::Instant at);

  void meet_end_of_term(Resident& resident, base::Date last, base::Instant at);
  void confirm(const Shared& one, base::Instant at);
  void ask_again(const Shared& one, base::Instant at);
  void take_up(const Shared& one, base::Instant at);
  void decide_reexamination(const Shared& one, base::Instant at);

  Province& province_;
  Supervision& supervision_;
};

}  // namespace zhidian::server
