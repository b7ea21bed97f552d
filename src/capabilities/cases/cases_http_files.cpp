#include <algorithm>

#include "capabilities/cases/cases_call.hpp"
#include "capabilities/cases/cases_http.hpp"
#include "capabilities/cases/cases_view.hpp"
#include "capabilities/cases/printing.hpp"
#include "capabilities/cases/sql.hpp"

namespace zhidian::cases {
namespace {

namespace sql = zhidian::sql::cases;

using base::ErrorCode;
using base::Value;
using http::Response;

constexpr std::size_t longest_phrase = 1000;
constexpr std::int64_t most_joined = 100, default_width = 900, least_width = 100, most_width = 2000;

/// A material through its own case; one of another case is absent here.
base::Result<StoredMaterial> find_material_of(const http::Call& call, const Service& service, const VisibleCase& visible) {
  const std::string id = call.path_at("material_id");
  for (const StoredMaterial& material :
       visible_materials(call.db(), service.procedure_of(visible.target), visible, list_materials(call.db(), visible.target.id))) {
    if (material.id == id) return material;
  }
  return base::refuse(ErrorCode::not_found, "cases.material_not_found");
}

/// Schema Material of one just made.
Response answer_material(http::Call& call, const Service& service, const VisibleCase& visible, const std::string& id) {
  const auto materials = list_materials(call.db(), visible.target.id);
  const auto found = std::find_if(materials.begin(), materials.end(), [&](const StoredMaterial& material) { return material.id == id; });
  const std::string hash = form_hash(drafted_answers(list_drafts(call.db(), visible.target.id)));
  return http::created(material_value(service.procedure_of(visible.target), *found, hash), "/api/cases/" + visible.target.id + "/materials/" + id);
}

struct Print {
  PrintedForm form;
  std::string name;
};

base::Result<Print> prepare(http::Call& call, const Service& service, std::string_view extension) {
  const auto visible = find_case_of(call, service);
  if (!visible) return base::refuse(visible.error());
  const auto round = read_number(call.query_at("round"));
  if (!round) return base::refuse(round.error());
  auto printed = prepare_print(call.db(), service, *visible, round->value_or(0), call.today());
  if (!printed) return base::refuse(std::move(printed.error()));
  return Print{*printed, printed->form->title.zh + "-" + printed->context.applicant_name + std::string(extension)};
}

Response answer_file(std::string bytes, std::string content_type, std::string_view name) {
  return {
      200, std::move(bytes), std::move(content_type), {{"Content-Disposition", files::content_disposition(name)}, {"Cache-Control", "no-store"}}, {},
      {}};
}

std::string authority_of(const http::Call& call) {
  for (const http::Grant& grant : call.principal->grants) {
    if (!grant.authority_id.empty()) return grant.authority_id;
  }
  return "";
}

}  // namespace

base::Result<Response> Handlers::add_material(http::Call& call) {
  const auto visible = find_case_of(call, service_);
  if (!visible) return base::refuse(visible.error());
  if (!call.upload) return base::refuse(ErrorCode::malformed, "cases.empty_file");
  const auto id = service_.add_material(call.db(), visible->target, call.query_at("slot"), *call.upload, call.upload_name, doer_of(call, *visible));
  if (!id) return base::refuse(id.error());
  return answer_material(call, service_, *visible, *id);
}

base::Result<Response> Handlers::join_materials(http::Call& call) {
  const auto visible = find_case_of(call, service_);
  if (!visible) return base::refuse(visible.error());
  http::BodyReader reader(call.body);
  const std::string slot = reader.required_text("slot", http::longest_id);
  const std::vector<std::string> ids = reader.optional_texts("material_ids", http::longest_id);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  if (std::cmp_greater(ids.size(), most_joined)) return base::refuse(ErrorCode::invalid, "cases.too_many_to_join");
  const auto id = service_.join_materials(call.db(), visible->target, slot, ids, doer_of(call, *visible));
  if (!id) return base::refuse(id.error());
  return answer_material(call, service_, *visible, *id);
}

base::Result<Response> Handlers::download_material(http::Call& call) {
  const auto visible = find_case_of(call, service_);
  if (!visible) return base::refuse(visible.error());
  const auto material = find_material_of(call, service_, *visible);
  if (!material) return base::refuse(material.error());
  return Response{200,
                  http::FileBody{service_.files().path_of(material->sha256)},
                  "application/octet-stream",
                  {{"Content-Disposition", files::content_disposition(material->name)}, {"Cache-Control", "no-store"}},
                  {},
                  {}};
}

base::Result<Response> Handlers::remove_material(http::Call& call) {
  const auto visible = find_case_of(call, service_);
  if (!visible) return base::refuse(visible.error());
  const auto removed = service_.remove_material(call.db(), visible->target, call.path_at("material_id"), doer_of(call, *visible));
  if (!removed) return base::refuse(removed.error());
  return http::no_content();
}

base::Result<Response> Handlers::preview_material(http::Call& call) {
  const auto visible = find_case_of(call, service_);
  if (!visible) return base::refuse(visible.error());
  const auto material = find_material_of(call, service_, *visible);
  if (!material) return base::refuse(material.error());
  if (material->state == "quarantined") return base::refuse(ErrorCode::not_allowed, "cases.quarantined");
  const auto page = read_number(call.path_at("page")), width = read_number(call.query_at("width"));
  if (!page || !*page || !width) return base::refuse(ErrorCode::malformed, "cases.bad_number");
  if (**page < 1 || **page > std::max<std::int64_t>(material->pages, 1)) return base::refuse(ErrorCode::not_found, "files.page_not_found");
  const auto pixels = static_cast<int>(std::clamp(width->value_or(default_width), least_width, most_width));
  auto picture = files::preview_png(service_.files().path_of(material->sha256), material->media_type, static_cast<int>(**page), pixels);
  if (!picture) return base::refuse(std::move(picture.error()));
  return Response{200, std::move(*picture), "image/png", {{"Cache-Control", "private, max-age=3600"}}, {}, {}};
}

base::Result<Response> Handlers::print_form_pdf(http::Call& call) {
  const auto print = prepare(call, service_, ".pdf");
  if (!print) return base::refuse(print.error());
  return answer_file(documents::form_pdf(*print->form.form, print->form.answers, print->form.context), "application/pdf", print->name);
}

base::Result<Response> Handlers::print_form_docx(http::Call& call) {
  const auto print = prepare(call, service_, ".docx");
  if (!print) return base::refuse(print.error());
  return answer_file(documents::form_docx(*print->form.form, print->form.answers, print->form.context),
                     "application/vnd.openxmlformats-officedocument.wordprocessingml.document", print->name);
}

base::Result<Response> Handlers::list_phrases(http::Call& call) {
  auto items = call.db().list(sql::list_phrases, {call.account_id(), call.query_at("action")}, [](const storage::Row& row) {
    return Value(Value::Map{{"id", row.text("id")}, {"action", row.text("action")}, {"text", row.text("text")}});
  });
  return http::ok(Value::Map{{"items", Value::List(std::move(items))}});
}

base::Result<Response> Handlers::add_phrase(http::Call& call) {
  http::BodyReader reader(call.body);
  const std::string action = reader.required_text("action", http::longest_id), text = reader.required_text("text", longest_phrase);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const std::string authority_id = authority_of(call);
  if (authority_id.empty()) return base::refuse(ErrorCode::forbidden, "cases.no_authority");
  const std::string id = base::make_id(call.business_now, *call.random);
  call.db().execute(sql::insert_phrase, {id, authority_id, action, text, base::print_instant(call.business_now)});
  return http::created(Value::Map{{"id", id}, {"action", action}, {"text", text}}, "/api/phrases/" + id);
}

}  // namespace zhidian::cases
