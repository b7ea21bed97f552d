#include "server/demonstration_answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace zhidian::server {
using base::Value;

Value invent_answer(const rules::Field& field, const Value& present, DemonstrationTexts& texts) {
  if (field.type == "list") {
    Value::List items = present.is_list() ? present.as_list() : Value::List{};
    while (items.size() < static_cast<std::size_t>(std::max<std::int64_t>(field.at_least, 1))) items.emplace_back(Value::Map{});
    for (Value& item : items) {
      for (const rules::Field& part : field.item) {
        if (part.required || !item.at(part.id).is_null()) item.set(part.id, invent_answer(part, item.at(part.id), texts));
      }
    }
    return items;
  }
  if (!present.is_null() && !(present.is_text() && present.as_text().empty())) return present;
  if (field.type == "integer") return std::max<std::int64_t>(field.at_least, 1);
  if (field.type == "choice") return field.options.front().first;
  if (field.type == "choices") return Value::List{Value(field.options.front().first)};
  if (field.type == "boolean") return true;
  if (field.type == "email") return "service@example.cn";
  if (field.type == "phone") return texts.telephone();
  if (field.type == "long_text")
    return texts.paragraph(fmt::format("关于{}：", field.label.zh), field.target_words > 0 ? static_cast<int>(field.target_words) : 120);
  if (field.is_personal) return texts.person().name;
  return fmt::format("{}（演示内容）", field.label.zh);
}

namespace {

Value::List texts_of(std::initializer_list<const char*> texts) { return Value::List(texts.begin(), texts.end()); }

Value member_of(const DemonstrationTexts::Person& person, bool is_full_time, bool is_principal) {
  Value::List certificates;
  if (!person.certificate.empty()) certificates.emplace_back(person.certificate);
  return Value::Map{{"name", person.name},
                    {"employment", is_full_time ? "full_time" : "part_time"},
                    {"is_principal", is_principal},
                    {"post", person.post},
                    {"education", person.education},
                    {"certificates", certificates},
                    {"skills", texts_of({"patent", "trademark"})},
                    {"history", person.history}};
}

}  // namespace

void hire(DemonstrationDesk& desk, const DemonstrationInstitution& institution, DemonstrationTexts& texts, base::Instant at) {
  desk.call(&institution.applicant, {"add_team_member", {{"organisation_id", institution.id}}, member_of(texts.person(), true, false)}, at);
}

void furnish(DemonstrationDesk& desk, const DemonstrationInstitution& institution, int full_time, DemonstrationTexts& texts, base::Instant at) {
  const DemonstrationDesk::Parameters path{{"organisation_id", institution.id}};
  const int part_time = texts.below(3);
  for (int member = 0; member < full_time + part_time; ++member) {
    const DemonstrationTexts::Person person = texts.person();
    desk.call(&institution.applicant, {"add_team_member", path, member_of(person, member < full_time, member == 0)}, at);
  }
  struct Item {
    const char *name, *kind, *fee, *note;
  };
  constexpr std::array items{Item{"知识产权政策与流程咨询", "consultation", "free", ""}, Item{"专利、商标、地理标志信息查询", "search", "free", ""},
                             Item{"信息检索公开课", "training", "free", "每季度一次"},
                             Item{"专利分析报告", "analysis", "low_cost", "按检索工时收取成本"}};
  for (int number = 0; number < 2 + texts.below(3); ++number) {
    const Item& item = items[static_cast<std::size_t>(number) % items.size()];
    desk.call(&institution.applicant,
              {"add_service_item", path,
               Value::Map{{"name", item.name},
                          {"kind", item.kind},
                          {"fee", item.fee},
                          {"price_note", item.note},
                          {"ip_categories", texts_of({"patent", "trademark", "geographical_indication"})},
                          {"channels", texts_of({"online", "offline"})},
                          {"description", "面向社会公众开放，可以预约。"}}},
              at);
  }
}

}  // namespace zhidian::server
