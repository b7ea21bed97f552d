#pragma once
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "capabilities/directory/directory.hpp"
#include "server/demonstration_people.hpp"
#include "server/years_agenda.hpp"
#include "server/years_office.hpp"
#include "server/years_shares.hpp"

namespace zhidian::server {

/// The day of a text like 03-01 in that year.
base::Date day_of(int year, const char* day);

/// What institutions apply for, and where: one act's way to its status.
struct Programme {
  std::string word;                          // city, national, second_city, as years.yaml says
  const rules::Procedure* filing = nullptr;  // grants the status
  const DemonstrationOfficials* officials = nullptr;
  std::vector<std::string> divisions;  // its institutions are registered in
  std::size_t wanted = 0;              // outlets in the steady state
  int full_time = 3;                   // staff it asks for
};

/// An institution of the province and what it is about to do.
struct Resident {
  DemonstrationInstitution institution;
  Programme* programme = nullptr;
  int full_time = 0;         // staff it began with
  bool is_applying = false;  // for the status, or for its next term
  bool is_busy = false;      // with something that may end its status
  bool has_held = false, is_banned = false;
  bool is_node = false;  // of the network, which needs no filing
  const http::Principal& staff() const { return institution.applicant; }
};

/// Everybody and everything the stories of a simulated province share.
class Province {
 public:
  /// Makes authorities, officials and experts. `outlets`: how many the province has in the steady state.
  Province(const NetworkParts& parts, cases::Service& cases, Shares& shares, int outlets, base::Instant at);

  Resident& settle(Programme& programme, int full_time, base::Instant at);
  /// The official who acts for a party in the cases of a resident.
  const http::Principal& officer_of(const Resident& resident, std::string_view party) const;
  /// The same where no single district is asked.
  const http::Principal& officer_of(const Programme& programme, std::string_view party) const;
  /// A day on which the round that reminds has something to look for.
  void remind_on(base::Date day);
  bool reminds_on(base::Date day) const { return reminders_.contains(day); }
  /// The line the resident holds by its own application, suspended or not.
  std::optional<directory::Outlet> find_line(const Resident& resident) const;
  /// Whether it holds the status and its term is not over.
  bool stands(const Resident& resident) const;
  /// A day on which offices work: that day or the next one.
  base::Date working(base::Date day) const;
  base::Date in(int days) const { return working(agenda.today() + std::chrono::days(days)); }
  const rules::Procedure* find_procedure(const Resident& resident, std::string_view id) const;
  /// The procedure of that id, opened about the resident.
  cases::Opening opening(const Resident& resident, std::string_view procedure, std::string period = {}) const;
  Resident* find_resident(std::string_view organisation_id);

  const NetworkParts& parts;
  cases::Service& cases;
  Shares& shares;
  Tally tally;
  Agenda agenda;
  Office office;
  DemonstrationPeople people;
  std::deque<Programme> programmes;
  std::deque<Resident> residents;

 private:
  void add_programme(std::string word, const rules::Procedure* filing, const DemonstrationOfficials& officials, std::vector<std::string> divisions,
                     int outlets);
  void seat_experts(base::Instant at);

  std::set<base::Date> reminders_;
  std::map<std::string, Resident*, std::less<>> by_organisation_;
  std::string password_hash_;
  divisions::DivisionTree tree_;
};

}  // namespace zhidian::server
