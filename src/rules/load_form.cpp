#include "rules/load.hpp"
#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

void read_options(MapReader& reader, Field& field) {
  reader.each("options", [&](MapReader& option) {
    const std::string value = option.string("value", required);
    field.options.emplace_back(value, option.text("label"));
  });
  const bool is_choice = field.type == "choice" || field.type == "choices";
  if (is_choice == field.options.empty()) reader.report("schema", "options", sentences::options_belong_to_choices());
}

Field read_field(MapReader& reader, bool is_required_by_default) {
  Field field;
  field.id = reader.string("id", required);
  field.type = reader.word(
      "type", {"text", "long_text", "integer", "date", "choice", "choices", "phone", "email", "url", "division", "list", "boolean", "file"},
      required);
  field.label = reader.text("label");
  field.hint = reader.text("hint", optional);
  field.required = reader.boolean("required", is_required_by_default);
  field.is_personal = reader.boolean("personal", false);
  field.max_length = reader.integer("max_length");
  field.target_words = reader.integer("target_words");
  field.at_least = reader.integer("at_least");
  field.at_most = reader.integer("at_most");
  if (field.at_most != 0 && field.at_most < field.at_least) reader.report("schema", "at_most", sentences::range_is_empty());
  field.replaces = reader.string("replaces");
  field.prefill = reader.string("prefill");
  if (field.prefill.empty()) field.prefill = field.replaces;
  read_options(reader, field);
  field.item = read_fields(reader, "item", is_required_by_default);
  if ((field.type == "list") == field.item.empty()) reader.report("schema", "item", sentences::items_belong_to_lists());
  field.cites = reader.strings("cites");
  return field;
}

Section read_section(MapReader& reader) {
  Section section;
  section.id = reader.string("id", required);
  section.number = reader.string("number", required);
  section.title = reader.text("title");
  section.hint = reader.text("hint", optional);
  section.filled_by = reader.word("filled_by", {"applicant", "recommender", "filing_body"}, optional, "applicant");
  section.asked_for = reader.string("asked_for");
  section.layout = reader.word("layout", {"fields", "catalogue"}, optional, "fields");
  section.fields = read_fields(reader, "fields", true);
  section.signature_lines = reader.words("signature_lines", {"handler", "head", "date", "seal"});
  section.cites = reader.strings("cites");
  return section;
}

}  // namespace

std::vector<Field> read_fields(MapReader& reader, std::string_view key, bool is_required_by_default) {
  std::vector<Field> fields;
  reader.each(key, [&](MapReader& field) { fields.push_back(read_field(field, is_required_by_default)); });
  return fields;
}

Form read_form(MapReader& reader) {
  Form form;
  form.file = reader.file().path;
  form.id = reader.string("form", required);
  form.title = reader.text("title");
  form.imprint = reader.text("imprint", optional);
  form.font = reader.string("font");
  form.size_half_points = reader.integer("size_half_points", optional, form.size_half_points);
  form.cover = reader.words("cover", {"applicant_sealed", "recommender_sealed", "filled_on", "number", "year"});
  form.notes = reader.texts("notes");
  form.cites = reader.strings("cites");
  reader.each("sections", [&](MapReader& section) { form.sections.push_back(read_section(section)); }, required);
  return form;
}

}  // namespace zhidian::rules
