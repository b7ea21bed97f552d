#include "documents/sheet.hpp"

#include <glib.h>

#include <algorithm>
#include <array>
#include <memory>

namespace zhidian::documents {
namespace {

constexpr int number_units = 2;
constexpr std::size_t half_width_limit = 120;  // a field of at most so many characters shares its row with the next

bool is_allowed(gunichar character) {
  if (character == '\n') return true;
  if (character < 0x20 || (character >= 0x7F && character < 0xA0)) return false;
  if (character == 0xFFFE || character == 0xFFFF) return false;
  const bool turns_direction =
      (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069) || character == 0x200E || character == 0x200F;
  return !turns_direction && character != 0xFEFF;
}

std::string option_label(const rules::Field& field, std::string_view value) {
  for (const auto& [id, label] : field.options)
    if (id == value) return label.zh;
  return std::string(value);
}

std::string date_text(const std::string& iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return iso;
  const auto number = [&](std::size_t at) { return iso[at] == '0' ? iso.substr(at + 1, 1) : iso.substr(at, 2); };
  return iso.substr(0, 4) + "年" + number(5) + "月" + number(8) + "日";
}

std::string answer_text(const rules::Field& field, const base::Value& answer) {
  if (answer.is_integer()) return std::to_string(answer.as_integer());
  if (answer.is_bool()) return answer.as_bool() ? "是" : "否";
  if (answer.is_text()) {
    if (field.type == "date") return date_text(answer.as_text());
    return clean_text(field.options.empty() ? answer.as_text() : option_label(field, answer.as_text()));
  }
  std::string joined;
  if (answer.is_list())
    for (const auto& part : answer.as_list())
      if (part.is_text()) joined += (joined.empty() ? "" : "、") + answer_text(field, part);
  return joined;
}

/// □准予备案　　■不予备案
std::string boxes_text(const rules::Field& field, const base::Value& answer, std::string_view gap) {
  std::string text;
  for (const auto& [id, label] : field.options) {
    const bool is_chosen = answer.is_text() && answer.as_text() == id;
    if (!text.empty()) text += gap;
    text += std::string(is_chosen ? "■" : "□") + label.zh;
  }
  return text;
}

bool is_half_width(const rules::Field& field) {
  static constexpr std::array<std::string_view, 7> short_types{"integer", "phone", "date", "choice", "email", "url", "boolean"};
  if (std::ranges::find(short_types, field.type) != short_types.end()) return true;
  return field.type == "text" && field.max_length > 0 && static_cast<std::size_t>(field.max_length) <= half_width_limit;
}

void add_pair(Row& row, const rules::Field& field, const base::Value& answer, int label_units, int value_units) {
  const bool is_blank_choice = field.type == "choice" && !answer.is_text();
  row.cells.push_back({CellRole::label, field.label.zh, label_units});
  row.cells.push_back({CellRole::value, is_blank_choice ? boxes_text(field, answer, " ") : answer_text(field, answer), value_units});
  if (field.type == "long_text") row.least_lines = 3;
}

/// Label and answer, two short fields to a row. `units` is what the row has left beside an item's number.
std::vector<Row> field_rows(const std::vector<rules::Field>& fields, const base::Value& answers, int units) {
  std::vector<Row> rows;
  constexpr int label = 6;
  const int half = units / 2;
  for (std::size_t at = 0; at < fields.size(); ++at) {
    Row row;
    const bool is_paired = at + 1 < fields.size() && is_half_width(fields[at]) && is_half_width(fields[at + 1]);
    add_pair(row, fields[at], answers.at(fields[at].id), label, (is_paired ? half : units) - label);
    if (is_paired) {
      ++at;
      add_pair(row, fields[at], answers.at(fields[at].id), label, units - half - label);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<Row> item_rows(const rules::Field& field, const base::Value& item, std::size_t number) {
  std::vector<Row> rows = field_rows(field.item, item, row_units - number_units);
  for (std::size_t at = 0; at < rows.size(); ++at) {
    Row& row = rows[at];
    row.cells.insert(row.cells.begin(), {CellRole::number, at == 0 ? std::to_string(number) : "", number_units});
    row.is_in_item = true;
    row.starts_item = at == 0;
    row.is_kept_with_next = at + 1 < rows.size();
  }
  return rows;
}

void add_list(Sheet& sheet, const rules::Field& field, const base::Value& answer) {
  base::Value::List items = answer.is_list() ? answer.as_list() : base::Value::List{};
  const std::int64_t blank = field.at_most > 0 && field.at_most <= 3 ? field.at_most : std::max<std::int64_t>(field.at_least, 1);
  if (items.empty()) items.resize(static_cast<std::size_t>(std::min<std::int64_t>(blank, 10)));
  for (std::size_t at = 0; at < items.size(); ++at)
    for (Row& row : item_rows(field, items[at], at + 1)) sheet.rows.push_back(std::move(row));
}

void add_catalogue(Sheet& sheet, const base::Value& catalogue) {
  const auto add = [&](CellRole role, std::string number, std::string title, std::string file, std::string pages) {
    sheet.rows.push_back({.cells = {{CellRole::label, std::move(number), 4},
                                    {role, std::move(title), 14},
                                    {role, std::move(file), 10},
                                    {CellRole::label, std::move(pages), 4}},
                          .is_kept_whole = true});
  };
  add(CellRole::label, "序号", "材料名称", "文件名", "页数");
  if (!catalogue.is_list() || catalogue.as_list().empty()) return add(CellRole::value, "", "", "", "");
  const rules::Field plain;
  for (const auto& entry : catalogue.as_list())
    add(CellRole::value, answer_text(plain, entry.at("number")), answer_text(plain, entry.at("title")), answer_text(plain, entry.at("file_name")),
        answer_text(plain, entry.at("pages")));
}

std::string signature_line(const std::vector<std::string>& places) {
  const auto has = [&](std::string_view place) { return std::ranges::find(places, place) != places.end(); };
  std::string line;
  if (has("handler")) line += "经办人：　　　　　";
  if (has("head")) line += "负责人：　　　　　";
  if (has("date")) line += "日期：　　　　　";
  if (has("seal")) line += "（盖章）";
  return line;
}

/// Opinion or decision, room for handwriting, and the line for signatures and seal.
void add_signed(Sheet& sheet, const rules::Section& section, const base::Value& answers) {
  std::string text;
  for (const auto& field : section.fields) {
    const auto& answer = answers.at(field.id);
    const std::string part = field.type == "choice" ? boxes_text(field, answer, "　　　") : answer_text(field, answer);
    if (!part.empty()) text += (text.empty() ? "" : "\n") + part;
  }
  const bool is_blank = text.empty() && !section.hint.zh.empty();
  Row row{.cells = {{is_blank ? CellRole::prompt : CellRole::body, is_blank ? "（" + section.hint.zh + "）" : text, row_units}}};
  row.least_lines = 8;
  row.signature_line = signature_line(section.signature_lines);
  row.is_kept_whole = true;
  sheet.rows.push_back(std::move(row));
}

void add_long_text(Sheet& sheet, const rules::Section& section, const rules::Field& field, const base::Value& answer) {
  const std::string text = answer_text(field, answer);
  const auto& prompt = field.hint.zh.empty() ? section.hint.zh : field.hint.zh;
  Row row{.cells = {{CellRole::body, text, row_units}}};
  if (text.empty() && !prompt.empty()) row.cells = {{CellRole::prompt, "（" + prompt + "）", row_units}};
  row.least_lines = text.empty() ? 12 : 4;
  row.is_kept_whole = text.empty();
  sheet.rows.push_back(std::move(row));
}

void add_fields(Sheet& sheet, const rules::Section& section, const base::Value& answers) {
  const bool is_essay = std::ranges::all_of(section.fields, [](const auto& field) { return field.type == "long_text" || field.type == "list"; });
  std::vector<rules::Field> pending;
  const auto flush = [&] {
    for (Row& row : field_rows(pending, answers, row_units)) sheet.rows.push_back(std::move(row));
    pending.clear();
  };
  for (const auto& field : section.fields) {
    const bool is_list = field.type == "list" && !field.item.empty();
    if (!is_list && !(is_essay && field.type == "long_text")) {
      pending.push_back(field);
      continue;
    }
    flush();
    if (is_list)
      add_list(sheet, field, answers.at(field.id));
    else
      add_long_text(sheet, section, field, answers.at(field.id));
  }
  flush();
}

void add_section(Sheet& sheet, const rules::Section& section, const base::Value& answers, const FormContext& context) {
  sheet.rows.push_back(
      {.cells = {{CellRole::heading, section.number + "、" + section.title.zh, row_units}}, .is_kept_whole = true, .is_kept_with_next = true});
  if (section.layout == "catalogue")
    add_catalogue(sheet, context.catalogue);
  else if (!section.signature_lines.empty())
    add_signed(sheet, section, answers);
  else
    add_fields(sheet, section, answers);
}

CoverLine cover_line(const std::string& id, const FormContext& context) {
  if (id == "applicant_sealed") return {context.applicant_label, clean_text(context.applicant_name), true};
  if (id == "recommender_sealed") return {"推荐部门", clean_text(context.recommender_name), true};
  if (id == "filled_on") return {"填报日期", clean_text(context.filled_on), false};
  if (id == "number") return {"编　　号", "", false};
  return {"年　　度", clean_text(context.year), false};
}

/// A space in the title is where the cover breaks it.
std::vector<std::string> split_title(const std::string& title) {
  std::vector<std::string> lines(1);
  for (const char character : title)
    if (character == ' ')
      lines.emplace_back();
    else
      lines.back() += character;
  return lines;
}

}  // namespace

std::string clean_text(std::string_view text) {
  const std::unique_ptr<gchar, decltype(&g_free)> valid(g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())), g_free);
  std::string clean;
  clean.reserve(text.size());
  for (const gchar* at = valid.get(); *at != '\0'; at = g_utf8_next_char(at)) {
    const gunichar character = g_utf8_get_char(at);
    if (character == '\t')
      clean += ' ';
    else if (is_allowed(character))
      clean.append(at, static_cast<std::size_t>(g_utf8_next_char(at) - at));
  }
  return clean;
}

Sheet build_sheet(const rules::Form& form, const base::Value& answers, const FormContext& context) {
  Sheet sheet;
  sheet.title_lines = split_title(form.title.zh);
  for (const auto& id : form.cover) sheet.cover.push_back(cover_line(id, context));
  sheet.imprint = form.imprint.zh;
  for (const auto& note : form.notes) sheet.notes.push_back(note.zh);
  sheet.font = form.font;
  sheet.size_half_points = form.size_half_points;
  sheet.content_hash = clean_text(context.content_hash);
  for (const auto& section : form.sections) add_section(sheet, section, answers.at(section.id), context);
  return sheet;
}

std::string form_pdf(const rules::Form& form, const base::Value& answers, const FormContext& context) {
  return form_pdf_from(build_sheet(form, answers, context));
}

std::string form_docx(const rules::Form& form, const base::Value& answers, const FormContext& context) {
  return form_docx_from(build_sheet(form, answers, context));
}

}  // namespace zhidian::documents
