#include "capabilities/calendars/calendars.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "audit/log.hpp"
#include "capabilities/calendars/calendars_store.hpp"
#include "capabilities/messages/messages.hpp"

namespace zhidian::calendars {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::size_t problems_told = 20;

base::Error problems_error(const std::vector<rules::Problem>& problems, bool is_text) {
  base::Error error{ErrorCode::invalid, "calendars.bad_notice", {{"number", std::to_string(problems.size())}}, {}, {}};
  for (const rules::Problem& problem : problems) {
    if (error.details.size() == problems_told) break;
    base::ErrorDetail detail;
    detail.field = is_text && problem.line > 0 ? fmt::format("{}:{}", problem.line, problem.key) : problem.key;
    detail.condition = problem.check;
    detail.message_zh = problem.message.zh;
    detail.message_en = problem.message.en;
    error.details.push_back(std::move(detail));
  }
  return error;
}

std::vector<rules::CalendarNotice> read_notices(const std::vector<regulations::StoredNotice>& stored) {
  std::vector<rules::Problem> problems;
  std::vector<rules::CalendarNotice> notices;
  for (const auto& each : stored) notices.push_back(rules::read_calendar_notice(regulations::source_of(each), problems));
  return notices;
}

/// What alone determines the change's row.
Value content_of(const Change& change) {
  return Value::Map{{"year", change.year},
                    {"notice_version", change.notice_version},
                    {"text", change.text},
                    {"hash", change.hash},
                    {"base_calendar", change.base_calendar}};
}

audit::Event event_of(const Change& change, std::string action, Value content, const Editor& editor) {
  return {"calendar_change",
          change.id,
          change.version,
          std::move(action),
          "account",
          editor.account_id,
          base::civil_date(editor.at),
          editor.at,
          "",
          change.calendar_version.empty() ? change.base_calendar : change.calendar_version,
          std::move(content),
          {}};
}

void ask_second_person(storage::Connection& connection, const Change& change, const Editor& editor, base::Random& random) {
  const rules::CalendarNotice notice = notice_of(change);
  const messages::Message message{"calendars.proposed",
                                  {{"year", std::to_string(change.year)}, {"notice", notice.number.empty() ? notice.title.zh : notice.number}},
                                  "calendar_change",
                                  change.id,
                                  "/calendars/" + change.id};
  messages::tell_role(connection, "rule_editor", message, editor.at, random);
  messages::tell_role(connection, "system_administrator", message, editor.at, random);
}

/// Whether the notice says something that is not in force anyway.
bool changes_something(const Comparison& compared, const Change& change) {
  return !compared.before.has_year(static_cast<int>(change.year)) || !rules::list_day_differences(compared.before, compared.after).empty();
}

}  // namespace

rules::CalendarNotice notice_of(const Change& change) {
  std::vector<rules::Problem> problems;
  return rules::read_calendar_notice({fmt::format("calendars/{}-{}.yaml", change.year, change.notice_version), change.text}, problems);
}

Comparison compare(storage::Connection& connection, const Change& change) {
  auto stored = regulations::list_calendar_notices(connection);
  const auto own = std::ranges::find(stored, change.id, &regulations::StoredNotice::change_id);
  // Of one in force: as it was when it came. Those the program brought were there before, whatever the clock said.
  const std::string until = own == stored.end() ? "" : own->activated_at;
  std::erase_if(stored, [&](const auto& each) {
    return each.change_id == change.id || (!until.empty() && !each.change_id.empty() && each.activated_at > until);
  });
  auto notices = read_notices(stored);
  Comparison compared{rules::make_calendar(notices), {}};
  notices.push_back(notice_of(change));
  compared.after = rules::make_calendar(std::move(notices));
  return compared;
}

base::Result<Change> Service::enter(storage::Connection& connection, Change change, const Input& input, const Editor& editor) const {
  if (!input.notice && input.text.empty()) return base::refuse(ErrorCode::invalid, "calendars.nothing_entered");
  std::vector<rules::Problem> problems;
  rules::CalendarNotice notice = input.notice ? *input.notice : rules::read_calendar_notice({"", input.text}, problems);
  const std::int64_t latest = find_latest_version(connection, notice.year);
  if (input.notice) notice.version = latest + 1;
  change.text = input.notice ? rules::print_calendar_notice(notice) : input.text;
  if (input.notice) notice = rules::read_calendar_notice({"", change.text}, problems);
  const rules::Calendar in_force = rules::make_calendar(read_notices(regulations::list_calendar_notices(connection)));
  if (problems.empty()) problems = rules::check_calendar_notice(notice, in_force, base::civil_date(editor.at));
  if (!problems.empty()) return base::refuse(problems_error(problems, !input.notice));
  if (notice.version <= latest) {
    return base::refuse(ErrorCode::conflict, "calendars.version_taken",
                        {{"year", std::to_string(notice.year)}, {"version", std::to_string(latest + 1)}});
  }
  change.year = notice.year;
  change.notice_version = notice.version;
  change.base_calendar = in_force.version();
  change.hash = base::sha256_hex(notice.content + "\n" + change.base_calendar);
  if (!changes_something(compare(connection, change), change)) return base::refuse(ErrorCode::not_allowed, "calendars.nothing_changed");
  return change;
}

