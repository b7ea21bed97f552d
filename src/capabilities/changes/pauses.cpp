#include "capabilities/changes/pauses.hpp"

#include "capabilities/changes/sql.hpp"

namespace zhidian::changes {
namespace {

namespace sql = zhidian::sql::changes;
using base::Value;

constexpr std::string_view subject_kind = "case_pause";

Pause read_pause(const storage::Row& row) {
  Pause pause;
  pause.case_id = row.text("case_id");
  pause.kind = row.text("kind");
  pause.former = row.text("former");
  pause.checked_by = row.text("checked_by");
  pause.remark = row.text("remark");
  pause.paused_on = row.date("paused_on");
  pause.checked_on = row.optional_date("checked_on");
  pause.version = row.integer("version");
  return pause;
}

Value record_value(const Pause& pause) {
  Value record = to_value(pause);
  record.set("checked_by", pause.checked_by);
  return record;
}

void write_pause(storage::Connection& connection, const Pause& pause) {
  connection.execute(sql::write_pause, {pause.case_id, pause.kind, pause.former, base::print_date(pause.paused_on),
                                        base::print_date(pause.checked_on), pause.checked_by, pause.remark, pause.version});
}

void keep(storage::Connection& connection, const Pause& pause, std::string_view action, const audit::Hand& hand, base::Random& random) {
  write_pause(connection, pause);
  audit::append_whole(connection, {subject_kind, pause.case_id, pause.version, action}, record_value(pause), hand, random);
}

audit::Records stored_pauses(storage::Connection& connection) {
  audit::Records stored;
  for (const Pause& pause : connection.list(sql::list_all_pauses, {}, read_pause)) stored[pause.case_id] = record_value(pause);
  return stored;
}

void rewrite(storage::Connection& connection, const std::string& id, const audit::Told& told, bool) {
  const Value& of = told.record;
  Pause pause{id, of.text_or("kind"), of.text_or("former"), of.text_or("checked_by"), of.text_or("remark")};
  pause.paused_on = base::parse_date(of.text_or("paused_on")).value_or(told.first.on);
  pause.checked_on = base::parse_date(of.text_or("checked_on"));
  pause.version = told.last.ordinal;
  write_pause(connection, pause);
}

}  // namespace

std::optional<Pause> find_pause(storage::Connection& connection, std::string_view case_id) {
  return connection.find(sql::find_pause, {case_id}, read_pause);
}

void pause_case(storage::Connection& connection, const std::string& case_id, std::string kind, const std::string& former, base::Instant at,
                base::Random& random) {
  const auto before = find_pause(connection, case_id);
  Pause pause{case_id, std::move(kind), former, "", ""};
  pause.paused_on = base::civil_date(at);
  pause.version = before ? before->version + 1 : 1;
  keep(connection, pause, "pause", {"", at}, random);
}

base::Result<Pause> check_change(storage::Connection& connection, const std::string& case_id, const std::string& remark, const audit::Hand& hand,
                                 base::Random& random) {
  auto pause = find_pause(connection, case_id);
  if (!pause || pause->checked_on) return base::refuse(base::ErrorCode::conflict, "changes.nothing_to_check");
  pause->checked_on = base::civil_date(hand.at);
  pause->checked_by = hand.account_id;
  pause->remark = remark;
  pause->version += 1;
  keep(connection, *pause, "check", hand, random);
  return std::move(*pause);
}

std::string_view handling_party(const cases::Case& target) { return target.holder == "recommender" ? "recommender" : "filing_body"; }

Value to_value(const Pause& pause) {
  return Value::Map{{"kind", pause.kind},
                    {"former", pause.former},
                    {"paused_on", base::print_date(pause.paused_on)},
                    {"checked_on", base::date_value(pause.checked_on)},
                    {"remark", pause.remark}};
}

const audit::RecordKind pauses_in_log{subject_kind, stored_pauses, audit::apply_whole, rewrite};

}  // namespace zhidian::changes
