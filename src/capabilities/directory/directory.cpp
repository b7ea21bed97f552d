#include "capabilities/directory/directory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "capabilities/cases/cases_dossier.hpp"
#include "capabilities/directory/directory_store.hpp"
#include "capabilities/directory/inclusion.hpp"
#include "capabilities/notices/notices.hpp"
#include "capabilities/organisations/organisations.hpp"
#include "http/http.hpp"
#include "rules/limits.hpp"

namespace zhidian::directory {
namespace {

using base::Value;

/// The one list of what of an institution may ever be public (D8): no person, no mobile number of one.
struct PublicField {
  std::string_view name;
  std::string organisations::Organisation::* member;
};
constexpr PublicField public_fields[] = {{"name", &organisations::Organisation::name},
                                         {"kind", &organisations::Organisation::kind},
                                         {"address", &organisations::Organisation::address},
                                         {"telephone", &organisations::Organisation::telephone},
                                         {"website", &organisations::Organisation::website},
                                         {"wechat", &organisations::Organisation::wechat},
                                         {"service_recipients", &organisations::Organisation::service_recipients}};

Value organisation_field(const organisations::Organisation& organisation, std::string_view name) {
  const auto field = std::ranges::find(public_fields, name, &PublicField::name);
  return field == std::end(public_fields) ? Value() : Value(organisation.*field->member);
}

/// An answer of the form, unless the form marks it personal.
Value form_field(const rules::Form* form, const Value& answers, std::string_view path) {
  if (!form) return {};
  for (const rules::Section& section : form->sections) {
    for (const rules::Field& field : section.fields) {
      if (path == section.id + "." + field.id && !field.is_personal) return answers.find_path(path);
    }
  }
  return {};
}

/// The service items as the public reads them.
Value public_items(const Value& prefill) {
  constexpr std::array keys = {"name", "kind", "ip_categories", "channels", "fee", "price_note", "description"};
  Value::List list;
  const Value& items = prefill.find_path("service_items.list");
  if (!items.is_list()) return list;
  for (const Value& item : items.as_list()) {
    Value line(Value::Map{});
    for (const char* key : keys) {
      if (!item.at(key).is_null()) line.set(key, item.at(key));
    }
    list.push_back(std::move(line));
  }
  return list;
}

/// What an entry is made from; nothing is read that the procedure does not name.
struct Sources {
  const organisations::Organisation& organisation;
  const rules::Form* form;
  const Value& answers;
  const Value& prefill;
  const Outlet& outlet;
};

Value published_field(const Sources& sources, std::string_view path) {
  if (path == "service_items") return public_items(sources.prefill);
  if (path == "filed_on") return base::print_date(sources.outlet.filed_on);
  if (path == "valid_until") return base::date_value(sources.outlet.valid_until);
  if (path.starts_with("organisation.")) return organisation_field(sources.organisation, path.substr(std::string_view("organisation.").size()));
  if (path.starts_with("form.")) return form_field(sources.form, sources.answers, path.substr(std::string_view("form.").size()));
  return {};
}

Value make_entry(const Sources& sources, const rules::Procedure& procedure) {
  Value entry(Value::Map{});
  const auto listed = procedure.publish.find("directory");
  if (listed == procedure.publish.end()) return entry;
  for (const std::string& path : listed->second) {
    Value value = published_field(sources, path);
    if (!value.is_null()) entry.set(path.substr(path.rfind('.') + 1), std::move(value));
  }
  return entry;
}

Hand hand_of(const cases::Performed& performed) {
  return {performed.doer.account_id, performed.doer.at, regulations::version_name(performed.after.act_id, performed.after.act_version)};
}

/// Ends the institution's earlier line of the same status under the act, which the new one replaces.
void end_earlier(storage::Connection& connection, const Outlet& outlet, const cases::Performed& performed, base::Random& random) {
  for (const HeldLine& line : list_held_lines(connection, outlet.organisation_id, outlet.status)) {
    if (line.act_id != outlet.act_id) continue;
    const auto version = end_line(connection, line.id, base::civil_date(performed.doer.at));
    audit::append(connection, line_event(line.id, version.value(), "replace", hand_of(performed), Value::Map{{"by", outlet.id}}), random);
  }
}

/// Former names go on with the line that replaces another.
void keep_earlier_names(storage::Connection& connection, Outlet& outlet) {
  for (const HeldLine& line : list_held_lines(connection, outlet.organisation_id, outlet.status)) {
    const auto earlier = line.act_id == outlet.act_id ? find_outlet(connection, line.id) : std::nullopt;
    if (!earlier || !earlier->entry.at("former_names").is_list()) continue;
    outlet.entry.set("former_names", earlier->entry.at("former_names"));
    outlet.search_text = make_search_text(outlet.entry, division_name(connection, outlet.division_code));
  }
}

/// Takes the line a case is about out of the directory; the log calls it as the act does (revoked, left, not_renewed). With it ends what the
/// institution holds the same status by besides: its own filing behind a line by inclusion, or that line.
base::Result<void> end_status(storage::Connection& connection, const regulations::Registry& registry, const cases::Performed& performed,
                              base::Random& random) {
  const std::string& id = performed.after.outlet_id;
  const auto version = end_line(connection, id, base::civil_date(performed.doer.at));
  if (!version) return base::refuse(base::ErrorCode::conflict, "directory.line_ended");
  raise_data_version(connection);
  const auto content = Value::Map{{"case_id", performed.after.id}};
  audit::append(connection, line_event(id, *version, performed.action.ends_as, hand_of(performed), content), random);
  for (const HeldLine& beside : list_lines_beside(connection, id)) {
    const auto ended = end_line(connection, beside.id, base::civil_date(performed.doer.at)).value();
    audit::append(connection, line_event(beside.id, ended, performed.action.ends_as, hand_of(performed), content), random);
  }
  follow_inclusion(connection, registry, {performed.after.organisation_id, performed.doer.account_id, performed.doer.at}, random);
  return {};
}

/// Sets what the line publishes of a changed record.
void set_published(Outlet& outlet, const rules::Procedure* procedure, const Sources& sources, const std::vector<std::string>& records) {
  for (const std::string& record : records) {
    const std::string path = record == "service_items.list" ? "service_items" : record;
    const std::string key = path.substr(path.rfind('.') + 1);
    const auto listed = procedure ? procedure->publish.find("directory") : std::map<std::string, std::vector<std::string>>::const_iterator{};
    const bool is_listed = procedure && listed != procedure->publish.end() && std::ranges::find(listed->second, path) != listed->second.end();
    if (is_listed || !outlet.entry.at(key).is_null()) outlet.entry.set(key, published_field(sources, path));
  }
}

void keep_former_names(Outlet& outlet, const std::vector<organisations::FormerName>& former) {
  if (former.empty()) return;
  Value::List names = outlet.entry.at("former_names").is_list() ? outlet.entry.at("former_names").as_list() : Value::List{};
  for (const auto& each : former) names.push_back(Value::Map{{"name", each.name}, {"until", base::print_date(each.until)}});
  outlet.entry.set("former_names", std::move(names));
}

organisations::Organisation organisation_of(storage::Connection& connection, const std::string& id) {
  auto organisation = organisations::find_organisation(connection, id);
  if (!organisation) throw storage::Failure(storage::Failure::Kind::broken, "directory: the institution of a line is gone");
  return std::move(*organisation);
}

/// Sets what the line says of its institution's record.
void describe(storage::Connection& connection, const regulations::Registry& registry, Outlet& outlet, const organisations::Organisation& organisation,
              const std::vector<std::string>& records, const std::vector<organisations::FormerName>& former) {
  const Value prefill = organisations::collect_prefill(connection, organisation.id);
  set_published(outlet, registry.law.find_granting(outlet.act_id, outlet.status), {organisation, nullptr, {}, prefill, outlet}, records);
  keep_former_names(outlet, former);
  outlet.name = organisation.name;
  outlet.sort_key = base::sort_key(organisation.name);
  outlet.division_code = organisation.registered_division;
  outlet.search_text = make_search_text(outlet.entry, division_name(connection, outlet.division_code));
}

void keep_description(storage::Connection& connection, const Outlet& outlet, const std::string& case_id, const Hand& hand, base::Random& random) {
  const auto version = update_line(connection, outlet);
  if (!version) throw storage::Failure(storage::Failure::Kind::serialization, "directory: a line ended at the same moment");
  const Value content = Value::Map{{"case_id", case_id}, {"division_code", outlet.division_code}, {"entry", outlet.entry}};
  audit::append(connection, line_event(outlet.id, *version, "change", hand, content), random);
}

}  // namespace

void follow_change(storage::Connection& connection, const regulations::Registry& registry, const RecordChange& change, base::Random& random) {
  const auto organisation = organisation_of(connection, change.organisation_id);
  std::vector<organisations::FormerName> former;
  if (!change.former_name.empty()) former.push_back({change.former_name, base::civil_date(change.at)});
  for (const HeldLine& line : list_held_lines(connection, organisation.id)) {
    auto outlet = find_outlet(connection, line.id);
    if (!outlet) continue;
    describe(connection, registry, *outlet, organisation, change.records, former);
    keep_description(connection, *outlet, change.case_id, {change.account_id, change.at, change.act_version}, random);
  }
  raise_data_version(connection);
  follow_inclusion(connection, registry, {change.organisation_id, change.account_id, change.at}, random);
}

void catch_up(storage::Connection& connection, const regulations::Registry& registry, const std::string& outlet_id, const Hand& hand,
              base::Random& random) {
  const Outlet before = find_outlet(connection, outlet_id).value();
  const auto organisation = organisation_of(connection, before.organisation_id);
  std::vector<std::string> records{"service_items.list"};
  for (const PublicField& each : public_fields) records.push_back("organisation." + std::string(each.name));
  Outlet after = before;
  describe(connection, registry, after, organisation, records, organisations::list_former_names(connection, organisation.id, before.name));
  if (after.entry == before.entry && after.division_code == before.division_code) return;
  keep_description(connection, after, "", hand, random);
}

std::string make_search_text(const base::Value& entry, std::string_view division) {
  std::string words = fmt::format("{} {}", entry.text_or("name"), division);
  const Value& former = entry.at("former_names");
  for (const Value& each : former.is_list() ? former.as_list() : Value::List{}) words += " " + each.text_or("name");
  for (const char* key : {"address", "service_recipients"}) words += " " + entry.text_or(key);
  std::string marks;
  const auto add_marks = [&](const Value& categories) {
    if (!categories.is_list()) return;
    for (const Value& category : categories.as_list()) {
      const std::string mark = category.is_text() ? category_mark(category.as_text()) : "";
      if (marks.find(mark) == std::string::npos) marks += mark;
    }
  };
  add_marks(entry.at("ip_categories"));
  const Value& items = entry.at("service_items");
  if (items.is_list()) {
    for (const Value& item : items.as_list()) {
      words += fmt::format(" {} {}", item.text_or("name"), item.text_or("description"));
      add_marks(item.at("ip_categories"));
    }
  }
  return base::fold(words) + " " + marks;
}

Value line_record(const Outlet& outlet) {
  return Value::Map{{"organisation_id", outlet.organisation_id},
                    {"act_id", outlet.act_id},
                    {"status", outlet.status},
                    {"source_case_id", outlet.source_case_id},
                    {"division_code", outlet.division_code},
                    {"filed_on", base::print_date(outlet.filed_on)},
                    {"valid_until", base::date_value(outlet.valid_until)},
                    {"listed_until", base::date_value(outlet.listed_until)},
                    {"renewal", outlet.renewal},
                    {"ended_on", base::date_value(outlet.ended_on)},
                    {"included_from", outlet.included_from.empty() ? Value() : Value(outlet.included_from)},
                    {"entry", outlet.entry}};
}

base::Result<void> Observer::on_action(storage::Connection& connection, const cases::Performed& performed) {
  if (performed.action.effect == "end_status") return end_status(connection, cases_.registry(), performed, random_);
  if (performed.action.effect != "grant_status" || !performed.procedure.grants) return {};
  const auto organisation = organisations::find_organisation(connection, performed.after.organisation_id);
  if (!organisation) throw storage::Failure(storage::Failure::Kind::broken, "directory: the institution of a filed case is gone");
  const base::Date today = base::civil_date(performed.doer.at);
  const auto valid_until = rules::count_validity(*performed.procedure.grants, today, cases_.registry().calendar);
  if (!valid_until) return base::refuse(valid_until.error());

  Outlet outlet;
  outlet.id = base::make_id(performed.doer.at, random_);
  outlet.organisation_id = organisation->id;
  outlet.act_id = performed.after.act_id;
  outlet.status = performed.procedure.grants->status;
  outlet.source_case_id = performed.after.id;
  outlet.division_code = organisation->registered_division;
  outlet.name = organisation->name;
  outlet.sort_key = base::sort_key(organisation->name);
  outlet.kind = organisation->kind;
  outlet.filed_on = today;
  outlet.valid_until = outlet.listed_until = *valid_until;
  const cases::Dossier dossier = cases_.read_dossier(connection, performed.after, today);
  const Value prefill = organisations::collect_prefill(connection, organisation->id);
  outlet.entry = make_entry({*organisation, dossier.form, dossier.answers, prefill, outlet}, performed.procedure);
  outlet.search_text = make_search_text(outlet.entry, division_name(connection, outlet.division_code));

  keep_earlier_names(connection, outlet);
  end_earlier(connection, outlet, performed, random_);
  insert_outlet(connection, outlet, performed.doer.at);
  raise_data_version(connection);
  notices::publish_filed_list(connection, cases_.registry(), performed.after, performed.doer, random_);
  audit::append(connection, line_event(outlet.id, 1, "grant", hand_of(performed), line_record(outlet)), random_);
  follow_inclusion(connection, cases_.registry(), {organisation->id, performed.doer.account_id, performed.doer.at}, random_);
  return {};
}

std::vector<std::string> Observer::list_statuses(storage::Connection& connection, std::string_view organisation_id, base::Date today) {
  return directory::list_statuses(connection, organisation_id, today);
}

std::optional<cases::StandingLine> Observer::find_line(storage::Connection& connection, std::string_view organisation_id, std::string_view act_id,
                                                       std::string_view status) {
  return directory::find_line(connection, organisation_id, act_id, status);
}

bool Observer::is_in_force(storage::Connection& connection, std::string_view outlet_id) { return is_standing(connection, outlet_id); }

bool take_term_step(storage::Connection& connection, const regulations::Registry& registry, const TermStep& step, base::Random& random) {
  auto outlet = hold_outlet(connection, step.outlet_id);
  if (!outlet || outlet->ended_on) return false;
  const bool is_renewed = step.word == "renewed";
  outlet->renewal = is_renewed ? "" : step.word;
  outlet->listed_until = step.listed_until;
  Value content = Value::Map{{"case_id", step.case_id}, {"renewal", outlet->renewal}};
  if (is_renewed) {
    outlet->valid_until = outlet->listed_until = step.valid_until;
    if (!outlet->entry.at("valid_until").is_null()) outlet->entry.set("valid_until", base::date_value(step.valid_until));
    content.set("entry", outlet->entry);
  }
  content.set("valid_until", base::date_value(outlet->valid_until));
  content.set("listed_until", base::date_value(outlet->listed_until));
  const auto version = update_term(connection, *outlet);
  if (!version) return false;
  raise_data_version(connection);
  const Hand hand{step.account_id, step.at, step.act_version};
  audit::append(connection, line_event(outlet->id, *version, step.word.empty() ? "running" : step.word, hand, std::move(content)), random);
  follow_inclusion(connection, registry, {outlet->organisation_id, step.account_id, step.at}, random);
  return true;
}

std::string_view Outlet::state_on(base::Date day) const {
  if (ended_on && *ended_on <= day) return "ended";
  if (suspended_from && *suspended_from <= day) return "suspended";
  if (!valid_until || day <= *valid_until) return "valid";
  if (listed_until && *listed_until < day) return "expired";
  return renewal == "awaiting" ? "awaiting" : "renewing";
}

namespace {

/// The statuses a check wants the applicant to have; one that must not be there is not asked for.
void collect_wanted(const rules::Check& check, std::vector<std::string>& wanted) {
  if (check.kind == rules::Check::Kind::negation) return;
  for (const rules::Check& part : check.parts) collect_wanted(part, wanted);
  if (check.fact != "statuses" || check.kind != rules::Check::Kind::one_of || !check.operand.is_list()) return;
  for (const Value& status : check.operand.as_list()) {
    if (status.is_text()) wanted.push_back(status.as_text());
  }
}

rules::Text label_of(const std::string& status) {
  const std::string id = "directory.status_" + status, word = http::sentence(http::Language::zh, id, {});
  return word == id ? rules::Text{status, status} : rules::Text{word, http::sentence(http::Language::en, id, {})};
}

}  // namespace

bool asks_for(const rules::Procedure& procedure, std::string_view status) {
  std::vector<std::string> wanted;
  for (const rules::Condition& condition : procedure.conditions) {
    if (condition.check) collect_wanted(*condition.check, wanted);
  }
  return std::ranges::find(wanted, status) != wanted.end();
}

std::vector<Status> list_known_statuses(const regulations::Registry& registry) {
  std::vector<Status> statuses;
  for (const rules::Procedure& procedure : registry.law.procedures) {
    if (!procedure.grants) continue;
    const rules::Body* body = procedure.find_body("filing_body");
    statuses.push_back({&procedure, body, procedure.grants->status, body ? body->level : "", procedure.act_id, procedure.grants->status_label});
  }
  for (const rules::Procedure& procedure : registry.law.procedures) {
    std::vector<std::string> wanted;
    for (const rules::Condition& condition : procedure.conditions) {
      if (condition.check) collect_wanted(*condition.check, wanted);
    }
    const rules::Body* body = procedure.find_body("recommender");
    for (const std::string& status : wanted) {
      if (!body || std::ranges::find(statuses, status, &Status::status) != statuses.end()) continue;
      statuses.push_back({nullptr, body, status, body->level, "", label_of(status)});
    }
  }
  return statuses;
}

std::optional<Status> find_status(const regulations::Registry& registry, std::string_view status, std::string_view act_id) {
  for (Status& known : list_known_statuses(registry)) {
    if (known.status == status && (act_id.empty() || known.act_id == act_id)) return std::move(known);
  }
  return std::nullopt;
}

rules::Text status_label(const regulations::Registry& registry, std::string_view status, std::string_view act_id) {
  const auto known = find_status(registry, status, act_id);
  return known ? known->label : label_of(std::string(status));
}

base::Value to_value(const Outlet& outlet, const regulations::Registry& registry, base::Date day) {
  Value value = outlet.entry;
  const auto known = find_status(registry, outlet.status, outlet.act_id);
  const rules::Grants* grants = known && known->procedure ? &*known->procedure->grants : nullptr;
  value.set("id", outlet.id);
  value.set("name", outlet.name);
  value.set("kind", outlet.kind);
  value.set("status", outlet.status);
  value.set("status_label", regulations::to_value(known ? known->label : label_of(outlet.status)));
  value.set("level", known ? known->level : "");
  value.set("division_code", outlet.division_code);
  value.set("division_name", outlet.division_name);
  value.set("filed_on", base::print_date(outlet.filed_on));
  value.set("valid_until", base::date_value(outlet.valid_until));
  value.set("ended_on", outlet.ended_on && *outlet.ended_on <= day ? Value(base::print_date(*outlet.ended_on)) : Value());
  value.set("state", std::string(outlet.state_on(day)));
  value.set("renewal", outlet.ended_on ? "" : outlet.renewal);
  value.set("is_taken_over", outlet.is_taken_over);
  value.set("included_from", outlet.included_from.empty() ? Value() : Value(outlet.included_from));
  value.set("node_kinds", Value::List(outlet.node_kinds.begin(), outlet.node_kinds.end()));
  value.set("act_id", outlet.act_id);
  const rules::Act* act = outlet.included_from.empty() ? nullptr : registry.law.find_act(outlet.act_id);
  const std::vector<std::string> cites = act && act->includes ? act->includes->cites : grants ? grants->cites : std::vector<std::string>{};
  value.set("cites", regulations::cites_value(outlet.act_id, cites));
  return value;
}

}  // namespace zhidian::directory
