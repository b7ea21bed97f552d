#include "capabilities/duties/duties.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "capabilities/cases/cases_dossier.hpp"
#include "capabilities/windows/windows.hpp"
#include "rules/limits.hpp"

namespace zhidian::duties {
namespace {

using base::Value;

/// What every item takes over from the line or the case it comes from.
template <typename Source>
Item begin_item(std::string kind, const Source& source) {
  Item item;
  item.kind = std::move(kind);
  item.act_id = source.act_id;
  item.organisation_id = source.organisation_id;
  item.organisation_name = source.organisation_name;
  item.outlet_id = source.outlet_id;
  return item;
}

Item item_of(const rules::Owed& owed, const Line& line, const std::vector<StoredReport>& reports) {
  Item item = begin_item("report", line);
  item.procedure_id = owed.procedure->id;
  item.period = std::to_string(owed.year);
  item.id = fmt::format("report-{}-{}-{}-{}", line.organisation_id, line.act_id, item.procedure_id, item.period);
  item.label = cases::full_label(*owed.procedure, item.period);
  item.cites = owed.procedure->duty->cites;
  item.opens_on = owed.opens_on;
  item.due_on = owed.due_on;
  item.done_on = owed.done_on;
  item.state = owed.state;
  item.is_waivable = owed.is_waivable && !owed.done_on;
  for (const StoredReport& report : reports) {
    if (report.year != owed.year) continue;
    item.changes += report.changes;
    if (report.state == rules::waived) item.waiver_id = report.waiver_id;
    if (report.waiver_id.empty()) item.case_id = report.case_id;
    if (report.waiver_id.empty()) item.case_number = report.number;
  }
  if (item.state == "closed") ++item.changes;
  return item;
}

using ReportsByOwner = std::map<std::string_view, std::vector<const StoredReport*>>;

void add_reports(std::vector<Item>& items, const regulations::Registry& registry, const Line& line, const ReportsByOwner& all, base::Date today) {
  for (const rules::Procedure& procedure : registry.law.procedures) {
    if (!procedure.duty || procedure.act_id != line.act_id || procedure.concerns != line.status) continue;
    if (!rules::concerns_grant(procedure, line.holding.granted_by, registry.law)) continue;
    std::vector<StoredReport> own;
    const auto owned = all.find(line.organisation_id);
    for (const StoredReport* each : owned == all.end() ? std::vector<const StoredReport*>{} : owned->second) {
      if (each->act_id == line.act_id && each->procedure_id == procedure.id) own.push_back(*each);
    }
    for (const rules::Owed& owed : rules::list_owed(procedure, line.holding, {own.begin(), own.end()}, today))
      items.push_back(item_of(owed, line, own));
  }
}

/// What the institution can do about the last day of its status today.
void add_renewal(Item& item, const Line& line, const rules::Procedure& procedure, const Offers& known, base::Date today) {
  item.procedure_id = procedure.id;
  item.cites = procedure.renewal->cites;
  item.opens_on = rules::renewal_opens_on(*procedure.renewal, *line.valid_until);
  const std::string day = base::print_chinese_date(*item.opens_on), day_en = base::print_date(*item.opens_on);
  if (procedure.renewal->is_at_expiry) {
    item.consequence = {fmt::format("{}起由备案机关复审，结论作出以前继续列入名录", day),
                        fmt::format("Re-examined from {} on; listed until the decision", day_en)};
    if (line.renewal == "renewing") item.state = "done";
    return;
  }
  const auto found = known.find({procedure.act_id, procedure.id});
  const std::vector<rules::Offer> offers = found == known.end() ? std::vector<rules::Offer>{} : found->second;
  const std::string state = line.renewal == "renewing" ? "done" : rules::renewal_state(*procedure.renewal, *line.valid_until, offers, today);
  item.state = state == "over" ? "late" : state == "awaiting" ? "open" : state;
  if (const rules::Offer* late = rules::late_offer(*procedure.renewal, *line.valid_until, offers); late && state == "awaiting")
    item.due_on = late->closes_on;
  const auto open = std::ranges::find_if(offers, [&](const rules::Offer& each) { return each.opens_on <= today && today <= each.closes_on; });
  if (item.state == "open" && open == offers.end())
    item.consequence = {"续期批次尚未开放，可以先填写申请，开放后提交",
                        "No window is open yet; the application can be written and is submitted once one is"};
  if (item.state == "open" && open != offers.end())
    item.consequence = {fmt::format("本批次到{}结束", base::print_chinese_date(open->closes_on)),
                        fmt::format("The window closes on {}", base::print_date(open->closes_on))};
}

/// The last day of a status that ends by itself, and how it goes on.
void add_validity(std::vector<Item>& items, const regulations::Registry& registry, const Line& line, const Offers& offers, base::Date today) {
  const rules::Procedure* granting = registry.law.find_granting(line.act_id, line.status);
  if (line.is_ended || !line.valid_until || !granting) return;
  Item item = begin_item("validity", line);
  item.procedure_id = granting->id;
  item.id = "validity-" + line.outlet_id;
  item.label = {fmt::format("{}有效期届满", granting->grants->status_label.zh), fmt::format("Last day as {}", granting->grants->status_label.en)};
  item.cites = granting->grants->cites;
  item.due_on = *line.valid_until;
  item.state = today > item.due_on ? "late" : "upcoming";
  item.changes = line.version;
  const rules::Procedure* renewal =
      line.renewal == "expired" ? nullptr : rules::find_renewal(registry.law, line.act_id, line.status, line.holding.granted_by);
  if (renewal) add_renewal(item, line, *renewal, offers, today);
  items.push_back(std::move(item));
}

/// The renewal under way: its case, and whose turn it is.
void show_renewal(std::vector<Item>& items, const regulations::Registry& registry, const Course& course) {
  const rules::Procedure* procedure = registry.find_procedure(course.act_id, course.act_version, course.procedure_id);
  const auto item = std::ranges::find(items, "validity-" + course.outlet_id, &Item::id);
  if (!procedure || !procedure->renewal || item == items.end()) return;
  item->case_id = course.case_id;
  item->case_number = course.number;
  item->holder = course.holder;
  if (item->state != "late") item->state = course.holder == cases::applicant ? "open" : "done";
}

Item item_of(std::string kind, const Course& course, const rules::Procedure& procedure) {
  Item item = begin_item(std::move(kind), course);
  item.procedure_id = course.procedure_id;
  item.case_id = course.case_id;
  item.case_number = course.number;
  item.period = course.period;
  item.holder = course.holder;
  item.label = cases::full_label(procedure, course.period);
  item.changes = course.version;
  return item;
}

/// Whether the term is the institution's to keep: it starts where the institution must act.
bool binds_institution(const rules::Procedure& procedure, const rules::Term& term) {
  return std::ranges::any_of(procedure.actions, [&](const rules::Action& action) {
    const rules::State* state = action.starts == term.id ? procedure.find_state(action.to) : nullptr;
    return state && state->holder == cases::applicant;
  });
}

void add_term(std::vector<Item>& items, const regulations::Registry& registry, const TermOfCase& stored, Side side, base::Date today) {
  const rules::Procedure* procedure = registry.find_procedure(stored.course.act_id, stored.course.act_version, stored.course.procedure_id);
  const rules::Term* term = procedure ? procedure->find_term(stored.term_id) : nullptr;
  if (!term || (side == Side::institution && !binds_institution(*procedure, *term))) return;
  Item item = item_of("term", stored.course, *procedure);
  item.id = fmt::format("term-{}-{}-{}", stored.course.case_id, stored.term_id, base::print_date(stored.starts_on));
  item.label = {item.label.zh + "：" + term->label.zh, item.label.en + ": " + term->label.en};
  item.consequence = term->consequence;
  item.cites = term->cites;
  item.opens_on = stored.starts_on;
  item.due_on = stored.last_day;
  item.account = stored.account;
  item.state = !stored.is_running || stored.course.is_final ? "closed" : today > stored.last_day ? "late" : "open";
  items.push_back(std::move(item));
}

/// A paper that is made and starts a term only on the day it is served: until then nothing runs.
void add_unserved(std::vector<Item>& items, const regulations::Registry& registry, const Course& course) {
  const rules::Procedure* procedure = registry.find_procedure(course.act_id, course.act_version, course.procedure_id);
  if (!procedure || course.holder == cases::applicant) return;
  for (const rules::Action& action : procedure->actions) {
    if (action.starts_on.empty() || !cases::names(action.from, course.state)) continue;
    const rules::State* state = procedure->find_state(course.state);
    Item item = item_of("service", course, *procedure);
    item.id = fmt::format("service-{}-{}", course.case_id, course.state);
    item.label = {item.label.zh + "：" + (state ? state->label.zh : ""), item.label.en + ": " + (state ? state->label.en : "")};
    item.cites = action.cites;
    item.opens_on = item.due_on = course.since;
    item.state = "open";
    items.push_back(std::move(item));
    return;
  }
}

bool is_before(const Item& left, const Item& right) {
  return std::tie(left.due_on, left.organisation_id, left.id) < std::tie(right.due_on, right.organisation_id, right.id);
}

}  // namespace

std::vector<Item> list_owed(const regulations::Registry& registry, const std::vector<Line>& lines, const std::vector<StoredReport>& reports,
                            const Offers& offers, base::Date today) {
  ReportsByOwner by_owner;
  for (const StoredReport& report : reports) by_owner[report.organisation_id].push_back(&report);
  std::vector<Item> items;
  for (const Line& line : lines) {
    add_reports(items, registry, line, by_owner, today);
    add_validity(items, registry, line, offers, today);
  }
  return items;
}

Offers list_offers(storage::Connection& connection, const regulations::Registry& registry) {
  Offers offers;
  for (const rules::Procedure& each : registry.law.procedures) {
    if (each.renewal && each.window) offers[{each.act_id, each.id}] = windows::list_offers(connection, each.act_id, each.id);
  }
  return offers;
}

bool concerns_office(const Item& item, const regulations::Registry& registry, const std::vector<std::string>& levels) {
  const rules::Procedure* procedure = registry.find_procedure(item.act_id, 0, item.procedure_id);
  return procedure && std::ranges::any_of(procedure->bodies, [&](const rules::Body& body) { return cases::names(levels, body.level); });
}

std::vector<Item> list_items(storage::Connection& connection, const regulations::Registry& registry, const Scope& scope, Side side, base::Date today,
                             std::chrono::days kept) {
  const base::Date since = today - kept;
  const auto offers = list_offers(connection, registry);
  std::vector<Item> items = list_owed(registry, list_lines(connection, scope, since), list_reports(connection, scope), offers, today);
  const auto courses = list_courses(connection, scope);
  for (const Course& course : courses) show_renewal(items, registry, course);
  if (side == Side::authority) {
    const auto levels = list_levels(connection, scope.account_id);
    std::erase_if(items, [&](const Item& item) { return !concerns_office(item, registry, levels); });
  }
  for (const TermOfCase& term : list_terms(connection, scope, since)) add_term(items, registry, term, side, today);
  if (side == Side::authority) {
    for (const Course& course : courses) add_unserved(items, registry, course);
  }
  std::ranges::sort(items, is_before);
  return items;
}

Value to_value(const Item& item, const regulations::Registry& registry) {
  Value value(Value::Map{{"kind", item.kind},
                         {"id", item.id},
                         {"act_id", item.act_id},
                         {"procedure_id", item.procedure_id},
                         {"organisation_id", item.organisation_id},
                         {"organisation_name", item.organisation_name},
                         {"outlet_id", item.outlet_id},
                         {"case_id", item.case_id},
                         {"case_number", item.case_number},
                         {"period", item.period},
                         {"holder", item.holder},
                         {"label", regulations::to_value(item.label)},
                         {"cites", regulations::cites_value(item.act_id, item.cites)},
                         {"state", item.state},
                         {"opens_on", base::date_value(item.opens_on)},
                         {"due_on", base::print_date(item.due_on)},
                         {"done_on", base::date_value(item.done_on)},
                         {"is_waivable", item.is_waivable},
                         {"waiver_id", item.waiver_id},
                         {"is_rest_day", !registry.calendar.is_working(item.due_on)},
                         {"due", item.account}});
  if (!item.consequence.zh.empty()) value.set("consequence", regulations::to_value(item.consequence));
  return value;
}

}  // namespace zhidian::duties
