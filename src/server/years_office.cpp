#include "server/years_office.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "capabilities/cases/cases_store.hpp"
#include "documents/documents.hpp"
#include "server/demonstration_answers.hpp"

namespace zhidian::server {
namespace {
using base::Value;

constexpr std::size_t most_surprises = 100;

/// Why something was refused, without whom it concerned: the error and the first need or condition it names.
std::string reason_of(const base::Error& error) {
  if (error.details.empty()) return error.id;
  const base::ErrorDetail& first = error.details.front();
  const std::string& part = first.condition.empty() ? first.field : first.condition;
  return part.empty() ? error.id : fmt::format("{} ({})", error.id, part);
}

std::string explain(const base::Error& error) {
  std::string text = error.id;
  for (const base::ErrorDetail& detail : error.details)
    text += fmt::format(" [{}{} {}{}]", detail.field, detail.condition, detail.id, detail.message_zh);
  return text;
}

bool is_asked(const rules::Section& section, const Value& ticked) {
  if (section.asked_for.empty()) return true;
  return ticked.is_list() && std::ranges::find(ticked.as_list(), Value(section.asked_for)) != ticked.as_list().end();
}

files::Incoming receive(files::Store& files, const std::string& bytes) {
  auto upload = files.begin(std::int64_t{1} << 26);
  if (!upload || !(*upload)->append(bytes)) throw std::runtime_error("the simulation's paper cannot be written");
  auto incoming = (*upload)->finish();
  if (!incoming) throw std::runtime_error("the simulation's paper cannot be kept");
  return std::move(*incoming);
}

}  // namespace

void Tally::add(const Tally& other) {
  for (const auto& [word, number] : other.done) done[word] += number;
  for (const auto& [reason, number] : other.refused) refused[reason] += number;
  surprises.insert(surprises.end(), other.surprises.begin(), other.surprises.end());
}

Office::Office(const NetworkParts& parts, cases::Service& cases, Tally& tally)
    : parts_(parts), cases_(cases), tally_(tally), desk_(parts.database, parts.files, parts.routes, parts.random), texts_(parts.random) {
  rules::Form form;
  form.title = {"扫描件（模拟）", "Scan (simulated)"};
  paper_bytes_ = documents::form_pdf(form, Value::Map{}, {});
  // Read, measured and kept once; every further upload of the same bytes hands over what was found then.
  paper_ = receive(parts.files, paper_bytes_);
}

void Office::surprise(std::string what, base::Instant at) {
  if (tally_.surprises.size() < most_surprises) tally_.surprises.push_back(fmt::format("{} {}", base::print_date(base::civil_date(at)), what));
}

void Office::refuse(const std::string& what, const base::Error& error, bool may_be_refused, base::Instant at) {
  ++tally_.refused[reason_of(error)];
  if (!may_be_refused) surprise(fmt::format("{}: {}", what, explain(error)), at);
}

void Office::count(const rules::Action& action) {
  if (action.effect == "grant_status") count("filed");
  if (action.effect == "extend_status") count("renewed");
  if (action.effect == "end_status") count("ended");
  if (action.is_refusal && action.effect.empty()) count("refused");
}

cases::Case Office::find(const std::string& case_id) const {
  const auto reader = parts_.database.read();
  auto found = cases_.find(reader->connection(), case_id);
  if (!found) throw std::logic_error("simulation: a case is gone: " + case_id);
  return std::move(*found);
}

base::Date Office::last_day(const std::string& case_id, std::string_view term) const {
  const auto reader = parts_.database.read();
  for (const cases::StoredTerm& stored : cases::list_terms(reader->connection(), case_id)) {
    if (stored.term_id == term) return *base::parse_date(stored.last_day);
  }
  throw std::logic_error(fmt::format("simulation: case {} has no term {}", case_id, term));
}

base::Result<cases::Case> Office::open(const http::Principal& who, const cases::Opening& opening, bool may_be_refused, base::Instant at) {
  const auto transaction = parts_.database.write();
  auto opened = cases_.open(transaction->connection(), opening, {who.account_id, {}, at});
  if (!opened) {
    refuse(fmt::format("open {}/{}", opening.act_id, opening.procedure_id), opened.error(), may_be_refused, at);
    return opened;
  }
  transaction->commit();
  count("opened");
  return opened;
}

void Office::write(const http::Principal& who, const std::string& case_id, const Answers& given, bool all, base::Instant at) {
  const cases::Case target = find(case_id);
  const rules::Form* form = cases_.form_of(target);
  Value ticked;
  for (const auto& [section, answers] : given) {
    if (const auto items = answers.find("items"); items != answers.end()) ticked = items->second;
  }
  for (const rules::Section& section : form->sections) {
    if (section.filled_by != "applicant" || section.fields.empty() || !is_asked(section, ticked)) continue;
    const auto transaction = parts_.database.write();
    const auto draft = cases::find_draft(transaction->connection(), case_id, section.id);
    const auto own = given.find(section.id);
    Value answers{Value::Map{}};
    for (const rules::Field& field : section.fields) {
      const Value present = draft ? draft->answers.at(field.id) : Value();
      if (own != given.end() && own->second.contains(field.id)) {
        answers.set(field.id, own->second.at(field.id));
      } else if (field.required || !present.is_null() || all) {
        answers.set(field.id, invent_answer(field, present, texts_));
      }
    }
    const cases::Doer doer{who.account_id, {"applicant"}, at};
    const auto saved = cases_.save_section(transaction->connection(), target, section.id, answers, draft ? draft->version : 0, doer);
    if (!saved) return refuse("save " + section.id, saved.error(), false, at);
    transaction->commit();
  }
}

void Office::attach(const http::Principal& who, const std::string& case_id, const std::string& slot, base::Instant at) {
  const auto transaction = parts_.database.write();
  const auto visible = cases_.find_visible(transaction->connection(), who.account_id, case_id);
  if (!visible) return surprise("a case is out of sight: " + case_id, at);
  const auto added =
      cases_.add_material(transaction->connection(), visible->target, slot, paper_, "扫描件.pdf", {who.account_id, visible->parties, at});
  if (!added) return refuse("attach " + slot, added.error(), false, at);
  transaction->commit();
}

void Office::attach_required(const http::Principal& who, const std::string& case_id, std::string_view party, base::Instant at) {
  for (const rules::Material& slot : cases_.procedure_of(find(case_id)).materials) {
    if (slot.required && slot.by == party) attach(who, case_id, slot.id, at);
  }
}

/// Every field an action asks for.
Value Office::input_of(const rules::Action& action, const Value& given, base::Instant at) {
  Value input{Value::Map{}};
  for (const rules::Field& field : action.input) {
    if (!given.at(field.id).is_null()) {
      input.set(field.id, given.at(field.id));
    } else if (field.required && field.type == "date") {
      input.set(field.id, base::print_date(base::civil_date(at)));
    } else if (field.required) {
      input.set(field.id, invent_answer(field, {}, texts_));
    }
  }
  return input;
}

cases::ActionRequest Office::request_of(const rules::Action& action, const Doing& doing, base::Instant at) {
  cases::ActionRequest request{action.id, input_of(action, doing.input, at), action.signs, doing.term_length, {}};
  for (const std::string& condition : action.judged) request.judgements.emplace_back(condition, doing.outcome, "已核实。");
  return request;
}

bool Office::perform(const http::Principal& who, const std::string& case_id, const std::string& action_id, const Doing& doing, base::Instant at) {
  const cases::Case before = find(case_id);
  const rules::Procedure& procedure = cases_.procedure_of(before);
  const rules::Action* action = procedure.find_action(action_id);
  if (!action) throw std::logic_error(fmt::format("simulation: {}/{} has no {}", procedure.act_id, procedure.id, action_id));
  if (!action->scan.empty()) attach(who, case_id, action->scan, at);
  const auto transaction = parts_.database.write();
  const auto visible = cases_.find_visible(transaction->connection(), who.account_id, case_id);
  if (!visible) {
    surprise(fmt::format("{}/{} {}: out of sight", procedure.act_id, procedure.id, action_id), at);
    return false;
  }
  const cases::Doer doer{who.account_id, visible->parties, at};
  const auto after = cases_.perform(transaction->connection(), visible->target, visible->target.version, request_of(*action, doing, at), doer);
  if (!after) {
    refuse(fmt::format("{}/{} {} in {} of {}", procedure.act_id, procedure.id, action_id, before.state, before.number), after.error(),
           doing.may_be_refused, at);
    return false;
  }
  transaction->commit();
  count(*action);
  count("actions");
  return true;
}

Value Office::ask(const http::Principal* who, const DemonstrationDesk::Request& request, bool may_be_refused, base::Instant at) {
  auto answer = desk_.try_call(who, request, at);
  if (answer) return std::move(*answer);
  refuse(request.operation, answer.error(), may_be_refused, at);
  return {};
}

Value Office::upload(const http::Principal* who, const DemonstrationDesk::Request& request, base::Instant at) {
  return desk_.upload(who, request, paper_bytes_, "扫描件.pdf", at);
}

}  // namespace zhidian::server
