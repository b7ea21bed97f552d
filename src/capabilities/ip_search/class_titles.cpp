#include "capabilities/ip_search/class_titles.hpp"

#include "capabilities/classifications/classifications_values.hpp"

namespace zhidian::ip_search {

std::optional<classifications::Label> ClassTitles::find(const query::Field& field, const std::string& code) {
  const classifications::Table* table = table_of(field);
  return table ? table->find_title(code) : std::nullopt;
}

std::optional<base::Value> ClassTitles::resolve(const query::Field& field, const std::string& code) {
  const classifications::Table* table = table_of(field);
  if (!table) return std::nullopt;
  return classifications::to_value(table->scheme(), table->resolve(code));
}

const classifications::Table* ClassTitles::table_of(const query::Field& field) {
  if (field.type != query::FieldType::classes) return nullptr;
  const auto opened = opened_.find(field.id);
  if (opened != opened_.end()) return &opened->second;
  const classifications::Scheme* scheme = tables_.find_scheme(field.id == "groups" ? "nice" : field.id);
  return scheme ? &opened_.emplace(field.id, classifications::Table(connection_, *scheme)).first->second : nullptr;
}

}  // namespace zhidian::ip_search
