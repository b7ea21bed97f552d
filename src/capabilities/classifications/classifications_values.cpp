#include "capabilities/classifications/classifications_values.hpp"

namespace zhidian::classifications {

using base::Value;

namespace {

std::string level_name(const Scheme& scheme, std::size_t level) { return level < scheme.levels.size() ? scheme.levels[level] : std::string(); }

}  // namespace

Value to_value(const Label& label) { return Value::Map{{"zh", label.zh}, {"en", label.en}}; }

Value to_value(const Edition& edition) {
  return Value::Map{{"edition", edition.name},
                    {"is_own", edition.is_own()},
                    {"classes", edition.classes},
                    {"withdrawn", edition.withdrawn},
                    {"imported_at", edition.is_own() ? Value() : Value(edition.imported_at)}};
}

Value to_value(const Scheme& scheme, const Class& each) {
  Value value(Value::Map{{"code", each.code}, {"level", level_name(scheme, each.level)}, {"has_children", each.has_children}});
  if (!each.title.zh.empty()) value.set("title", to_value(each.title));
  if (!each.parent.empty()) value.set("parent", each.parent);
  return value;
}

Value::List to_values(const Scheme& scheme, const std::vector<Class>& classes) {
  Value::List list;
  for (const Class& each : classes) list.push_back(to_value(scheme, each));
  return list;
}

Value to_value(const Scheme& scheme, const Resolved& resolved) {
  Value value(Value::Map{{"scheme", scheme.id},
                         {"code", resolved.code},
                         {"state", name_of(resolved.state)},
                         {"edition", resolved.edition.name},
                         {"is_own", resolved.edition.is_own()},
                         {"above", to_values(scheme, resolved.above)},
                         {"replacements", to_values(scheme, resolved.replacements)}});
  if (!resolved.found) return value;
  value.set("level", level_name(scheme, resolved.found->level));
  if (!resolved.found->title.zh.empty()) value.set("title", to_value(resolved.found->title));
  return value;
}

}  // namespace zhidian::classifications
