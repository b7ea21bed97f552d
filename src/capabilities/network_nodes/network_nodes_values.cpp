#include <algorithm>

#include "capabilities/network_nodes/network_nodes.hpp"
#include "rules/network.hpp"

namespace zhidian::network_nodes {

using base::Value;

namespace {

rules::Text label_of(const Entry& entry, const regulations::Registry& registry) {
  if (entry.entry == "recommendation") return directory::status_label(registry, entry.name);
  if (entry.entry == "lift") {
    const rules::Act* act = registry.law.find_act(entry.act_id);
    return act ? act->title : rules::Text{entry.act_id, entry.act_id};
  }
  const rules::NodeKind* kind = registry.law.find_node_kind(entry.name);
  return kind ? kind->label : rules::Text{entry.name, entry.name};
}

Value consequence_value(const rules::Act& act, const rules::Grants& grants, const std::vector<std::string>& cites) {
  return Value::Map{{"act_id", act.id},
                    {"act_title", regulations::to_value(act.title)},
                    {"status", grants.status},
                    {"status_label", regulations::to_value(grants.status_label)},
                    {"cites", regulations::cites_value(act.id, cites)}};
}

}  // namespace

Value to_value(const Entry& entry, const regulations::Registry& registry) {
  return Value::Map{{"id", entry.id},
                    {"entry", entry.entry},
                    {"act_id", entry.act_id},
                    {"name", entry.name},
                    {"label", regulations::to_value(label_of(entry, registry))},
                    {"on", base::print_date(entry.on)},
                    {"document", entry.document},
                    {"reason", entry.reason},
                    {"authority_id", entry.authority_id},
                    {"authority_name", entry.authority_name},
                    {"closed_as", entry.closed_as},
                    {"closed_on", base::date_value(entry.closed_on)},
                    {"closed_reason", entry.closed_reason},
                    {"version", entry.version}};
}

Value to_value(const Node& node) {
  return Value::Map{{"id", node.id},
                    {"kind", node.kind},
                    {"organisation_name", node.organisation_name},
                    {"division_code", node.division_code},
                    {"division_name", node.division_name},
                    {"determined_on", base::print_date(node.determined_on)},
                    {"document", node.document},
                    {"authority_name", node.authority_name}};
}

Value to_value(const Exemption& exemption) {
  const rules::Procedure& procedure = *exemption.procedure;
  return Value::Map{{"act_id", procedure.act_id},
                    {"procedure_id", procedure.id},
                    {"procedure_label", regulations::to_value(procedure.label)},
                    {"condition", exemption.condition->id},
                    {"label", regulations::to_value(exemption.condition->label)},
                    {"cure", regulations::to_value(exemption.condition->cure)},
                    {"kinds", Value::List(exemption.kinds.begin(), exemption.kinds.end())},
                    {"cites", regulations::cites_value(procedure.act_id, exemption.condition->cites)},
                    {"is_lifted", exemption.is_lifted},
                    {"may_lift", exemption.may_lift}};
}

Value to_value(const rules::NodeKind& kind, const regulations::Registry& registry) {
  Value::List exempts, cancels;
  for (const rules::Act& act : registry.law.acts) {
    bool is_told = false;
    for (const rules::Procedure& procedure : registry.law.procedures) {
      const rules::Condition* condition = procedure.act_id == act.id && procedure.grants ? rules::find_exemption(procedure, kind.id) : nullptr;
      if (condition && !is_told) exempts.push_back(consequence_value(act, *procedure.grants, condition->cites));
      is_told = is_told || condition;
    }
    const rules::Procedure* granting = act.cancels ? registry.law.find_granting(act.id, act.cancels->status) : nullptr;
    const bool is_named = granting && std::ranges::find(act.cancels->names, kind.id) != act.cancels->names.end();
    if (is_named) cancels.push_back(consequence_value(act, *granting->grants, act.cancels->cites));
  }
  return Value::Map{{"id", kind.id},
                    {"label", regulations::to_value(kind.label)},
                    {"level", kind.level},
                    {"recorded_by", Value::List(kind.recorded_by.begin(), kind.recorded_by.end())},
                    {"exempts", std::move(exempts)},
                    {"cancels", std::move(cancels)}};
}

Value::List overview_value(storage::Connection& connection, const regulations::Registry& registry, const std::string& division, base::Date today) {
  const auto nodes = count_nodes(connection, division);
  std::vector<std::pair<std::string, Value::List>> levels{{"national", {}}, {"province", {}}, {"city", {}}, {"", {}}};
  const auto add = [&](const std::string& level, const char* of, const std::string& id, Value label, std::int64_t count) {
    const auto place = std::ranges::find(levels, level, &std::pair<std::string, Value::List>::first);
    if (place != levels.end()) place->second.push_back(Value::Map{{"of", of}, {"id", id}, {"label", std::move(label)}, {"count", count}});
  };
  for (const rules::NodeKind& kind : registry.law.node_kinds) {
    const auto count = nodes.find(kind.id);
    add(kind.level, "node", kind.id, regulations::to_value(kind.label), count == nodes.end() ? 0 : count->second);
  }
  std::map<std::string, directory::Status> statuses;  // one that several acts grant has the names of all of them
  for (const directory::Status& status : directory::list_known_statuses(registry)) {
    const auto [known, is_new] = statuses.emplace(status.status, status);
    rules::Text& label = known->second.label;
    if (!is_new && label.zh.find(status.label.zh) == std::string::npos)
      label = {label.zh + " / " + status.label.zh, label.en + " / " + status.label.en};
  }
  for (const auto& [id, status] : statuses) {
    directory::OutletFilter filter;
    filter.division = division;
    filter.status = id;
    filter.state = "valid";
    filter.as_of = today;
    add(status.level, "outlet", id, regulations::to_value(status.label), directory::count_outlets(connection, filter, registry));
  }
  Value::List values;
  for (auto& [level, places] : levels) {
    if (!places.empty()) values.push_back(Value::Map{{"level", level}, {"places", std::move(places)}});
  }
  return values;
}

Value lines_value(const std::vector<directory::HeldLine>& lines, const regulations::Registry& registry) {
  Value::List list;
  for (const directory::HeldLine& line : lines) {
    list.push_back(Value::Map{{"outlet_id", line.id},
                              {"act_id", line.act_id},
                              {"status", line.status},
                              {"status_label", regulations::to_value(directory::status_label(registry, line.status, line.act_id))}});
  }
  return list;
}

}  // namespace zhidian::network_nodes
