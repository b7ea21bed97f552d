#include "capabilities/cases/cases_http.hpp"

#include <fmt/format.h>

#include <charconv>

#include "capabilities/cases/batch.hpp"
#include "capabilities/cases/cases_call.hpp"
#include "capabilities/cases/cases_view.hpp"
#include "capabilities/cases/comparison.hpp"
#include "capabilities/cases/drafts.hpp"

namespace zhidian::cases {
namespace {

using base::ErrorCode;
using base::Value;
using http::Response;

constexpr std::size_t longest_remark = 4000;

Reader reader_of(const http::Call& call, const VisibleCase& visible) { return {visible, call.account_id(), call.today(), call.language}; }

Response answer_case(http::Call& call, const Service& service, const VisibleCase& visible) {
  return with_version(http::ok(case_value(call.db(), service, reader_of(call, visible))), visible.target.version);
}

/// The states, in every version of every procedure, in which an authority has made a paper that starts a term only on the day it is served.
std::string list_unserved_states(const regulations::Registry& registry) {
  std::string states = "|";
  for (const auto& [name, library] : registry.versions) {
    for (const rules::Procedure& procedure : library->procedures) {
      for (const rules::Action& action : procedure.actions) {
        if (action.starts_on.empty()) continue;
        for (const std::string& from : action.from) {
          const rules::State* state = procedure.find_state(from);
          const std::string key = procedure.act_id + "/" + procedure.id + "/" + from + "|";
          if (state && state->holder != applicant && states.find("|" + key) == std::string::npos) states += key;
        }
      }
    }
  }
  return states;
}

base::Result<ListFilter> read_filter(const http::Call& call, const Service& service) {
  ListFilter filter;
  auto page = http::read_page(call);
  if (!page) return base::refuse(std::move(page.error()));
  filter.page = std::move(*page);
  filter.account_id = call.account_id();
  filter.procedure = call.query_at("procedure");
  filter.state = call.query_at("state");
  filter.window_id = call.query_at("window");
  filter.division_code = call.query_at("division");
  filter.search = call.query_at("q");
  filter.held_by_me = call.query_at("held_by_me") == "true";
  std::string sort = call.query_at("sort");
  filter.is_descending = sort.starts_with('-');
  if (filter.is_descending) sort.erase(0, 1);
  if (!sort.empty()) filter.sort = sort;
  filter.everything = call.query_at("everything") == "true";
  filter.due = call.query_at("due");
  filter.today = call.today();
  filter.unserved = list_unserved_states(service.registry());
  if (!filter.due.empty() && filter.due != "late" && filter.due != "within_30" && filter.due != "unserved")
    return base::refuse(ErrorCode::malformed, "cases.bad_due");
  if (filter.sort != "state_since" && filter.sort != "number" && filter.sort != "urgency")
    return base::refuse(ErrorCode::malformed, "cases.bad_sort");
  return filter;
}

/// How many of a count pass the filter by day.
std::int64_t number_of(const CaseCount& count, std::string_view due) {
  if (due == "late") return count.late;
  if (due == "within_30") return count.within_30;
  return due == "unserved" ? count.unserved : count.number;
}

rules::Text label_of(const regulations::Registry& registry, const CaseCount& count) {
  const rules::Procedure* procedure = registry.law.find_procedure(count.act_id, count.procedure_id);
  if (procedure) return procedure->label;
  return count.act_id.empty() ? both_languages("cases." + count.procedure_id) : rules::Text{count.procedure_id, count.procedure_id};
}

/// How many cases stand in each procedure, how many in each state of the procedure asked for, how many are late or due, and in all.
void set_counts(Value& body, const Service& service, const ListFilter& filter, const std::vector<CaseCount>& found) {
  Value::Map counts;
  Value::List procedures;
  CaseCount sum;
  std::int64_t total = 0;
  for (const CaseCount& count : found) {
    const bool is_asked_for =
        (filter.procedure.empty() || filter.procedure == count.procedure()) && (filter.state.empty() || filter.state == count.state);
    if (is_asked_for) {
      sum.late += count.late;
      sum.within_30 += count.within_30;
      sum.unserved += count.unserved;
      total += number_of(count, filter.due);
    }
    if (number_of(count, filter.due) == 0) continue;
    if (procedures.empty() || procedures.back().text_or("id") != count.procedure())
      procedures.emplace_back(
          Value::Map{{"id", count.procedure()}, {"label", regulations::to_value(label_of(service.registry(), count))}, {"count", 0}});
    procedures.back().set("count", procedures.back().integer_or("count", 0) + number_of(count, filter.due));
    if (!filter.procedure.empty() && filter.procedure != count.procedure()) continue;
    counts[count.state] = number_of(count, filter.due) + (counts.contains(count.state) ? counts[count.state].as_integer() : 0);
  }
  body.set("counts", std::move(counts));
  body.set("procedures", std::move(procedures));
  body.set("due", Value::Map{{"late", sum.late}, {"within_30", sum.within_30}, {"unserved", sum.unserved}});
  body.set("total", total);
}

/// Ids with commas between.
std::vector<std::string> split_ids(std::string_view text) {
  std::vector<std::string> ids;
  while (!text.empty()) {
    const auto comma = text.find(',');
    if (comma != 0) ids.emplace_back(text.substr(0, comma));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return ids;
}

/// The judgements of an action's body; unknown members are refused like everywhere.
base::Result<void> read_judgements(const Value::List& list, ActionRequest& request) {
  for (const Value& item : list) {
    http::BodyReader reader(item);
    std::string condition = reader.required_text("condition", http::longest_id);
    std::string outcome = reader.required_text("outcome", http::longest_id);
    std::string remark = reader.optional_text("remark", longest_remark);
    if (auto good = reader.finish(); !good) return good;
    request.judgements.emplace_back(std::move(condition), std::move(outcome), std::move(remark));
  }
  return {};
}

base::Result<ActionRequest> read_action(const http::Call& call) {
  ActionRequest request;
  request.action = call.path_at("action_id");
  http::BodyReader reader(call.body);
  request.input = reader.optional_value("input");
  request.term_length = reader.optional_text("term_length", http::longest_id);
  const Value::List judgements = reader.optional_list("judgements");
  request.signed_by = reader.optional_texts("signed", http::longest_id);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  if (!request.input.is_null() && !request.input.is_map()) return base::refuse(ErrorCode::invalid, "cases.invalid_input");
  if (auto good = read_judgements(judgements, request); !good) return base::refuse(std::move(good.error()));
  return request;
}

/// What stands in the section instead, for the web to merge: a problem body with the extension `stored`.
Response answer_stale(http::Call& call, const Case& target, std::string_view section_id, const base::Error& error) {
  const auto stored = find_draft(call.db(), target.id, section_id);
  Value body = http::problem_body(error, call.language);
  if (stored) {
    body.set("stored",
             Value::Map{{"version", stored->version}, {"answers", stored->answers}, {"saved_at", stored->saved_at}, {"saved_by", stored->saved_by}});
  }
  return with_version({http::status_of(error.code), base::print_json(body), "application/problem+json", {}, {}, {}}, stored ? stored->version : 0);
}

Value remarks_of(const Service& service, const Case& target, std::string_view section_id, const Value& answers) {
  Value::List list;
  const rules::Section* section = service.form_of(target)->find_section(section_id);
  for (const FieldRemark& remark : remark_words(*section, answers))
    list.push_back(Value::Map{{"field", remark.field}, {"message", regulations::to_value(remark.message)}});
  return list;
}

}  // namespace

Response with_version(Response response, std::int64_t version) {
  response.etag = fmt::format("v{}", version);
  return response;
}

base::Result<VisibleCase> find_case_of(const http::Call& call, const Service& service) {
  auto visible = service.find_visible(call.db(), call.account_id(), call.path_at("case_id"));
  if (!visible) return base::refuse(ErrorCode::not_found, "cases.not_found");
  return std::move(*visible);
}

base::Result<std::optional<std::int64_t>> read_number(const std::string& text) {
  if (text.empty()) return std::optional<std::int64_t>();
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size() || number < 0) return base::refuse(ErrorCode::malformed, "cases.bad_number");
  return std::optional(number);
}

base::Result<std::int64_t> expected_version(const http::Call& call) {
  if (!call.if_match) return base::refuse(ErrorCode::precondition_missing, "http.if_match_required");
  const auto number = call.if_match->starts_with('v') && call.if_match->size() > 1 ? read_number(call.if_match->substr(1))
                                                                                   : base::Result<std::optional<std::int64_t>>();
  if (!number || !*number) return base::refuse(ErrorCode::malformed, "http.bad_if_match");
  return **number;
}

Doer doer_of(const http::Call& call, const VisibleCase& visible) { return {call.account_id(), visible.parties, call.arrived_business}; }

base::Result<Response> Handlers::list_cases(http::Call& call) {
  const auto filter = read_filter(call, service_);
  if (!filter) return base::refuse(filter.error());
  Value::List items;
  std::map<std::string, std::string> keys;
  for (const Summary& summary : cases::list_cases(call.db(), *filter)) {
    keys[summary.target.id] = summary.sort_value;
    items.push_back(summary_value(call.db(), service_, summary, call.today()));
  }
  Value body =
      http::page_body(std::move(items), filter->page, [&](const Value& item) { return std::pair(keys[item.text_or("id")], item.text_or("id")); });
  set_counts(body, service_, *filter, count_cases(call.db(), *filter));
  return http::ok(std::move(body));
}

base::Result<Response> Handlers::create_case(http::Call& call) {
  http::BodyReader reader(call.body);
  const Opening opening{reader.required_text("act_id", http::longest_id),          reader.required_text("procedure_id", http::longest_id),
                        reader.required_text("organisation_id", http::longest_id), reader.optional_text("window_id", http::longest_id),
                        reader.optional_text("recommender_id", http::longest_id),  reader.optional_text("period", http::longest_id)};
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const auto opened = service_.open(call.db(), opening, {call.account_id(), {}, call.arrived_business});
  if (!opened) return base::refuse(opened.error());
  const VisibleCase visible{*opened, {opened->opened_by}};
  return with_version(http::created(case_value(call.db(), service_, reader_of(call, visible)), "/api/cases/" + opened->id), opened->version);
}

base::Result<Response> Handlers::list_proceedings(http::Call& call) {
  Value::List items;
  for (const Proceeding& each : service_.list_proceedings(call.db(), call.account_id(), call.path_at("organisation_id"), call.today())) {
    items.emplace_back(Value::Map{{"act_id", each.procedure->act_id},
                                  {"procedure_id", each.procedure->id},
                                  {"label", regulations::to_value(each.procedure->label)},
                                  {"status", each.procedure->concerns},
                                  {"outlet_id", each.outlet_id},
                                  {"running_id", each.running_id.empty() ? Value() : Value(each.running_id)},
                                  {"running_number", each.running_number.empty() ? Value() : Value(each.running_number)}});
  }
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<Response> Handlers::get_case(http::Call& call) {
  const auto visible = find_case_of(call, service_);
  if (!visible) return base::refuse(visible.error());
  return answer_case(call, service_, *visible);
}

base::Result<Response> Handlers::check_case(http::Call& call) {
  const auto visible = find_case_of(call, service_);
  if (!visible) return base::refuse(visible.error());
  return http::ok(check_report(call.db(), service_, reader_of(call, *visible)));
}

base::Result<Response> Handlers::save_draft(http::Call& call) {
  const auto visible = find_case_of(call, service_);
  if (!visible) return base::refuse(visible.error());
  const auto version = expected_version(call);
  if (!version) return base::refuse(version.error());
  http::BodyReader reader(call.body);
  const Value answers = reader.optional_value("answers");
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const std::string section_id = call.path_at("section_id");
  const Doer doer = doer_of(call, *visible);
  const auto saved = service_.save_section(call.db(), visible->target, section_id, answers, *version, doer);
  if (!saved && saved.error().code == ErrorCode::stale) return answer_stale(call, visible->target, section_id, saved.error());
  if (!saved) return base::refuse(saved.error());
  return with_version(
      http::ok(Value::Map{
          {"version", *saved}, {"saved_at", base::print_instant(doer.at)}, {"warnings", remarks_of(service_, visible->target, section_id, answers)}}),
      *saved);
}

base::Result<Response> Handlers::perform_action(http::Call& call) {
  const auto visible = find_case_of(call, service_);
  if (!visible) return base::refuse(visible.error());
  const auto version = expected_version(call);
  if (!version) return base::refuse(version.error());
  const auto request = read_action(call);
  if (!request) return base::refuse(request.error());
  const auto after = service_.perform(call.db(), visible->target, *version, *request, doer_of(call, *visible));
  if (!after) return base::refuse(after.error());
  return answer_case(call, service_, {*after, visible->parties});
}

base::Result<Response> Handlers::prepare_batch(http::Call& call) {
  const auto batch = cases::prepare_batch(call.db(), service_, split_ids(call.query_at("cases")), call.account_id(), call.today());
  if (!batch) return base::refuse(batch.error());
  return http::ok(*batch);
}

base::Result<Response> Handlers::judge_condition(http::Call& call) {
  const auto visible = find_case_of(call, service_);
  if (!visible) return base::refuse(visible.error());
  http::BodyReader reader(call.body);
  const std::string outcome = reader.required_text("outcome", http::longest_id), remark = reader.optional_text("remark", longest_remark);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const auto kept = service_.judge(call.db(), visible->target, call.path_at("condition_id"), outcome, remark, doer_of(call, *visible));
  if (!kept) return base::refuse(kept.error());
  return http::no_content();
}

base::Result<Response> Handlers::compare_rounds(http::Call& call) {
  const auto visible = find_case_of(call, service_);
  if (!visible) return base::refuse(visible.error());
  const auto from = read_number(call.query_at("from")), to = read_number(call.query_at("to"));
  if (!from || !*from || !to) return base::refuse(ErrorCode::malformed, "cases.bad_number");
  auto comparison = compare_submissions(call.db(), service_, *visible, **from, *to);
  if (!comparison) return base::refuse(std::move(comparison.error()));
  return http::ok(std::move(*comparison));
}

}  // namespace zhidian::cases
