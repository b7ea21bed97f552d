#include <algorithm>

#include "capabilities/notices/notices.hpp"
#include "capabilities/notices/notices_store.hpp"

namespace zhidian::notices {
namespace {

using base::Value;

/// The articles a notice rests on: those of its term, or of the action that files.
std::vector<std::string> cites_of(const Notice& notice, const rules::Procedure& procedure) {
  if (notice.kind == "proposed_filing") {
    const auto publication = find_publication(procedure);
    return publication ? publication->term->cites : std::vector<std::string>{};
  }
  const auto filing = std::ranges::find_if(procedure.actions, [](const rules::Action& action) { return action.lists_outlet(); });
  return filing == procedure.actions.end() ? std::vector<std::string>{} : filing->cites;
}

/// Only the states that are public anyway are told: on notice, and what filing leads to. A refusal or withdrawal is not.
bool is_public_state(const rules::Procedure& procedure, std::string_view state) {
  return std::ranges::any_of(procedure.actions, [&](const rules::Action& action) {
    return action.to == state && (action.effect == "open_notice" || action.lists_outlet());
  });
}

}  // namespace

Value summary_value(const Notice& notice, base::Date today) {
  const bool is_running = notice.is_running_on(today);
  return Value::Map{{"id", notice.id},
                    {"number", notice.number},
                    {"kind", notice.kind},
                    {"title", notice.title},
                    {"published_on", base::print_date(notice.published_on)},
                    {"last_day", base::date_value(notice.last_day)},
                    {"days_left", is_running ? Value(static_cast<std::int64_t>((*notice.last_day - today).count())) : Value()},
                    {"authority_id", notice.authority_id},
                    {"authority_name", notice.authority_name},
                    {"is_running", is_running},
                    {"count", notice.count}};
}

Value to_value(storage::Connection& connection, const regulations::Registry& registry, const Notice& notice, base::Date today) {
  Value value = summary_value(notice, today);
  Value::List entries;
  const rules::Procedure* procedure = nullptr;
  for (const Entry& entry : list_entries(connection, notice.id)) {
    procedure = registry.find_procedure(entry.act_id, entry.act_version, entry.procedure_id);
    Value line = entry.published;
    line.set("case_id", entry.case_id);
    const rules::State* state = procedure ? procedure->find_state(entry.state) : nullptr;
    if (state && is_public_state(*procedure, state->id)) line.set("state_label", regulations::to_value(state->label));
    entries.push_back(std::move(line));
  }
  value.set("body", notice.body);
  value.set("due", notice.account);
  value.set("can_object", notice.kind == "proposed_filing" && notice.is_running_on(today));
  value.set("authority_telephone", base::text_value(notice.authority_telephone));
  value.set("authority_address", base::text_value(notice.authority_address));
  value.set("cites", procedure ? regulations::cites_value(procedure->act_id, cites_of(notice, *procedure)) : Value(Value::List{}));
  value.set("entries", std::move(entries));
  return value;
}

}  // namespace zhidian::notices
