#include "capabilities/network_nodes/node_list.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.hpp"
#include "capabilities/directory/inclusion.hpp"

namespace zhidian::network_nodes {
namespace {

using base::ErrorCode;
using base::Value;
using http::Language;

/// What each column fills.
struct Cell {
  const char* column;
  std::string NodeLine::* member;
  bool is_required = true;
};
constexpr std::array cells{Cell{"credit_code", &NodeLine::credit_code},
                           Cell{"name", &NodeLine::name},
                           Cell{"division", &NodeLine::division, false},  // needed where the institution is not registered
                           Cell{"kind", &NodeLine::kind},
                           Cell{"determined_on", &NodeLine::determined_on},
                           Cell{"document", &NodeLine::document}};

const std::vector<organisations::ListColumn>& columns() {
  static const std::vector<organisations::ListColumn> made = [] {
    std::vector<organisations::ListColumn> list;
    for (const auto& [column, member, is_required] : cells)
      list.push_back({column, std::string("network_nodes.column_") + column, std::string("network_nodes.how_") + column, is_required});
    return list;
  }();
  return made;
}

/// The kind written as the word people use, or as its code; null for none.
const rules::NodeKind* read_kind(const regulations::Registry& registry, const std::string& text) {
  const std::string folded = base::fold(text);
  for (const rules::NodeKind& kind : registry.law.node_kinds) {
    if (folded == kind.id || folded == base::fold(kind.label.zh) || folded == base::fold(kind.label.en)) return &kind;
  }
  return nullptr;
}

bool may_record(const accounts::Authority& authority, const rules::NodeKind& kind) { return cases::names(kind.recorded_by, authority.level); }

/// Checks a line by itself, then against divisions, institutions and the register.
class LineCheck {
 public:
  LineCheck(const http::Call& call, const regulations::Registry& registry, const NodeList& list) : call_(call), registry_(registry), list_(list) {}

  void run(NodeLine& line) {
    for (std::size_t index = 0; index < cells.size(); ++index) organisations::check_text(line, columns()[index], line.*cells[index].member);
    organisations::check_code(line);
    check_kind(line);
    const auto day = organisations::take_day(line, "determined_on", line.determined_on, list_.sheet.counts_from_1904);
    if (day && *day > call_.today()) line.report("determined_on", "organisations.list_day_to_come");
    organisations::check_division(call_.db(), list_.authority, line);
    check_institution(line);
    if (!line.is_wrong()) foresee(line);
  }

 private:
  void check_kind(NodeLine& line) {
    if (line.kind.empty()) return;
    const rules::NodeKind* kind = read_kind(registry_, line.kind);
    line.kind = kind ? kind->id : "";
    if (!kind) return line.report("kind", "network_nodes.list_unknown_kind");
    if (!may_record(list_.authority, *kind)) line.report("kind", "network_nodes.list_wrong_level", {{"authority", list_.authority.name}});
    const auto [first, is_new] = seen_.emplace(std::pair(line.credit_code, line.kind), line.row);
    if (!is_new && !line.credit_code.empty()) line.report("credit_code", "network_nodes.list_twice", {{"row", std::to_string(first->second)}});
  }

  void check_institution(NodeLine& line) {
    const auto known = organisations::find_known(call_.db(), list_.authority, line);
    if (!known) {
      if (line.division.empty() && !line.is_wrong()) line.report("division", "network_nodes.list_division_missing");
      return;
    }
    if (known->name != line.name) line.report("name", "network_nodes.list_other_name", {{"name", known->name}}, true);
    const bool is_other_place = !line.division.empty() && known->registered_division != line.division;
    if (is_other_place) line.report("division", "network_nodes.list_other_division", {{"code", known->registered_division}}, true);
  }

