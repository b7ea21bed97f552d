// Last days of public notices counted anew when the calendar changes.
#include "capabilities/notices/notice_days.hpp"

#include "audit/log.hpp"
#include "capabilities/notices/notices_store.hpp"
#include "capabilities/notices/sql.hpp"

namespace zhidian::notices {
namespace {

namespace sql = zhidian::sql::notices;
using base::Value;

/// The term a notice runs for, as the procedure of one of its cases has it, and that case.
struct Origin {
  const rules::Term* term = nullptr;
  std::string case_id;
};

std::optional<Origin> find_origin(storage::Connection& connection, const regulations::Registry& registry, const Notice& notice) {
  for (const Entry& entry : list_entries(connection, notice.id)) {
    const rules::Procedure* procedure = registry.find_procedure(entry.act_id, entry.act_version, entry.procedure_id);
    const auto publication = procedure ? find_publication(*procedure) : std::nullopt;
    if (publication) return Origin{publication->term, entry.case_id};
  }
  return std::nullopt;
}

/// The length the case's term was started with on the day of the notice.
std::optional<std::string> find_length(storage::Connection& connection, const Origin& origin, base::Date published_on) {
  std::optional<std::string> length;
  for (const audit::StoredEvent& event : audit::list_events(connection, "case", origin.case_id)) {
    const Value& started = event.content.at("term");
    const bool is_of_notice = started.is_map() && started.text_or("id") == origin.term->id && event.on == published_on;
    if (is_of_notice && started.text_or("starts_on") == base::print_date(published_on)) length = started.text_or("length");
  }
  return length;
}

}  // namespace

std::optional<rules::Due> recount_notice(storage::Connection& connection, const regulations::Registry& registry, const Notice& notice,
                                         const rules::Calendar& calendar) {
  const auto origin = find_origin(connection, registry, notice);
  const auto length = origin ? find_length(connection, *origin, notice.published_on) : std::nullopt;
  if (!length) return std::nullopt;
  auto due = rules::count_term(notice.published_on, *length, origin->term->unit, origin->term->last_day, calendar);
  return due ? std::optional(std::move(*due)) : std::nullopt;
}

void reissue_notice(storage::Connection& connection, const regulations::Registry& registry, const Notice& notice, const rules::Due& due,
                    const cases::Reissue& reissue, base::Random& random) {
  const Value account = cases::reissued_account(due, notice.published_on, *notice.last_day, registry.calendar, reissue);
  const std::string last_day = base::print_date(due.last_day);
  const bool is_written =
      connection.execute(sql::reissue_notice, {notice.id, notice.version, last_day, base::print_json(account), registry.calendar.version()}) == 1;
  if (!is_written) throw storage::Failure(storage::Failure::Kind::serialization, "notices: a notice changed while its last day was moved");
  raise_data_version(connection);
  Value content = Value::Map{
      {"last_day", last_day}, {"from", base::print_date(*notice.last_day)}, {"change_id", reissue.change_id}, {"notice", reissue.notice_number}};
  audit::append(connection,
                {"notice",
                 notice.id,
                 notice.version + 1,
                 "reissue",
                 "system",
                 "",
                 base::civil_date(reissue.at),
                 reissue.at,
                 notice.act_version,
                 registry.calendar.version(),
                 std::move(content),
                 {}},
                random);
}

}  // namespace zhidian::notices
