#include "capabilities/calendars/calendars_values.hpp"

#include "capabilities/calendars/calendars_store.hpp"

namespace zhidian::calendars {
namespace {

using base::Value;

constexpr std::size_t longest_text = 100000, longest_title = 200, longest_number = 100, longest_url = 500, longest_name = 60;
constexpr std::int64_t latest_year = 9999;

Value text_or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }

std::int64_t count_days(const rules::CalendarNotice& notice, bool is_rest) {
  std::int64_t number = 0;
  for (const auto& span : notice.spans) {
    if (span.is_rest == is_rest) number += (span.last - span.first).count() + 1;
  }
  return number;
}

rules::Text read_text(http::BodyReader& reader, std::string_view name, std::size_t longest) {
  const Value given = reader.optional_value(name);
  rules::Text text{given.text_or("zh"), given.text_or("en")};
  if (text.en.empty()) text.en = text.zh;
  text.zh.resize(std::min(text.zh.size(), longest * 3));
  text.en.resize(std::min(text.en.size(), longest * 3));
  return text;
}

base::Result<rules::CalendarNotice::Span> read_span(const Value& given) {
  http::BodyReader reader(given);
  rules::CalendarNotice::Span span;
  span.first = reader.required_date("from");
  span.last = reader.required_date("to");
  span.is_rest = reader.optional_bool("is_rest", true);
  span.name = read_text(reader, "name", longest_name);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  return span;
}

base::Result<rules::CalendarNotice> read_notice(const Value& given) {
  http::BodyReader reader(given);
  rules::CalendarNotice notice;
  notice.year = static_cast<int>(reader.required_integer("year", 0, latest_year));
  notice.title = read_text(reader, "title", longest_title);
  notice.number = reader.optional_text("number", longest_number);
  notice.url = reader.optional_text("url", longest_url);
  notice.issued_on = reader.optional_date("issued_on");
  notice.replaces = reader.optional_bool("replaces", false);
  const Value::List days = reader.optional_list("days");
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  for (const Value& each : days) {
    auto span = read_span(each);
    if (!span) return base::refuse(std::move(span.error()));
    notice.spans.push_back(std::move(*span));
  }
  return notice;
}

}  // namespace

Value to_value(const rules::CalendarNotice& notice) {
  Value::List days;
  for (const auto& span : notice.spans) {
    days.push_back(Value::Map{{"from", base::print_date(span.first)},
                              {"to", base::print_date(span.last)},
                              {"is_rest", span.is_rest},
                              {"name", regulations::to_value(span.name)}});
  }
  return Value::Map{{"year", notice.year},    {"title", regulations::to_value(notice.title)},    {"number", notice.number},
                    {"url", notice.url},      {"issued_on", base::date_value(notice.issued_on)}, {"replaces", notice.replaces},
                    {"days", std::move(days)}};
}

Value in_force_value(storage::Connection& connection, const regulations::StoredNotice& stored) {
  std::vector<rules::Problem> problems;
  const rules::CalendarNotice notice = rules::read_calendar_notice(regulations::source_of(stored), problems);
  Value value = to_value(notice);
  value.as_map().erase("year");
  value.set("version", stored.version);
  value.set("rest_days", count_days(notice, true));
  value.set("workdays", count_days(notice, false));
  value.set("activated_at", stored.activated_at);
  value.set("change_id", text_or_null(stored.change_id));
  const auto change = stored.change_id.empty() ? std::nullopt : find_change(connection, stored.change_id);
  Value::List proposed;
  for (const std::string& editor : change ? change->editors : std::vector<std::string>{})
    proposed.emplace_back(find_display_name(connection, editor));
  value.set("proposed_by", std::move(proposed));
  value.set("approved_by", change ? text_or_null(find_display_name(connection, change->approved_by)) : Value());
  return value;
}

Value summary_value(storage::Connection& connection, const Change& change, const http::Call& call) {
  const rules::CalendarNotice notice = notice_of(change);
  Value::List proposed;
  bool is_own = false;
  for (const std::string& editor : change.editors) {
    proposed.emplace_back(find_display_name(connection, editor));
    is_own = is_own || is_same_person(connection, editor, call.account_id());
  }
  const bool is_approver = call.principal && (call.principal->has_role("system_administrator") || call.principal->has_role("rule_editor"));
  return Value::Map{{"id", change.id},
                    {"year", change.year},
                    {"notice_version", change.notice_version},
                    {"title", regulations::to_value(notice.title)},
                    {"number", notice.number},
                    {"state", change.state},
                    {"version", change.version},
                    {"hash", change.hash},
                    {"created_at", change.created_at},
                    {"updated_at", change.updated_at},
                    {"proposed_by", std::move(proposed)},
                    {"approved_by", text_or_null(find_display_name(connection, change.approved_by))},
                    {"approved_on", base::date_value(change.approved_on)},
                    {"may_approve", change.state == "proposed" && is_approver && !is_own}};
}

Value to_value(const Effect& effect, const regulations::Registry& registry) {
  rules::Text label{"公示期满日", "Last day of the public notice"};
  const rules::Procedure* procedure = registry.find_procedure(effect.act_id, effect.act_version, effect.procedure_id);
  if (const rules::Term* term = procedure ? procedure->find_term(effect.term_id) : nullptr)
    label = {procedure->label.zh + "：" + term->label.zh, procedure->label.en + ": " + term->label.en};
  const std::string page = effect.kind == "notice" ? "/notices/" : "/cases/";
  return Value::Map{{"kind", effect.kind},
                    {"subject_id", effect.subject_id},
                    {"number", effect.number},
                    {"label", regulations::to_value(label)},
                    {"old_day", base::print_date(effect.old_day)},
                    {"new_day", base::print_date(effect.new_day)},
                    {"outcome", effect.outcome},
                    {"position", effect.position},
                    {"link", effect.is_visible ? Value(page + effect.subject_id) : Value()}};
}

Value differences_value(const Comparison& compared) {
  Value::List days;
  for (const rules::DayDifference& day : rules::list_day_differences(compared.before, compared.after)) {
    days.push_back(Value::Map{{"date", base::print_date(day.date)},
                              {"before", rules::name_of(day.before)},
                              {"after", rules::name_of(day.after)},
                              {"name", regulations::to_value(day.name)}});
  }
  return days;
}

base::Result<Input> read_input(const http::Call& call) {
  http::BodyReader reader(call.body);
  Input input;
  input.text = reader.optional_text("text", longest_text);
  const Value notice = reader.optional_value("notice");
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  if (notice.is_null()) return input;
  auto read = read_notice(notice);
  if (!read) return base::refuse(std::move(read.error()));
  input.notice = std::move(*read);
  return input;
}

}  // namespace zhidian::calendars
