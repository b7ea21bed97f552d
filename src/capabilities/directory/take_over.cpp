#include "capabilities/directory/take_over.hpp"

#include <algorithm>
#include <map>

#include "audit/log.hpp"
#include "base/text.hpp"
#include "capabilities/directory/directory_store.hpp"
#include "capabilities/directory/inclusion_store.hpp"
#include "capabilities/organisations/organisations.hpp"

namespace zhidian::directory {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::size_t longest_name = 200;

/// Holds lines against divisions, institutions and the directory; nothing is changed.
class RegisterCheck {
 public:
  RegisterCheck(storage::Connection& connection, const Register& into, bool was_entered)
      : connection_(connection), into_(into), was_entered_(was_entered) {}

  void run(TakeOverLine& line) {
    if (const auto [first, is_new] = seen_.emplace(line.credit_code, line.row); !is_new && !line.credit_code.empty())
      line.report("credit_code", "organisations.list_twice", {{"row", std::to_string(first->second)}});
    organisations::check_division(connection_, into_.authority, line);
    check_institution(line);
  }

 private:
  void check_institution(TakeOverLine& line) {
    const auto known = organisations::find_known(connection_, into_.authority, line);
    if (!known) return;
    if (known->name != line.name) line.report("name", "directory.take_over_other_name", {{"name", known->name}}, true);
    if (known->registered_division != line.division)
      line.report("division", "directory.take_over_other_division", {{"code", known->registered_division}}, true);
    for (const RegisteredLine& present : list_lines(connection_, known->id, into_.status.status)) {
      if (present.is_included) continue;  // the list brings its own filing
      const bool is_same = present.source_case_id.empty() && present.filed_on == line.filed_on;
      if (is_same && was_entered_) line.is_present = true;
      if (line.is_present || (!is_same && present.state == "ended")) continue;
      return line.report("credit_code", present.source_case_id.empty() ? "directory.take_over_listed_already" : "directory.take_over_listed_by_case",
                         {{"date", present.filed_on}});
    }
  }