  /// What stands already, and what the acts say will come of it.
  void foresee(NodeLine& line) {
    if (line.institution_id.empty()) return;
    const base::Date on = *base::parse_date(line.determined_on);
    for (const Entry& entry : list_entries(call_.db(), call_.account_id(), line.institution_id)) {
      if (entry.entry != "node" || entry.name != line.kind || entry.closed_on) continue;
      line.is_present = true;
      if (entry.on != on) line.report("determined_on", "network_nodes.list_other_day", {{"date", base::print_date(entry.on)}}, true);
      return;
    }
    line.lines = directory::list_lines_to_cancel(call_.db(), registry_, {line.institution_id, "", line.kind, "", on, call_.business_now});
    report_lines(line, line.lines, "network_nodes.list_cancels");
    std::vector<directory::HeldLine> flagged = list_flagged(call_.db(), registry_, line.institution_id, line.kind);
    std::erase_if(flagged, [&](const directory::HeldLine& each) {
      return std::ranges::find(line.lines, each.id, &directory::HeldLine::id) != line.lines.end();
    });
    report_lines(line, flagged, "network_nodes.list_flags");
  }

  void report_lines(NodeLine& line, const std::vector<directory::HeldLine>& lines, const char* sentence) {
    for (const directory::HeldLine& each : lines) {
      const rules::Text label = directory::status_label(registry_, each.status, each.act_id);
      line.report("kind", sentence, {{"status_zh", label.zh}, {"status_en", label.en}, {"date", line.determined_on}}, true);
    }
  }

