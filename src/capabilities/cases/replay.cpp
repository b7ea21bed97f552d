#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "capabilities/cases/cases_store.hpp"

namespace zhidian::cases {
namespace {

constexpr std::int64_t cases_at_once = 500;

using TermKey = std::pair<std::string, std::int64_t>;  // term, round

/// What the events alone say.
struct Replayed {
  Case target;
  std::map<TermKey, StoredTerm> terms;
};

/// One column that differs.
struct Drift {
  std::string column, stored, replayed;
};

/// Takes "shenyang_outlet_2024@1" apart.
void read_act(Case& target, std::string_view name) {
  const auto at = name.rfind('@');
  target.act_id = name.substr(0, at);
  target.act_version = 0;
  if (at != std::string_view::npos) std::from_chars(name.data() + at + 1, name.data() + name.size(), target.act_version);
}

/// Those the event names, or all.
void stop_terms(Replayed& replayed, const base::Value& named) {
  for (auto& [key, term] : replayed.terms) {
    if (!named.is_list() || std::ranges::find(named.as_list(), base::Value(key.first)) != named.as_list().end()) term.is_running = false;
  }
}

void start_term(Replayed& replayed, const audit::StoredEvent& event) {
  const base::Value& term = event.content.at("term");
  StoredTerm started;
  started.calendar_version = event.calendar_version;
  started.term_id = term.text_or("id");
  started.round = replayed.target.round;
  started.starts_on = term.text_or("starts_on");
  started.last_day = term.text_or("last_day");
  started.is_running = true;
  replayed.terms[{started.term_id, started.round}] = started;
}

/// A change of the calendar gave the term a later last day.
void reissue_term(Replayed& replayed, const audit::StoredEvent& event) {
  const base::Value& told = event.content.at("reissued");
  const auto term = replayed.terms.find({told.text_or("id"), told.integer_or("round", 0)});
  if (term == replayed.terms.end()) return;
  term->second.last_day = told.text_or("last_day");
  term->second.calendar_version = event.calendar_version;
}

void open_case(Case& target, const audit::StoredEvent& event) {
  target.id = event.subject_id;
  target.number = event.content.text_or("number");
  target.procedure_id = event.content.text_or("procedure_id");
  target.parent_case_id = event.content.text_or("parent_case_id");
  target.organisation_id = event.content.text_or("organisation_id");
  target.division_code = event.content.text_or("division_code");
  target.recommender_id = event.content.text_or("recommender_id");
  target.filing_body_id = event.content.text_or("filing_body_id");
  target.window_id = event.content.text_or("window_id");
  target.outlet_id = event.content.text_or("outlet_id");
  target.period = event.content.text_or("period");
  target.opened_by = event.content.at("opened_by").is_text() ? event.content.text_or("opened_by") : "applicant";
  target.is_submitted = target.opened_by == "system";
  target.opened_on = base::print_date(event.on);
}

/// One event after another; each raises ordinal and version by one.
void apply_event(Replayed& replayed, const audit::StoredEvent& event) {
  Case& target = replayed.target;
  const base::Value& content = event.content;
  if (event.ordinal == 1) open_case(target, event);
  const std::string to = content.text_or("to");
  if (to != target.state) {
    target.state_since = base::print_date(event.on);
    stop_terms(replayed, content.at("stopped_terms"));
  }
  target.state = to;
  target.holder = content.text_or("holder");
  target.is_final = content.bool_or("is_final", false);
  target.round = content.integer_or("round", 0);
  target.returned_by = content.text_or("returned_by");
  target.ordinal = target.version = event.ordinal;
  read_act(target, event.act_version);
  if (content.at("content_hash").is_text()) {
    target.content_hash = content.text_or("content_hash");
    target.window_id = content.text_or("window_id");
    target.is_submitted = true;
    if (target.submitted_on.empty()) target.submitted_on = base::print_date(event.on);
  }
  if (content.bool_or("is_told", false)) target.is_submitted = true;
  if (content.at("term").is_map()) start_term(replayed, event);
  if (content.at("reissued").is_map()) reissue_term(replayed, event);
}

Replayed replay(const std::vector<audit::StoredEvent>& events) {
  Replayed replayed;
  for (const audit::StoredEvent& event : events) apply_event(replayed, event);
  return replayed;
}

std::string word(bool value) { return value ? "true" : "false"; }

void compare_case(const Case& stored, const Case& replayed, std::vector<Drift>& drifts) {
  const auto compare = [&](std::string column, const std::string& left, const std::string& right) {
    if (left != right) drifts.push_back({std::move(column), left, right});
  };
  compare("act_id", stored.act_id, replayed.act_id);
  compare("number", stored.number, replayed.number);
  compare("procedure_id", stored.procedure_id, replayed.procedure_id);
  compare("parent_case_id", stored.parent_case_id, replayed.parent_case_id);
  compare("organisation_id", stored.organisation_id, replayed.organisation_id);
  compare("division_code", stored.division_code, replayed.division_code);
  compare("recommender_id", stored.recommender_id, replayed.recommender_id);
  compare("filing_body_id", stored.filing_body_id, replayed.filing_body_id);
  compare("outlet_id", stored.outlet_id, replayed.outlet_id);
  compare("opened_by", stored.opened_by, replayed.opened_by);
  compare("period", stored.period, replayed.period);
  compare("window_id", stored.window_id, replayed.window_id);
  compare("act_version", std::to_string(stored.act_version), std::to_string(replayed.act_version));
  compare("state", stored.state, replayed.state);
  compare("holder", stored.holder, replayed.holder);
  compare("round", std::to_string(stored.round), std::to_string(replayed.round));
  compare("ordinal", std::to_string(stored.ordinal), std::to_string(replayed.ordinal));
  compare("version", std::to_string(stored.version), std::to_string(replayed.version));
  compare("returned_by", stored.returned_by, replayed.returned_by);
  compare("is_submitted", word(stored.is_submitted), word(replayed.is_submitted));
  compare("is_final", word(stored.is_final), word(replayed.is_final));
  compare("content_hash", stored.content_hash, replayed.content_hash);
  compare("opened_on", stored.opened_on, replayed.opened_on);
  compare("submitted_on", stored.submitted_on, replayed.submitted_on);
  compare("state_since", stored.state_since, replayed.state_since);
}

std::string print_term(const StoredTerm& term) {
  return fmt::format("{}–{} ({}){}", term.starts_on, term.last_day, term.calendar_version, term.is_running ? " *" : "");
}

void compare_terms(const std::vector<StoredTerm>& stored, std::map<TermKey, StoredTerm> replayed, std::vector<Drift>& drifts) {
  for (const StoredTerm& term : stored) {
    const TermKey key{term.term_id, term.round};
    const std::string column = fmt::format("case_terms/{}/{}", term.term_id, term.round);
    const auto found = replayed.find(key);
    const std::string expected = found == replayed.end() ? "" : print_term(found->second);
    if (print_term(term) != expected) drifts.push_back({column, print_term(term), expected});
    if (found != replayed.end()) replayed.erase(found);
  }
  for (const auto& [key, term] : replayed) drifts.push_back({fmt::format("case_terms/{}/{}", key.first, key.second), "", print_term(term)});
}

/// A case with its events and where the two part.
struct Comparison {
  std::string number;  // as it is stored; as its events tell it where the row is gone
  Replayed replayed;
  bool is_gone = false;  // the log tells of it, there is no row
  std::vector<Drift> drifts;
  audit::StoredEvent first, last;
  [[nodiscard]] bool is_equal() const { return !is_gone && drifts.empty(); }
};

Comparison compare_one(storage::Connection& connection, std::string_view case_id) {
  const auto stored = find_case(connection, case_id);
  const auto events = audit::list_events(connection, "case", case_id);
  Comparison comparison{.number = {}, .replayed = replay(events), .is_gone = !stored, .drifts = {}, .first = {}, .last = {}};
  if (!events.empty()) {
    comparison.first = events.front();
    comparison.last = events.back();
  }
  comparison.number = stored ? stored->number : comparison.replayed.target.number;
  if (!stored) return comparison;
  compare_case(*stored, comparison.replayed.target, comparison.drifts);
  compare_terms(list_terms(connection, case_id), comparison.replayed.terms, comparison.drifts);
  return comparison;
}

template <class Visit>
void visit_cases(storage::Connection& connection, Visit visit) {
  std::string after;
  while (true) {
    const auto ids = list_case_ids(connection, after, cases_at_once);
    for (const std::string& id : ids) visit(id);
    if (std::cmp_less(ids.size(), cases_at_once)) return;
    after = ids.back();
  }
}

audit::Finding finding_of(const Comparison& comparison, const std::string& zh, const std::string& en) {
  const std::string& number = comparison.number;
  return {"state", comparison.first.sequence, comparison.last.sequence, fmt::format("案件 {}{}", number, zh), fmt::format("Case {}{}", number, en)};
}

std::vector<audit::Finding> findings_of(const Comparison& comparison) {
  if (comparison.is_gone) return {finding_of(comparison, "：日志有记载，记录不见了。", ": the log tells of it, the record is gone.")};
  std::vector<audit::Finding> findings;
  for (const auto& [column, stored, replayed] : comparison.drifts) {
    findings.push_back(finding_of(comparison, fmt::format(" 的 {}：记录为“{}”，按日志应为“{}”。", column, stored, replayed),
                                  fmt::format(", {}: the record says \"{}\", the log says \"{}\".", column, stored, replayed)));
  }
  return findings;
}

/// Writes what the events of a case say over its row and terms.
void write_told(storage::Connection& connection, const Comparison& comparison) {
  const std::string& id = comparison.replayed.target.id;
  write_told_case(connection, comparison.replayed.target, comparison.first.at, comparison.last.at);
  for (const StoredTerm& term : list_terms(connection, id)) stop_term(connection, id, term.term_id);
  for (const auto& [key, term] : comparison.replayed.terms) correct_term(connection, id, term);
}

}  // namespace

std::vector<audit::Finding> compare_with_log(storage::Connection& connection) {
  std::vector<audit::Finding> findings;
  visit_cases(connection, [&](const std::string& id) { std::ranges::move(findings_of(compare_one(connection, id)), std::back_inserter(findings)); });
  return findings;
}

audit::Rewritten rewrite_from_log(storage::Connection& connection) {
  audit::Rewritten counted;
  visit_cases(connection, [&](const std::string& id) {
    const Comparison comparison = compare_one(connection, id);
    if (comparison.first.sequence == 0) return;  // a row the log does not tell of is left alone
    ++(comparison.is_equal() ? counted.equal : counted.rewritten);
    if (!comparison.is_equal()) write_told(connection, comparison);
  });
  return counted;
}

}  // namespace zhidian::cases
