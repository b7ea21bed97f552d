#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "capabilities/organisations/organisations_events.hpp"
#include "capabilities/organisations/organisations_input.hpp"

namespace zhidian::organisations {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::string_view items_path = "service_items.list";

/// A record that is one text of the institution's row; `is_personal` where it stands in the erasable part of an event.
struct TextRecord {
  std::string_view path;
  std::string Organisation::* member;
  bool is_personal = false;
};
constexpr std::array<TextRecord, 10> text_records{{{"organisation.name", &Organisation::name},
                                                   {"organisation.registered_division", &Organisation::registered_division},
                                                   {"organisation.address", &Organisation::address},
                                                   {"organisation.principal_name", &Organisation::principal_name, true},
                                                   {"organisation.principal_post", &Organisation::principal_post, true},
                                                   {"organisation.telephone", &Organisation::telephone, true},
                                                   {"organisation.email", &Organisation::email, true},
                                                   {"organisation.website", &Organisation::website},
                                                   {"organisation.website_name", &Organisation::website_name},
                                                   {"organisation.wechat", &Organisation::wechat}}};

Value item_value(const ServiceItem& item) {
  return without_blanks(Value::Map{{"name", item.name},
                                   {"kind", item.kind},
                                   {"ip_categories", Value::List(item.ip_categories.begin(), item.ip_categories.end())},
                                   {"channels", Value::List(item.channels.begin(), item.channels.end())},
                                   {"fee", item.fee},
                                   {"price_note", item.price_note},
                                   {"description", item.description}});
}

const Value::List& wanted_items(const Value& values) {
  static const Value::List none;
  const Value& list = values.at(items_path);
  return list.is_list() ? list.as_list() : none;
}

/// What happens to one service item.
struct ItemStep {
  ServiceItem item;
  std::string_view action;  // create, update, remove
};

/// An item keeps its row by its name; what is not named any more goes.
base::Result<std::vector<ItemStep>> plan_items(storage::Connection& connection, const RecordChange& change) {
  std::vector<ItemStep> steps;
  if (!change.values.at(items_path).is_list()) return steps;
  auto present = list_items(connection, change.organisation_id);
  for (const Value& wanted : wanted_items(change.values)) {
    auto read = read_item_input(without_blanks(wanted));
    if (!read) return base::refuse(std::move(read.error()));
    const auto same = std::ranges::find(present, read->name, &ServiceItem::name);
    if (same == present.end()) {
      steps.push_back({std::move(*read), "create"});
      continue;
    }
    read->id = same->id;
    read->version = same->version;
    if (item_value(*same) != item_value(*read)) steps.push_back({std::move(*read), "update"});
    present.erase(same);
  }
  for (ServiceItem& gone : present) steps.push_back({std::move(gone), "remove"});
  return steps;
}

/// Writes the step; the item then carries its new version.
void write_item(storage::Connection& connection, const RecordChange& change, ItemStep& step, base::Random& random) {
  if (step.action == "create") {
    step.item.id = base::make_id(change.at, random);
    insert_item(connection, change.organisation_id, step.item, change.at);
    return;
  }
  const auto version = step.action == "update" ? update_item(connection, change.organisation_id, step.item, step.item.version)
                                               : remove_item(connection, change.organisation_id, step.item.id);
  if (!version) throw storage::Failure(storage::Failure::Kind::serialization, "organisations: a service item changed at the same moment");
  step.item.version = *version;
}

void log_step(storage::Connection& connection, const RecordChange& change, const ItemStep& step, base::Random& random) {
  Value content = item_value(step.item);
  content.set("organisation_id", change.organisation_id);
  content.set("case_id", change.case_id);
  append_event(connection, {"service_item", step.item.id, step.item.version, step.action, change.account_id, change.at}, std::move(content), {},
               random);
}

Value change_value(std::string_view record, Value before, Value after) {
  return Value::Map{{"record", record}, {"before", std::move(before)}, {"after", std::move(after)}};
}

/// What is put in the place of what: for anyone, and what names a person.
struct Differences {
  Value::List open, personal;
};

Differences compare(storage::Connection& connection, const Organisation& present, const Value& values) {
  Differences differences;
  for (const TextRecord& record : text_records) {
    const Value& wanted = values.at(record.path);
    if (!wanted.is_text() || wanted.as_text() == present.*record.member) continue;
    (record.is_personal ? differences.personal : differences.open).push_back(change_value(record.path, present.*record.member, wanted));
  }
  if (!values.at(items_path).is_list()) return differences;
  Value before = find_record(connection, present.id, items_path), after = without_blanks(values.at(items_path));
  if (before != after) differences.open.push_back(change_value(items_path, std::move(before), std::move(after)));
  return differences;
}

}  // namespace

