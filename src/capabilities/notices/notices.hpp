#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/records.hpp"
#include "base/value.hpp"
#include "capabilities/cases/cases.hpp"
#include "capabilities/regulations/regulations.hpp"
#include "storage/storage.hpp"

namespace zhidian::notices {

/// A public notice. kind: proposed_filing (公示, open to objections until `last_day`) or filed_list (the published list of filed cases).
struct Notice {
  std::string id, number, kind, authority_id, title, body;
  base::Date published_on{};
  std::optional<base::Date> last_day{};
  base::Value account{};  // schema Due; null for a filed list
  std::string calendar_version, act_version;
  std::int64_t version = 1;
  std::string authority_name, authority_telephone, authority_address;
  std::int64_t count = 0;  // cases it names
  bool is_running_on(base::Date day) const { return last_day && published_on <= day && day <= *last_day; }
};

struct NamedCase {
  std::string case_id;
  std::int64_t version = 0;
};
struct NoticeInput {
  std::string title, body, term_length;
  std::vector<NamedCase> cases;
};

/// The term a notice of the procedure starts, and the action that publishes it.
struct Publication {
  const rules::Action* action = nullptr;
  const rules::Term* term = nullptr;
};
std::optional<Publication> find_publication(const rules::Procedure& procedure);
/// The last day of a notice published on `start`. `length` empty: the act's; another one only where the officer enters it, never
/// below its floor. Errors: notices.term_not_entered, notices.term_too_short, rules.bad_length.
base::Result<rules::Due> count_notice(const rules::Term& term, std::string_view length, base::Date start, const rules::Calendar& calendar);

/// Publishes one notice over one or more cases; each moves by the procedure's action with effect open_notice. All or nothing: the
/// first case that cannot move refuses the whole and is named.
/// Source: act's notice article; entries hold only the fields of the procedure's list publish.notice.
/// Errors: notices.no_cases, notices.case_twice, notices.case_not_found, notices.not_filing_body, notices.mixed_cases,
/// notices.no_notice_in_procedure, notices.case_stale, and what cases refuses.
base::Result<Notice> publish(storage::Connection& connection, cases::Service& cases, const NoticeInput& input, const cases::Doer& officer,
                             base::Random& random);

/// Adds a case filed just now to the filed list its filing body publishes on this day; the first one begins the list.
/// Called inside the transaction that files the case. Returns the notice's id.
std::string publish_filed_list(storage::Connection& connection, const regulations::Registry& registry, const cases::Case& filed,
                               const cases::Doer& officer, base::Random& random);

/// Schemas NoticeSummary and Notice. The entries carry the present state of each case.
base::Value summary_value(const Notice& notice, base::Date today);
base::Value to_value(storage::Connection& connection, const regulations::Registry& registry, const Notice& notice, base::Date today);

std::optional<Notice> find_notice(storage::Connection& connection, std::string_view id);
/// Newest first. `kind` and `words` empty: all; one row more than the page tells that there is a next one.
struct NoticeFilter {
  std::string kind, words;
  std::optional<bool> is_running{};
  base::Date today{};
  std::string after_date, after_id;
  std::int64_t limit = 20;
  std::string case_id{};  // only notices that name this case
};
std::vector<Notice> list_notices(storage::Connection& connection, const NoticeFilter& filter);
/// Notices as their events tell them. A notice, or a case on it, that is gone is not made anew.
extern const audit::RecordKind records_in_log;

/// What the cases ask of notices: objections against a case, the notice that names it.
class Observer : public cases::Observer {
 public:
  base::Result<void> on_action(storage::Connection& connection, const cases::Performed& performed) override;
  Objections count_objections(storage::Connection& connection, std::string_view case_id) override;
  std::optional<std::string> find_notice(storage::Connection& connection, std::string_view case_id) override;
};

}  // namespace zhidian::notices