  const http::Call& call_;
  const regulations::Registry& registry_;
  const NodeList& list_;
  std::map<std::pair<std::string, std::string>, std::int64_t> seen_;
};

/// Rows first, their events after them: whoever writes more rows holds the log's head no longer than it must.
void add_institutions(const http::Call& call, NodeList& list) {
  std::map<std::string, std::pair<std::string, organisations::Organisation>> added;  // by code
  for (NodeLine& line : list.lines) {
    if (!line.institution_id.empty()) continue;
    if (const auto known = added.find(line.credit_code); known != added.end()) {
      line.institution_id = known->second.first;
      continue;
    }
    const auto institution = organisations::new_institution(line);
    const auto id = organisations::add_organisation(call.db(), institution, call.business_now, *call.random);
    if (!id) throw storage::Failure(storage::Failure::Kind::serialization, "network_nodes: an institution was registered at this moment");
    line.institution_id = *id;
    added.emplace(line.credit_code, std::pair(*id, institution));
  }
  for (const auto& [code, institution] : added)
    organisations::log_added_organisation(call.db(), institution.first, institution.second, call.account_id(), call.business_now, *call.random);
}

Value line_value(const NodeLine& line, const NodeList& list, const regulations::Registry& registry, Language language) {
  const rules::NodeKind* kind = registry.law.find_node_kind(line.kind);
  return Value::Map{{"row", line.row},
                    {"credit_code", line.credit_code},
                    {"name", line.name},
                    {"division_name", line.division_name},
                    {"kind_label", kind ? regulations::to_value(kind->label) : Value()},
                    {"determined_on", line.determined_on},
                    {"document", line.document},
                    {"outcome", line.is_wrong()   ? "wrong"
                                : line.is_present ? "present"
                                                  : "enter"},
                    {"is_known", !line.institution_id.empty()},
                    {"findings", organisations::findings_value(line, list.sheet, columns(), language)}};
}

}  // namespace

bool NodeList::is_good() const { return std::ranges::none_of(lines, &NodeLine::is_wrong); }

std::vector<const rules::NodeKind*> list_kinds_of(const regulations::Registry& registry, const accounts::Authority& authority) {
  std::vector<const rules::NodeKind*> kinds;
  for (const rules::NodeKind& kind : registry.law.node_kinds) {
    if (may_record(authority, kind)) kinds.push_back(&kind);
  }
  return kinds;
}

std::vector<accounts::Authority> list_recorders(const http::Call& call, const regulations::Registry& registry) {
  std::vector<accounts::Authority> recorders;
  for (const http::Grant& grant : call.principal->grants) {
    const auto authority = grant.role == "authority_officer" ? accounts::find_authority(call.db(), grant.authority_id) : std::nullopt;
    if (authority && !list_kinds_of(registry, *authority).empty()) recorders.push_back(*authority);
  }
  return recorders;
}

base::Result<accounts::Authority> find_recorder(const http::Call& call, const regulations::Registry& registry) {
  const std::string wanted = call.query_at("authority");
  for (accounts::Authority& each : list_recorders(call, registry)) {
    if (wanted.empty() || wanted == each.id) return std::move(each);
  }
  return base::refuse(ErrorCode::forbidden, "network_nodes.list_not_yours");
}

base::Result<NodeList> check_node_list(const http::Call& call, const regulations::Registry& registry) {
  if (!call.upload || call.upload->size == 0) return base::refuse(ErrorCode::invalid, "organisations.list_no_file");
  auto authority = find_recorder(call, registry);
  if (!authority) return base::refuse(std::move(authority.error()));
  auto sheet = organisations::read_list(call.upload->temporary_path, columns());
  if (!sheet) return base::refuse(std::move(sheet.error()));
  NodeList list{std::move(*authority), std::move(*sheet), {}};
  LineCheck check(call, registry, list);
  for (organisations::ListRow& row : list.sheet.rows) {
    NodeLine& line = list.lines.emplace_back();
    line.row = row.number;
    for (const auto& [column, member, is_required] : cells) line.*member = std::move(row.cells[column]);
    check.run(line);
  }
  return list;
}

base::Result<void> enter_node_list(const http::Call& call, const regulations::Registry& registry, NodeList list) {
  std::erase_if(list.lines, [](const NodeLine& line) { return line.is_present; });
  std::set<std::string> known;
  for (const NodeLine& line : list.lines) {
    if (!line.institution_id.empty()) known.insert(line.institution_id);
  }
  for (const std::string& id : known) organisations::hold_organisation(call.db(), id);
  add_institutions(call, list);
  for (const NodeLine& line : list.lines) {
    const Hand hand{call.account_id(), organisations::find_organisation(call.db(), line.institution_id).value(), call.business_now};
    const Determined determined{line.kind, line.document, *base::parse_date(line.determined_on)};
    auto recorded = record_node(call.db(), registry, hand, determined, *call.random);
    if (!recorded) return base::refuse(std::move(recorded.error()));
  }
  return {};
}

Value to_value(const NodeList& list, const regulations::Registry& registry, bool is_applied, Language language) {
  Value::List lines;
  std::int64_t wrong = 0, present = 0, warnings = 0;
  std::set<std::string> institutions, ends;
  for (const NodeLine& line : list.lines) {
    wrong += line.is_wrong() ? 1 : 0;
    present += !line.is_wrong() && line.is_present ? 1 : 0;
    if (!line.is_wrong() && line.institution_id.empty()) institutions.insert(line.credit_code);
    for (const directory::HeldLine& each : line.lines) ends.insert(each.id);
    warnings += std::ranges::count_if(line.findings, &organisations::CellFinding::is_warning);
    lines.push_back(line_value(line, list, registry, language));
  }
  return Value::Map{{"authority_name", list.authority.name},
                    {"is_good", list.is_good()},
                    {"is_applied", is_applied},
                    {"wrong", wrong},
                    {"present", present},
                    {"to_enter", std::ssize(list.lines) - wrong - present},
                    {"warnings", warnings},
                    {"new_institutions", std::ssize(institutions)},
                    {"ends", std::ssize(ends)},
                    {"lines", std::move(lines)}};
}

std::string print_node_template(const http::Call& call, const regulations::Registry& registry, const accounts::Authority& authority) {
  std::vector<std::string> kinds;
  for (const rules::NodeKind* kind : list_kinds_of(registry, authority))
    kinds.push_back(call.language == Language::zh ? kind->label.zh : kind->label.en);
  return organisations::print_list_template(call.db(),
                                            {http::sentence(call.language, "network_nodes.sheet_list", {}),
                                             http::sentence(call.language, "network_nodes.list_about", {{"authority", authority.name}}), columns(),
                                             authority.division_code, http::sentence(call.language, "network_nodes.list_kinds", {}), kinds},
                                            call.language);
}

}  // namespace zhidian::network_nodes