  storage::Connection& connection_;
  const Register& into_;
  bool was_entered_;
  std::map<std::string, std::int64_t> seen_;
};

Value::List categories_of(const TakeOverLine& line) {
  Value::List categories;
  std::string_view rest = line.ip_categories;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    categories.emplace_back(std::string(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return categories;
}

Outlet outlet_of(const TakeOverLine& line, const Register& into) {
  Outlet outlet;
  outlet.act_id = into.status.act_id;
  outlet.status = into.status.status;
  outlet.division_code = line.division;
  outlet.name = line.name;
  outlet.sort_key = base::sort_key(line.name);
  outlet.kind = line.kind;
  outlet.filed_on = *base::parse_date(line.filed_on);
  if (!line.valid_until.empty()) outlet.valid_until = outlet.listed_until = *base::parse_date(line.valid_until);
  if (!line.ended_on.empty()) outlet.ended_on = *base::parse_date(line.ended_on);
  outlet.is_taken_over = true;
  outlet.entry = Value::Map{{"name", line.name}, {"kind", line.kind}, {"filed_on", line.filed_on}, {"service_items", Value::List{}}};
  for (const auto& [key, text] : {std::pair("address", &line.address), std::pair("telephone", &line.telephone), std::pair("website", &line.website),
                                  std::pair("service_recipients", &line.service_recipients), std::pair("document", &line.document),
                                  std::pair("valid_until", &line.valid_until)}) {
    if (!text->empty()) outlet.entry.set(key, *text);
  }
  if (!line.ip_categories.empty()) outlet.entry.set("ip_categories", categories_of(line));
  outlet.search_text = make_search_text(outlet.entry, line.division_name);
  return outlet;
}

organisations::Organisation institution_of(const TakeOverLine& line) {
  organisations::Organisation organisation = organisations::new_institution(line);
  organisation.kind = line.kind;
  organisation.address = line.address;
  organisation.telephone = line.telephone;
  organisation.website = line.website;
  organisation.service_recipients = line.service_recipients;
  return organisation;
}

audit::Event event_of(const http::Call& call, const Register& into, const char* kind, const std::string& id, const char* action, Value content) {
  audit::Event event = audit::make_event(kind, id, 1, action, call.account_id(), call.business_now, std::move(content));
  if (const rules::Procedure* procedure = into.status.procedure)
    event.act_version = regulations::version_name(procedure->act_id, procedure->act_version);
  return event;
}

/// What a list brings in, row by row, before anything is logged.
struct Entered {
  std::vector<Outlet> outlets;
  std::vector<std::pair<std::string, organisations::Organisation>> institutions;  // new ones, by id
};

/// Where the institution has the status by inclusion already, its own filing steps behind it.
std::optional<Suspension> find_suspension(storage::Connection& connection, const Outlet& outlet) {
  if (outlet.ended_on) return std::nullopt;
  for (const FollowedLine& line : list_lines_to_follow(connection, outlet.organisation_id)) {
    if (line.status == outlet.status && line.stands() && !line.source_id.empty())
      return Suspension{std::max(outlet.filed_on, line.filed_on), std::nullopt, line.id};
  }
  return std::nullopt;
}

Entered insert_lines(const http::Call& call, const TakeOver& list) {
  Entered entered;
  for (const TakeOverLine& line : list.list.lines) {
    Outlet outlet = outlet_of(line, list.into);
    outlet.organisation_id = line.institution_id;
    if (outlet.organisation_id.empty()) {
      const auto institution = institution_of(line);
      const auto id = organisations::add_organisation(call.db(), institution, call.business_now, *call.random);
      if (!id) throw storage::Failure(storage::Failure::Kind::serialization, "directory: an institution was registered at this moment");
      outlet.organisation_id = *id;
      entered.institutions.emplace_back(*id, institution);
    }
    outlet.id = base::make_id(call.business_now, *call.random);
    const auto behind = find_suspension(call.db(), outlet);
    if (behind) outlet.suspended_from = behind->from;
    insert_outlet(call.db(), outlet, call.business_now);
    if (behind) insert_suspension(call.db(), outlet.id, *behind);
    entered.outlets.push_back(std::move(outlet));
  }
  return entered;
}

Value line_value(const TakeOverLine& line, const TakeOver& list, http::Language language, base::Date today) {
  const auto optional_text = [](const std::string& text) { return text.empty() ? Value() : Value(text); };
  Value value(Value::Map{{"row", line.row},
                         {"credit_code", line.credit_code},
                         {"name", line.name},
                         {"division_name", line.division_name},
                         {"filed_on", line.filed_on},
                         {"valid_until", optional_text(line.valid_until)},
                         {"ended_on", optional_text(line.ended_on)},
                         {"outcome", line.is_wrong()   ? "wrong"
                                     : line.is_present ? "present"
                                                       : "enter"},
                         {"is_known", !line.institution_id.empty()},
                         {"findings", organisations::findings_value(line, list.list.sheet, take_over_columns(), language)}});
  if (!line.is_wrong()) value.set("state", std::string(outlet_of(line, list.into).state_on(today)));
  return value;
}

}  // namespace

std::vector<Register> list_registers(const http::Call& call, const regulations::Registry& registry) {
  std::vector<Register> registers;
  for (const http::Grant& grant : call.principal->grants) {
    const auto authority = grant.role == "authority_officer" ? accounts::find_authority(call.db(), grant.authority_id) : std::nullopt;
    if (!authority) continue;
    for (const Status& status : list_known_statuses(registry)) {
      const bool is_keeper = status.keeper && status.keeper->level == authority->level &&
                             (status.keeper->division.empty() || status.keeper->division == authority->division_code);
      const bool is_known = std::ranges::any_of(registers, [&](const Register& each) {
        return each.status.status == status.status && each.status.act_id == status.act_id && each.authority.id == authority->id;
      });
      if (is_keeper && !is_known) registers.push_back({status, *authority});
    }
  }
  return registers;
}

base::Result<Register> find_register(const http::Call& call, const regulations::Registry& registry) {
  const std::string authority = call.query_at("authority");
  for (Register& each : list_registers(call, registry)) {
    if (each.status.status == call.query_at("status") && (authority.empty() || authority == each.authority.id)) return std::move(each);
  }
  return base::refuse(ErrorCode::forbidden, "directory.take_over_not_yours");
}

bool TakeOver::is_good() const { return std::ranges::none_of(list.lines, &TakeOverLine::is_wrong); }

base::Result<TakeOver> check_take_over(const http::Call& call, const regulations::Registry& registry) {
  if (!call.upload || call.upload->size == 0) return base::refuse(ErrorCode::invalid, "organisations.list_no_file");
  const auto into = find_register(call, registry);
  if (!into) return base::refuse(into.error());
  auto sheet = read_take_over_sheet(call.upload->temporary_path, into->status, call.today());
  if (!sheet) return base::refuse(sheet.error());
  TakeOver list{*into, std::move(*sheet), call.upload->sha256, files::safe_name(call.upload_name).substr(0, longest_name), std::nullopt};
  for (TakeOverRecord& record : list_take_overs(call.db(), call.account_id(), list.sha256)) {
    if (record.status == into->status.status && record.authority_id == into->authority.id) list.entered_before = std::move(record);
  }
  RegisterCheck check(call.db(), list.into, list.entered_before.has_value());
  for (TakeOverLine& line : list.list.lines) check.run(line);
  return list;
}

void enter_take_over(const http::Call& call, const regulations::Registry& registry, const TakeOver& list) {
  if (list.entered_before) return;
  TakeOverRecord record{base::make_id(call.business_now, *call.random),
                        list.into.authority.id,
                        list.into.status.status,
                        list.sha256,
                        list.file_name,
                        call.account_id(),
                        base::print_instant(call.business_now),
                        std::ssize(list.list.lines)};
  if (!insert_take_over(call.db(), record, list.into.status.act_id))
    throw storage::Failure(storage::Failure::Kind::serialization, "directory: the same list is entered at this moment");
  const Entered entered = insert_lines(call, list);
  raise_data_version(call.db());
  for (const auto& [id, institution] : entered.institutions)
    organisations::log_added_organisation(call.db(), id, institution, call.account_id(), call.business_now, *call.random);
  for (const Outlet& outlet : entered.outlets) {
    Value content = line_record(outlet);
    if (outlet.suspended_from) content.set("suspensions", suspensions_value(list_suspensions(call.db(), outlet.id)[outlet.id]));
    content.set("is_taken_over", true);
    content.set("take_over_id", record.id);
    audit::append(call.db(), event_of(call, list.into, "outlet", outlet.id, "take_over", std::move(content)), *call.random);
  }
  Value content(Value::Map{{"authority_id", record.authority_id},
                           {"status", record.status},
                           {"act_id", list.into.status.act_id},
                           {"sha256", record.sha256},
                           {"outlets", record.outlets}});
  audit::append(call.db(), event_of(call, list.into, "take_over", record.id, "enter", std::move(content)), *call.random);
  for (const Outlet& outlet : entered.outlets)
    follow_inclusion(call.db(), registry, {outlet.organisation_id, call.account_id(), call.business_now}, *call.random);
}

Value to_value(const TakeOver& list, bool is_applied, http::Language language, base::Date today) {
  Value::List lines;
  std::int64_t wrong = 0, present = 0, warnings = 0, institutions = 0;
  for (const TakeOverLine& line : list.list.lines) {
    wrong += line.is_wrong() ? 1 : 0;
    present += !line.is_wrong() && line.is_present ? 1 : 0;
    institutions += !line.is_wrong() && line.institution_id.empty() ? 1 : 0;
    warnings += std::ranges::count_if(line.findings, &organisations::CellFinding::is_warning);
    lines.push_back(line_value(line, list, language, today));
  }
  return Value::Map{{"status", list.into.status.status},
                    {"status_label", regulations::to_value(list.into.status.label)},
                    {"authority_name", list.into.authority.name},
                    {"sha256", list.sha256},
                    {"is_good", list.is_good()},
                    {"is_applied", is_applied},
                    {"entered_before", list.entered_before ? to_value(*list.entered_before) : Value()},
                    {"wrong", wrong},
                    {"present", present},
                    {"to_enter", std::ssize(list.list.lines) - wrong - present},
                    {"warnings", warnings},
                    {"new_institutions", institutions},
                    {"lines", std::move(lines)}};
}

Value to_value(const TakeOverRecord& record) {
  return Value::Map{{"id", record.id},           {"status", record.status},         {"file_name", record.file_name},  {"sha256", record.sha256},
                    {"outlets", record.outlets}, {"entered_by", record.entered_by}, {"entered_at", record.entered_at}};
}

std::string print_take_over_template(storage::Connection& connection, const Register& into, http::Language language) {
  const rules::Text& label = into.status.label;
  const std::map<std::string, std::string> params{{"authority", into.authority.name},
                                                  {"status", language == http::Language::zh ? label.zh : label.en}};
  return organisations::print_list_template(
      connection,
      {http::sentence(language, "directory.take_over_sheet_list", {}), http::sentence(language, "directory.take_over_about", params),
       take_over_columns(), into.authority.division_code},
      language);
}

}  // namespace zhidian::directory
