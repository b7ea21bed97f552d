#include "capabilities/reviews/reviews_http.hpp"

#include <algorithm>

#include "capabilities/cases/cases_call.hpp"
#include "capabilities/cases/cases_dossier.hpp"
#include "capabilities/reviews/reviews_store.hpp"
#include "capabilities/reviews/reviews_values.hpp"
#include "files/files.hpp"

namespace zhidian::reviews {
namespace {

using base::ErrorCode;
using base::Value;
using http::Response;

constexpr std::size_t longest_name = 200, longest_reason = 1000, longest_minutes = 20000, longest_comment = 4000;
constexpr std::int64_t most_members = 99, most_points = 1000000;

Actor actor_of(const http::Call& call) { return {call.account_id(), call.business_now}; }

base::Result<PanelInput> read_panel(const http::Call& call) {
  http::BodyReader reader(call.body);
  PanelInput input;
  input.fields = reader.optional_texts("fields", http::longest_id);
  input.seed_holders = reader.optional_texts("seed_holders", http::longest_id);
  input.panel_size = reader.required_integer("panel_size", 1, most_members);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  return input;
}

base::Result<Declaration> read_declaration(const http::Call& call, std::string account_id) {
  http::BodyReader reader(call.body);
  Declaration declaration;
  declaration.account_id = std::move(account_id);
  declaration.kind = reader.required_text("kind", http::longest_id);
  declaration.institution_name = reader.required_text("institution_name", longest_name);
  declaration.credit_code = reader.optional_text("credit_code", http::longest_id);
  declaration.begins_on = reader.optional_date("begins_on");
  declaration.ends_on = reader.optional_date("ends_on");
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  return declaration;
}

Response answer_unkept(Value value, std::int64_t version, int status = 200) {
  return cases::with_version({status, std::move(value), {}, {{"Cache-Control", "no-store"}}, {}, {}}, version);
}

/// The seat of the path, its holder's own and of the present attempt.
base::Result<Seat> find_seat(const http::Call& call) {
  auto seat = find_own_seat(call.db(), call.account_id(), call.path_at("seat_id"));
  const auto review = seat ? find_review(call.db(), seat->review_id) : std::nullopt;
  if (!review || review->attempt != seat->attempt) return base::refuse(ErrorCode::not_found, "reviews.seat_not_found");
  if (auto good = check_not_staff(call.db(), *seat); !good) return base::refuse(good.error());
  return std::move(*seat);
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t to = std::min(text.find(',', from), text.size());
    if (to > from) parts.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

}  // namespace

base::Result<Response> Handlers::answer(http::Call& call, const base::Result<Review>& review) const {
  if (!review) return base::refuse(review.error());
  const auto dossier = service_.read(call.db(), review->id);
  const auto relations = list_relations(call.db(), call.account_id(), review->id);
  return answer_unkept(review_value(call.db(), service_, *dossier, relations, call.account_id()), dossier->review.version);
}

base::Result<Response> Handlers::list_experts(http::Call& call) {
  Value::List items;
  for (const Expert& expert : reviews::list_experts(call.db(), call.account_id(), call.query_at("authority"))) {
    items.push_back(to_value(expert, list_declarations(call.db(), expert.account_id)));
  }
  return http::ok(Value::Map{{"items", std::move(items)}, {"fields", base::list_value(known_fields())}});
}

base::Result<Response> Handlers::add_expert(http::Call& call) {
  http::BodyReader reader(call.body);
  const std::string authority_id = reader.required_text("authority_id", http::longest_id),
                    login_name = reader.required_text("login_name", longest_name);
  const std::vector<std::string> fields = reader.optional_texts("fields", http::longest_id);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const bool is_mine = std::ranges::any_of(call.principal->grants, [&](const http::Grant& grant) { return grant.authority_id == authority_id; });
  if (!is_mine) return base::refuse(ErrorCode::forbidden, "reviews.not_your_pool");
  const auto expert = service_.add_expert(call.db(), authority_id, login_name, fields, actor_of(call));
  if (!expert) return base::refuse(expert.error());
  return answer_unkept(to_value(*expert, list_declarations(call.db(), expert->account_id)), expert->version, 201);
}

base::Result<Response> Handlers::get_expert(http::Call& call) {
  const auto expert = find_expert(call.db(), call.account_id(), call.path_at("expert_id"));
  if (!expert) return base::refuse(ErrorCode::not_found, "reviews.expert_not_found");
  return answer_unkept(to_value(*expert, list_declarations(call.db(), expert->account_id)), expert->version);
}

base::Result<Response> Handlers::update_expert(http::Call& call) {
  http::BodyReader reader(call.body);
  const std::vector<std::string> fields = reader.optional_texts("fields", http::longest_id);
  const bool is_available = reader.optional_bool("is_available", true);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  const auto expert = service_.update_expert(call.db(), call.path_at("expert_id"), *version, fields, is_available, actor_of(call));
  if (!expert) return base::refuse(expert.error());
  return answer_unkept(to_value(*expert, list_declarations(call.db(), expert->account_id)), expert->version);
}

base::Result<Response> Handlers::declare_for_expert(http::Call& call) {
  const auto expert = find_expert(call.db(), call.account_id(), call.path_at("expert_id"));
  if (!expert || expert->relation != "officer") return base::refuse(ErrorCode::not_found, "reviews.expert_not_found");
  auto declaration = read_declaration(call, expert->account_id);
  if (!declaration) return base::refuse(declaration.error());
  const auto kept = service_.declare(call.db(), std::move(*declaration), actor_of(call));
  if (!kept) return base::refuse(kept.error());
  return http::created(to_value(*kept), "/api/experts/" + expert->id);
}

base::Result<Response> Handlers::get_expert_record(http::Call& call) {
  Value::List pools, declarations;
  for (const OwnPool& pool : list_own_pools(call.db(), call.account_id())) {
    pools.push_back(Value::Map{{"id", pool.id},
                               {"authority_name", pool.authority_name},
                               {"fields", base::list_value(pool.fields)},
                               {"is_available", pool.state == "available"}});
  }
  for (const Declaration& declaration : list_declarations(call.db(), call.account_id())) declarations.push_back(to_value(declaration));
  return http::ok(Value::Map{{"pools", std::move(pools)}, {"declarations", std::move(declarations)}});
}

base::Result<Response> Handlers::declare_relation(http::Call& call) {
  auto declaration = read_declaration(call, call.account_id());
  if (!declaration) return base::refuse(declaration.error());
  const auto kept = service_.declare(call.db(), std::move(*declaration), actor_of(call));
  if (!kept) return base::refuse(kept.error());
  return http::created(to_value(*kept), "/api/expert-record");
}

base::Result<Response> Handlers::end_declaration(http::Call& call) {
  http::BodyReader reader(call.body);
  const base::Date ends_on = reader.required_date("ends_on");
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  if (auto good = service_.end_declaration(call.db(), call.path_at("declaration_id"), *version, ends_on, actor_of(call)); !good) {
    return base::refuse(good.error());
  }
  return http::no_content();
}

base::Result<Response> Handlers::list_seed_holders(http::Call& call) {
  const std::string authority_id = call.query_at("authority");
  const bool is_mine = std::ranges::any_of(call.principal->grants, [&](const http::Grant& grant) { return grant.authority_id == authority_id; });
  if (!is_mine || authority_id.empty()) return base::refuse(ErrorCode::not_found, "reviews.not_found");
  Value::List items;
  for (const SeedHolder& holder : reviews::list_seed_holders(call.db(), authority_id)) {
    items.push_back(
        Value::Map{{"account_id", holder.account_id}, {"name", holder.display_name}, {"office", holder.office}, {"office_name", holder.office_name}});
  }
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<Response> Handlers::get_case_review(http::Call& call) {
  const auto visible = service_.cases().find_visible(call.db(), call.account_id(), call.path_at("case_id"));
  if (!visible) return base::refuse(ErrorCode::not_found, "reviews.case_not_found");
  const cases::Case& target = visible->target;
  const auto& rule = service_.cases().procedure_of(target).review;
  Value value(Value::Map{{"is_asked_for", rule.has_value()}, {"can_open", false}});
  if (!rule) return http::ok(std::move(value));
  const auto review = find_review_of_case(call.db(), target.id, target.round);
  const bool is_officer = visible->stands_for(rule->party);
  const bool is_state = std::ranges::find(rule->open_in, target.state) != rule->open_in.end();
  if (is_officer) {
    value.set("can_open", is_state && !review);
    value.set("authority_id", rule->party == "recommender" ? target.recommender_id : target.filing_body_id);
    value.set("at_least", rule->at_least);
    value.set("is_odd", rule->is_odd);
    const auto found = service_.cases().read_dossier(call.db(), target, call.today(), cases::Answers::submitted);
    const auto fact = found.situation.facts.find("service_items.categories");
    value.set("suggested_fields", fact == found.situation.facts.end() ? Value(Value::List{}) : fact->second);
  }
  if (!review) return http::ok(std::move(value));
  if (is_officer) value.set("review_id", review->id);
  value.set("number", review->number);
  value.set("state", is_officer || review->state == "concluded" || review->state == "closed" ? review->state : "running");
  value.set("result", review->state == "concluded" ? review->result : "");
  return http::ok(std::move(value));
}

base::Result<Response> Handlers::open_review(http::Call& call) {
  const auto input = read_panel(call);
  if (!input) return base::refuse(input.error());
  const auto review = service_.open(call.db(), call.path_at("case_id"), *input, actor_of(call));
  auto response = answer(call, review);
  if (!response) return response;
  response->status = 201;
  response->headers["Location"] = "/api/reviews/" + review->id;
  return response;
}

base::Result<Response> Handlers::preview_review_pool(http::Call& call) {
  auto pool = service_.preview_pool(call.db(), call.path_at("case_id"), split(call.query_at("fields")), actor_of(call));
  if (!pool) return base::refuse(pool.error());
  return http::ok(std::move(*pool));
}

base::Result<Response> Handlers::list_reviews(http::Call& call) {
  const auto page = http::read_page(call);
  if (!page) return base::refuse(page.error());
  Value::List items;
  for (const Review& review : reviews::list_reviews(call.db(), call.account_id(), page->after, page->after_id, page->limit + 1)) {
    items.push_back(summary_value(call.db(), service_, review));
  }
  return http::ok(
      http::page_body(std::move(items), *page, [](const Value& item) { return std::pair(item.text_or("opened_at"), item.text_or("id")); }));
}

base::Result<Response> Handlers::get_review(http::Call& call) {
  const auto relations = list_relations(call.db(), call.account_id(), call.path_at("review_id"));
  const bool is_let = std::ranges::any_of(relations, [](const std::string& relation) { return relation != "expert"; });
  const auto review = is_let ? find_review(call.db(), call.path_at("review_id")) : std::nullopt;
  if (!review) return base::refuse(ErrorCode::not_found, "reviews.not_found");
  return answer(call, *review);
}

base::Result<Response> Handlers::commit_draw_value(http::Call& call) {
  http::BodyReader reader(call.body);
  const std::string commitment = reader.required_text("commitment", http::longest_id);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  return answer(call, service_.commit_value(call.db(), call.path_at("review_id"), *version, commitment, actor_of(call)));
}

base::Result<Response> Handlers::reveal_draw_value(http::Call& call) {
  http::BodyReader reader(call.body);
  const std::string value = reader.required_text("value", http::longest_id);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  return answer(call, service_.reveal_value(call.db(), call.path_at("review_id"), *version, value, actor_of(call)));
}

base::Result<Response> Handlers::withhold_draw_value(http::Call& call) {
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  return answer(call, service_.withhold(call.db(), call.path_at("review_id"), *version, actor_of(call)));
}

base::Result<Response> Handlers::restart_draw(http::Call& call) {
  const auto input = read_panel(call);
  if (!input) return base::refuse(input.error());
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  return answer(call, service_.restart(call.db(), call.path_at("review_id"), *version, *input, actor_of(call)));
}

base::Result<Response> Handlers::release_seat(http::Call& call) {
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  return answer(call, service_.release(call.db(), call.path_at("review_id"), *version, call.path_at("seat_id"), actor_of(call)));
}

base::Result<Response> Handlers::open_score_sheets(http::Call& call) {
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  return answer(call, service_.open_sheets(call.db(), call.path_at("review_id"), *version, actor_of(call)));
}

base::Result<Response> Handlers::conclude_review(http::Call& call) {
  http::BodyReader reader(call.body);
  const std::string minutes = reader.required_text("minutes", longest_minutes);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  return answer(call, service_.conclude(call.db(), call.path_at("review_id"), *version, minutes, actor_of(call)));
}

base::Result<Response> Handlers::list_scores(http::Call& call) {
  auto scores = service_.list_scores(call.db(), call.path_at("review_id"), actor_of(call));
  if (!scores) return base::refuse(scores.error());
  Response response = http::ok(std::move(*scores));
  response.headers["Cache-Control"] = "no-store";
  return response;
}

base::Result<Response> Handlers::list_assignments(http::Call& call) {
  Value::List items;
  for (const Seat& seat : list_own_seats(call.db(), call.account_id())) {
    const auto review = find_review(call.db(), seat.review_id);
    if (review) items.push_back(assignment_value(call.db(), service_, seat, *review));
  }
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<Response> Handlers::get_assignment(http::Call& call) {
  const auto seat = find_seat(call);
  if (!seat) return base::refuse(seat.error());
  return answer_unkept(assignment_detail(call.db(), service_, *seat, *find_review(call.db(), seat->review_id), call.today()), seat->version);
}

base::Result<Response> Handlers::download_assignment_material(http::Call& call) {
  const auto seat = find_seat(call);
  if (!seat) return base::refuse(seat.error());
  const auto review = find_review(call.db(), seat->review_id);
  const auto target = service_.cases().find(call.db(), review->case_id);
  const auto found = service_.cases().read_dossier(call.db(), *target, call.today(), cases::Answers::submitted);
  for (const auto& material : found.materials) {
    if (material.id != call.path_at("material_id") || !material.is_usable() || material.party != cases::applicant) continue;
    Response response{200, http::FileBody{service_.cases().files().path_of(material.sha256)}, "application/octet-stream", {}, {}, {}};
    response.headers["Content-Disposition"] = files::content_disposition(material.name);
    return response;
  }
  return base::refuse(ErrorCode::not_found, "reviews.seat_not_found");
}

base::Result<Response> Handlers::decline_assignment(http::Call& call) {
  http::BodyReader reader(call.body);
  const std::string kind = reader.required_text("kind", http::longest_id), reason = reader.optional_text("reason", longest_reason);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  if (auto good = service_.decline(call.db(), call.path_at("seat_id"), *version, kind, reason, actor_of(call)); !good) {
    return base::refuse(good.error());
  }
  return http::no_content();
}

base::Result<Response> Handlers::seal_score_sheet(http::Call& call) {
  http::BodyReader reader(call.body);
  SheetInput input;
  const Value scores = reader.optional_value("scores");
  input.comment = reader.optional_text("comment", longest_comment);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  if (!scores.is_map()) return base::refuse(ErrorCode::invalid, "reviews.bad_score", {{"most", ""}});
  for (const auto& [item, points] : scores.as_map()) {
    if (!points.is_integer() || points.as_integer() > most_points) return base::refuse(ErrorCode::invalid, "reviews.bad_score", {{"most", ""}});
    input.scores[item] = points.as_integer();
  }
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  auto receipt = service_.seal(call.db(), call.path_at("seat_id"), *version, input, actor_of(call));
  if (!receipt) return base::refuse(receipt.error());
  if (receipt->is_null()) return http::no_content();
  return Response{201, std::move(*receipt), {}, {{"Cache-Control", "no-store"}}, {}, {}};
}

base::Result<Response> Handlers::list_draws(http::Call& call) {
  const auto page = http::read_page(call);
  if (!page) return base::refuse(page.error());
  Value::List items;
  for (const Review& review : reviews::list_draws(call.db(), page->after, page->after_id, page->limit + 1)) {
    items.push_back(Value::Map{{"review_id", review.id},
                               {"number", review.number},
                               {"authority_name", review.authority_name},
                               {"state", review.state},
                               {"opened_at", review.opened_at},
                               {"attempts", review.attempt}});
  }
  return http::ok(
      http::page_body(std::move(items), *page, [](const Value& item) { return std::pair(item.text_or("opened_at"), item.text_or("review_id")); }));
}

base::Result<Response> Handlers::get_draw(http::Call& call) {
  const auto dossier = service_.read(call.db(), call.path_at("review_id"));
  if (!dossier) return base::refuse(ErrorCode::not_found, "reviews.not_found");
  return Response{200, service_.draw_document(call.db(), *dossier), {}, {{"Cache-Control", "no-cache"}}, {}, {}};
}

}  // namespace zhidian::reviews