base::Result<Change> Service::propose(storage::Connection& connection, const Input& input, const Editor& editor) {
  Change begun;
  begun.id = base::make_id(editor.at, random_);
  begun.state = "proposed";
  begun.editors = {editor.account_id};
  begun.created_at = begun.updated_at = base::print_instant(editor.at);
  auto change = enter(connection, std::move(begun), input, editor);
  if (!change) return change;
  insert_change(connection, *change, editor.at);
  ask_second_person(connection, *change, editor, random_);
  audit::append(connection, event_of(*change, "propose", content_of(*change), editor), random_);
  return change;
}

base::Result<Change> Service::revise(storage::Connection& connection, const Change& change, std::int64_t expected_version, const Input& input,
                                     const Editor& editor) {
  if (change.version != expected_version) return base::refuse(ErrorCode::stale, "calendars.stale");
  if (change.state != "proposed") return base::refuse(ErrorCode::not_allowed, "calendars.not_proposed");
  auto revised = enter(connection, change, input, editor);
  if (!revised) return revised;
  if (std::ranges::find(revised->editors, editor.account_id) == revised->editors.end()) revised->editors.push_back(editor.account_id);
  if (!update_change(connection, *revised, expected_version, editor.at)) return base::refuse(ErrorCode::stale, "calendars.stale");
  revised->version = expected_version + 1;
  audit::append(connection, event_of(*revised, "revise", content_of(*revised), editor), random_);
  return revised;
}

base::Result<Change> Service::withdraw(storage::Connection& connection, const Change& change, std::int64_t expected_version, const Editor& editor) {
  if (change.version != expected_version) return base::refuse(ErrorCode::stale, "calendars.stale");
  if (change.state != "proposed") return base::refuse(ErrorCode::not_allowed, "calendars.not_proposed");
  Change withdrawn = change;
  withdrawn.state = "withdrawn";
  if (!update_change(connection, withdrawn, expected_version, editor.at)) return base::refuse(ErrorCode::stale, "calendars.stale");
  withdrawn.version = expected_version + 1;
  audit::append(connection, event_of(withdrawn, "withdraw", Value::Map{}, editor), random_);
  return withdrawn;
}

base::Result<Change> Service::approve(storage::Connection& connection, const Change& change, std::int64_t expected_version, std::string_view hash,
                                      Value dry_run, const Editor& editor) {
  if (change.version != expected_version) return base::refuse(ErrorCode::stale, "calendars.stale");
  if (change.state != "proposed") return base::refuse(ErrorCode::not_allowed, "calendars.not_proposed");
  const auto is_own = [&](const std::string& account) { return is_same_person(connection, account, editor.account_id); };
  if (std::ranges::any_of(change.editors, is_own)) return base::refuse(ErrorCode::forbidden, "calendars.second_person");
  if (change.hash != hash) return base::refuse(ErrorCode::mismatch, "calendars.hash_differs");
  if (find_applying(connection)) return base::refuse(ErrorCode::not_allowed, "calendars.still_applying");
  const Comparison compared = compare(connection, change);
  if (compared.before.version() != change.base_calendar) return base::refuse(ErrorCode::conflict, "calendars.base_moved");
  if (!regulations::add_calendar_notice(connection, notice_of(change), change.text, change.id, editor.at))
    return base::refuse(ErrorCode::conflict, "calendars.version_taken",
                        {{"year", std::to_string(change.year)}, {"version", std::to_string(change.notice_version + 1)}});
  Change approved = change;
  approved.state = "applying";
  approved.approved_by = editor.account_id;
  approved.approved_on = base::civil_date(editor.at);
  approved.calendar_version = compared.after.version();
  approved.dry_run = std::move(dry_run);
  if (!update_change(connection, approved, expected_version, editor.at)) return base::refuse(ErrorCode::stale, "calendars.stale");
  approved.version = expected_version + 1;
  Value content(Value::Map{{"hash", change.hash}, {"calendar_version", approved.calendar_version}, {"dry_run", approved.dry_run}});
  audit::append(connection, event_of(approved, "approve", std::move(content), editor), random_);
  return approved;
}

}  // namespace zhidian::calendars
