#include "capabilities/cases/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "capabilities/cases/cases_dossier.hpp"

namespace zhidian::cases {
namespace {

using base::Value;

rules::Text item_label(const rules::Text& list, std::size_t index, const rules::Text& part) {
  return {fmt::format("{} {} · {}", list.zh, index + 1, part.zh), fmt::format("{} {} · {}", list.en, index + 1, part.en)};
}

const Value& item_at(const Value& list, std::size_t index) {
  static const Value nothing;
  return list.is_list() && index < list.as_list().size() ? list.as_list()[index] : nothing;
}

bool is_blank(const Value& value) {
  return value.is_null() || (value.is_text() && value.as_text().empty()) || (value.is_list() && value.as_list().empty());
}

void compare_field(const rules::Field& field, const std::string& path, const rules::Text& label, const Value& before, const Value& after,
                   std::vector<Difference>& differences) {
  if (before == after || (is_blank(before) && is_blank(after))) return;
  if (field.type != "list" || field.item.empty()) {
    differences.push_back({path, label, before, after});
    return;
  }
  const std::size_t count = std::max(before.is_list() ? before.as_list().size() : 0, after.is_list() ? after.as_list().size() : 0);
  for (std::size_t index = 0; index < count; ++index) {
    for (const rules::Field& part : field.item) {
      compare_field(part, fmt::format("{}.{}.{}", path, index, part.id), item_label(label, index, part.label), item_at(before, index).at(part.id),
                    item_at(after, index).at(part.id), differences);
    }
  }
}

/// Materials of `list` whose id does not stand in `other`.
void list_missing(const Value& list, const Value& other, std::string_view change, Value::List& changes) {
  if (!list.is_list()) return;
  for (const Value& material : list.as_list()) {
    const bool stands = other.is_list() && std::any_of(other.as_list().begin(), other.as_list().end(),
                                                       [&](const Value& candidate) { return candidate.text_or("id") == material.text_or("id"); });
    if (!stands) changes.push_back(Value::Map{{"slot", material.text_or("slot")}, {"change", change}, {"name", material.text_or("name")}});
  }
}

/// The draft as if it were submitted now.
Submission present_draft(storage::Connection& connection, const Case& target) {
  Submission draft;
  draft.answers = drafted_answers(list_drafts(connection, target.id));
  Value::List materials;
  for (const StoredMaterial& material : list_materials(connection, target.id)) {
    if (material.party != applicant || material.is_removed()) continue;
    materials.push_back(Value::Map{{"id", material.id}, {"slot", material.slot}, {"name", material.name}});
  }
  draft.materials = std::move(materials);
  return draft;
}

/// Takes the next part off a dotted path.
std::string_view next_part(std::string_view& path) {
  const auto dot = path.find('.');
  const std::string_view part = path.substr(0, dot);
  path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  return part;
}

template <class Items>
auto find_by_id(const Items& items, std::string_view id) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

std::vector<Difference> compare_answers(const rules::Form& form, const Value& before, const Value& after) {
  std::vector<Difference> differences;
  for (const rules::Section& section : form.sections) {
    for (const rules::Field& field : section.fields) {
      compare_field(field, fmt::format("{}.{}", section.id, field.id), field.label, before.at(section.id).at(field.id),
                    after.at(section.id).at(field.id), differences);
    }
  }
  return differences;
}

Value compare_materials(const Value& before, const Value& after) {
  Value::List changes;
  list_missing(before, after, "removed", changes);
  list_missing(after, before, "added", changes);
  return changes;
}

base::Result<Value> compare_submissions(storage::Connection& connection, const Service& service, const VisibleCase& visible, std::int64_t from,
                                        std::optional<std::int64_t> to) {
  const Case& target = visible.target;
  const rules::Form* form = service.form_of(target);
  if (!to && !(visible.stands_for(applicant) && target.holder == applicant)) to = target.round;
  const auto before = find_submission(connection, target.id, from);
  auto after = to ? find_submission(connection, target.id, *to) : std::optional(present_draft(connection, target));
  if (!form || !before || !after) return base::refuse(base::ErrorCode::not_found, "cases.unknown_round");
  Value::List fields;
  for (const Difference& difference : compare_answers(*form, before->answers, after->answers)) {
    fields.push_back(Value::Map{
        {"path", difference.path}, {"label", regulations::to_value(difference.label)}, {"before", difference.before}, {"after", difference.after}});
  }
  return Value(Value::Map{{"from", from},
                          {"to", to ? Value(*to) : Value()},
                          {"fields", std::move(fields)},
                          {"materials", compare_materials(before->materials, after->materials)}});
}

rules::Text find_label(const rules::Form& form, std::string_view path) {
  const rules::Section* section = find_by_id(form.sections, next_part(path));
  const rules::Field* field = section ? find_by_id(section->fields, next_part(path)) : nullptr;
  if (!field) return {};
  if (path.empty()) return field->label;
  const std::string index(next_part(path));
  const rules::Field* part = find_by_id(field->item, path);
  const std::size_t number =
      !index.empty() && std::all_of(index.begin(), index.end(), [](char digit) { return digit >= '0' && digit <= '9'; }) && index.size() < 6
          ? std::stoul(index)
          : 0;
  return part ? item_label(field->label, number, part->label) : field->label;
}

}  // namespace zhidian::cases