Value without_blanks(const Value& value) {
  if (value.is_list()) {
    Value::List list;
    for (const Value& item : value.as_list()) list.push_back(without_blanks(item));
    return list;
  }
  if (!value.is_map()) return value;
  Value::Map map;
  for (const auto& [key, member] : value.as_map()) {
    Value kept = without_blanks(member);
    const bool is_blank = kept.is_null() || (kept.is_text() && kept.as_text().empty()) || (kept.is_list() && kept.as_list().empty());
    if (!is_blank) map[key] = std::move(kept);
  }
  return map;
}

std::string_view text_of(const Organisation& organisation, std::string_view path) {
  const auto record = std::ranges::find(text_records, path, &TextRecord::path);
  return record == text_records.end() ? std::string_view() : std::string_view(organisation.*record->member);
}

Value find_record(storage::Connection& connection, std::string_view organisation_id, std::string_view path) {
  if (path == items_path) {
    Value::List list;
    for (const ServiceItem& item : list_items(connection, organisation_id)) list.push_back(item_value(item));
    return list;
  }
  const auto organisation = find_organisation(connection, organisation_id);
  const auto record = std::ranges::find(text_records, path, &TextRecord::path);
  if (!organisation || record == text_records.end()) return {};
  return (*organisation).*record->member;
}

base::Result<void> check_change(storage::Connection& connection, const RecordChange& change) {
  const Value& division = change.values.at("organisation.registered_division");
  if (division.is_text()) {
    if (auto good = check_division(connection, division.as_text()); !good) return good;
  }
  const Value& name = change.values.at("organisation.name");
  if (name.is_text() && base::is_blank(name.as_text())) return base::refuse(ErrorCode::invalid, "organisations.name_missing");
  if (auto planned = plan_items(connection, change); !planned) return base::refuse(std::move(planned.error()));
  return {};
}

base::Result<void> record_change(storage::Connection& connection, const RecordChange& change, base::Random& random) {
  if (auto good = check_change(connection, change); !good) return good;
  auto organisation = find_organisation(connection, change.organisation_id);
  if (!organisation) throw storage::Failure(storage::Failure::Kind::broken, "organisations: the institution of a change is gone");
  Differences differences = compare(connection, *organisation, change.values);
  for (const TextRecord& record : text_records) {
    if (change.values.at(record.path).is_text()) (*organisation).*record.member = base::trim(change.values.at(record.path).as_text());
  }
  const auto version = update_row(connection, *organisation, organisation->version, change.at);
  if (!version) return base::refuse(ErrorCode::stale, "organisations.stale");
  auto steps = plan_items(connection, change);
  for (ItemStep& step : *steps) write_item(connection, change, step, random);
  Value content = public_part(*organisation), personal = personal_part(*organisation);
  content.set("case_id", change.case_id);
  content.set("changed", std::move(differences.open));
  personal.set("changed", std::move(differences.personal));
  append_event(connection, {"organisation", organisation->id, *version, "change", change.account_id, change.at}, std::move(content),
               std::move(personal), random);
  for (const ItemStep& step : *steps) log_step(connection, change, step, random);
  return {};
}

Value::List list_recorded(storage::Connection& connection, std::string_view organisation_id, std::string_view case_id) {
  Value::List recorded;
  for (const audit::StoredEvent& event : audit::list_events(connection, "organisation", organisation_id)) {
    if (event.action != "change" || event.content.text_or("case_id") != case_id) continue;
    for (const Value* part : {&event.content, &event.personal}) {
      if (!part->is_map() || !part->at("changed").is_list()) continue;
      for (const Value& each : part->at("changed").as_list()) recorded.push_back(each);
    }
  }
  return recorded;
}

}  // namespace zhidian::organisations
