#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "rules/engine.hpp"
#include "rules/library.hpp"
#include "rules/scenario_questions.hpp"

namespace zhidian::rules {

namespace {

std::string outcome_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::met: return "met";
    case Outcome::not_met: return "not_met";
    case Outcome::not_evidenced: break;
  }
  return "not_evidenced";
}

std::optional<Outcome> parse_outcome(std::string_view name) {
  for (const Outcome outcome : {Outcome::met, Outcome::not_met, Outcome::not_evidenced}) {
    if (outcome_name(outcome) == name) return outcome;
  }
  return std::nullopt;
}

std::string join(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return "[" + text + "]";
}

/// GB/T 2260 shape: 210102 within 210100 within 210000.
bool is_within_by_shape(std::string_view division, std::string_view ancestor) {
  while (ancestor.ends_with("00")) ancestor.remove_suffix(2);
  return division.starts_with(ancestor);
}

bool is_within_by_parents(const std::map<std::string, std::string>& parents, std::string division, std::string_view ancestor) {
  for (std::size_t steps = 0; steps <= parents.size(); ++steps) {
    if (division == ancestor) return true;
    const auto parent = parents.find(division);
    if (parent == parents.end()) return false;
    division = parent->second;
  }
  return false;
}

bool is_negative(std::string_view result) {
  constexpr std::string_view negative[] = {"failed", "late", "over", "kept", "apart", "impossible"};
  return std::ranges::find(negative, result) != std::end(negative);
}

/// One scenario, read and run. What is wrong with it is collected as its difference.
class Scenario {
 public:
  Scenario(const Library& library, const Calendar& calendar, const SourceFile& file, ScenarioResult& result)
      : library_(library), calendar_(calendar), file_(file), result_(result) {}

  void run(const Node& node, const std::string& default_procedure) {
    MapReader reader(node, "", file_, problems_);
    result_.name = reader.string("name", MapReader::Presence::required);
    result_.cites = reader.strings("cites", MapReader::Presence::required);
    reader.string("base");
    procedure_ = library_.find_procedure(result_.act_id, reader.string("procedure", MapReader::Presence::optional, default_procedure));
    if (procedure_ == nullptr) return differ("the scenario names no known procedure");
    check_cites();
    situation_.is_within = is_within_by_shape;
    reader.nested("given", [&](MapReader& given) { read_given(given); });
    reader.nested("when", [&](MapReader& when) { read_when(when); }, MapReader::Presence::required);
    reader.nested("then", [&](MapReader& then) { compare(then); }, MapReader::Presence::required);
    reader.finish();
    for (const Problem& problem : problems_) differ(fmt::format("line {}: {}: {}", problem.line, problem.key, problem.message.en));
  }

  void finish() { result_.passed = result_.difference.empty(); }
  void differ(std::string_view what) { result_.difference += fmt::format("{}{}", result_.difference.empty() ? "" : "; ", what); }

 private:
  void check_cites() {
    const Act* act = library_.find_act(result_.act_id);
    for (const std::string& cite : result_.cites) {
      if (act == nullptr || act->find_article(cite) == nullptr) differ(fmt::format("article {} does not exist", cite));
    }
  }

  void read_given(MapReader& given) {
    situation_.state = given.string("state");
    situation_.today = given.date("today").value_or(base::Date{});
    situation_.materials = given.strings("materials");
    situation_.missing_fields = given.strings("missing_fields");
    situation_.is_window_open = given.boolean("window_open", false);
    situation_.open_objections = static_cast<int>(given.integer("open_objections"));
    situation_.sustained_objections = static_cast<int>(given.integer("sustained_objections"));
    situation_.is_status_in_force = given.boolean("status_in_force", false);
    situation_.is_application_running = given.boolean("application_running", false);
    situation_.renewal = given.word("renewal", {"upcoming", "open", "awaiting", "over"}, MapReader::Presence::optional);
    situation_.performed = given.strings("performed");
    situation_.review_result = given.word("review", {"passed", "failed"}, MapReader::Presence::optional);
    each_scalar(given, "facts", [&](const std::string& name, const Node& value) { add_fact(name, value); });
    for (const std::string& condition : given.strings("lifted")) situation_.facts.insert_or_assign(lift_fact(condition), true);
    each_scalar(given, "terms", [&](const std::string& name, const Node& value) { add_term(name, value.scalar); });
    each_scalar(given, "judged", [&](const std::string& name, const Node& value) { add_judgement(name, value.scalar); });
    std::map<std::string, std::string> parents;
    each_scalar(given, "parents", [&](const std::string& name, const Node& value) { parents[name] = value.scalar; });
    if (parents.empty()) return;
    situation_.is_within = [parents](std::string_view division, std::string_view ancestor) {
      return is_within_by_parents(parents, std::string(division), ancestor);
    };
  }

  template <class Visit>
  void each_scalar(MapReader& reader, std::string_view key, Visit visit) {
    const Node* map = reader.find(key);
    if (map == nullptr) return;
    if (map->kind != Node::Kind::map) differ(fmt::format("{} must be a map", key));
    for (const auto& [name, value] : map->members) visit(name, value);
  }

  void add_fact(const std::string& name, const Node& node) {
    const Fact* fact = library_.find_fact(name);
    if (fact == nullptr && !name.starts_with("form.")) differ(fmt::format("the vocabulary has no fact {}", name));
    const bool is_text = fact != nullptr && (fact->type == "text" || fact->type == "division" || fact->type == "date");
    base::Value value = to_value(node);
    if (is_text && node.kind == Node::Kind::scalar) value = node.scalar;
    if (!value.is_null()) situation_.facts.insert_or_assign(name, std::move(value));
  }

  void add_term(const std::string& name, const std::string& text) {
    const auto date = base::parse_date(text);
    if (!date || procedure_->find_term(name) == nullptr) return differ(fmt::format("no term {} to {}", name, text));
    situation_.terms[name] = *date;
  }

  void add_judgement(const std::string& name, const std::string& text) {
    const auto outcome = parse_outcome(text);
    if (!outcome || procedure_->find_condition(name) == nullptr) return differ(fmt::format("no judgement {}: {}", name, text));
    situation_.judged[name] = *outcome;
  }

  void read_when(MapReader& when) {
    if (!when.has("action")) {
      const Form* form = library_.find_form(procedure_->act_id, procedure_->form);
      const Procedure* granting = procedure_->grants ? procedure_ : library_.find_granting(procedure_->act_id, procedure_->concerns);
      const Grants* grants = granting == nullptr ? nullptr : &*granting->grants;
      const Act* act = library_.find_act(procedure_->act_id);
      if (act == nullptr) return differ("the procedure belongs to no act");
      answer_ = answer_question(
          when, {*procedure_, *act, situation_, form, grants, calendar_, situation_.today, [this](std::string_view what) { differ(what); }});
      return;
    }
    action_ = procedure_->find_action(when.string("action"));
    const Node* by = when.find("by", MapReader::Presence::required);
    if (action_ == nullptr) differ("the action does not exist");
    if (by != nullptr) parties_ = by->kind == Node::Kind::list ? when.strings("by") : std::vector<std::string>{by->scalar};
  }

  void compare(MapReader& then) {
    if (then.has("last_day")) compare_text("last day", then.string("last_day"), answer_.last_day);
    if (then.has("result")) compare_text("result", then.string("result"), answer_.result);
    const bool expects_verdict = then.has("allowed");
    const bool is_expected = then.boolean("allowed", true);
    result_.shows_refusal = (expects_verdict && !is_expected) || is_negative(answer_.result);
    const std::vector<std::string> failing = then.strings("failing");
    const std::string to = then.string("to");
    if (expects_verdict) compare_verdict(is_expected, failing, to);
    const std::vector<std::string> remarks = then.strings("remarks");
    if (remarks != answer_.remarks) differ(fmt::format("remarks: expected {}, found {}", join(remarks), join(answer_.remarks)));
    if (!expects_verdict && !then.has("last_day") && !then.has("result")) differ("nothing is expected");
    each_scalar(then, "conditions", [&](const std::string& name, const Node& value) { compare_condition(name, value.scalar); });
  }

  void compare_text(std::string_view what, const std::string& expected, const std::string& found) {
    if (found != expected) differ(fmt::format("{}: expected {}, found {}", what, expected, found.empty() ? "nothing" : found));
  }

  void compare_verdict(bool is_expected, std::vector<std::string> failing, const std::string& to) {
    std::vector<std::string> found = answer_.failing;
    if (action_ != nullptr) {
      for (const Need& need : may(*procedure_, *action_, parties_, situation_).failing) found.push_back(need.id);
    }
    std::sort(failing.begin(), failing.end());
    std::sort(found.begin(), found.end());
    if (found.empty() != is_expected) differ(fmt::format("allowed: expected {}, found {} {}", is_expected, found.empty(), join(found)));
    if (!failing.empty() && failing != found) differ(fmt::format("failing: expected {}, found {}", join(failing), join(found)));
    if (!to.empty() && (action_ == nullptr || to != action_->to))
      differ(fmt::format("to: expected {}, found {}", to, action_ == nullptr ? "no action" : action_->to));
  }

  void compare_condition(const std::string& name, const std::string& expected) {
    const Condition* condition = procedure_->find_condition(name);
    if (condition == nullptr || !parse_outcome(expected)) return differ(fmt::format("no condition {}: {}", name, expected));
    Outcome outcome = Outcome::not_evidenced;
    if (condition->check) {
      outcome = evaluate(*condition, situation_.facts, situation_.today, situation_.is_within);
    } else if (const auto answer = situation_.judged.find(name); answer != situation_.judged.end()) {
      outcome = answer->second;
    }
    if (outcome_name(outcome) != expected) differ(fmt::format("{}: expected {}, found {}", name, expected, outcome_name(outcome)));
  }

  const Library& library_;
  const Calendar& calendar_;
  const SourceFile& file_;
  ScenarioResult& result_;
  std::vector<Problem> problems_;
  const Procedure* procedure_ = nullptr;
  const Action* action_ = nullptr;
  NumberAnswer answer_;  // where the scenario asks for a number instead of an action
  Situation situation_;
  std::vector<std::string> parties_;
};

/// The folder above `scenarios/`, or nothing where the file is no scenario file.
std::optional<std::string> act_of(std::string_view path) {
  const auto end = path.rfind("/scenarios/");
  if (end == std::string_view::npos || !path.ends_with(".yaml")) return std::nullopt;
  const auto begin = path.rfind('/', end - 1);
  return std::string(path.substr(begin == std::string_view::npos ? 0 : begin + 1, end - (begin == std::string_view::npos ? 0 : begin + 1)));
}

Node without_then(Node node) {
  std::erase_if(node.members, [](const auto& member) { return member.key == "then" || member.key == "cites"; });
  return node;
}

void run_file(const Library& library, const Calendar& calendar, const SourceFile& file, const std::string& act_id,
              std::vector<ScenarioResult>& results) {
  std::vector<Problem> problems;
  const Node root = read_yaml(file, problems);
  for (const Problem& problem : problems)
    results.push_back({file.path, fmt::format("line {}", problem.line), false, problem.message.en, act_id, {}, false});
  const Node* procedure = root.find("procedure");
  const Node* list = root.find("scenarios");
  if (list == nullptr) return results.push_back({file.path, "scenarios", false, "the file holds no scenarios", act_id, {}, false});
  std::map<std::string, Node> earlier;
  for (const Node& item : list->items) {
    ScenarioResult result{file.path, {}, false, {}, act_id, {}, false};
    Scenario scenario(library, calendar, file, result);
    const Node* base = item.find("base");
    const auto under = base == nullptr ? earlier.end() : earlier.find(base->scalar);
    if (base != nullptr && under == earlier.end()) scenario.differ(fmt::format("no earlier scenario is called {}", base->scalar));
    const Node merged = under == earlier.end() ? item : lay_over(without_then(under->second), item);
    scenario.run(merged, procedure == nullptr ? "" : procedure->scalar);
    scenario.finish();
    if (!earlier.emplace(result.name, merged).second) scenario.differ("the name is used twice");
    scenario.finish();
    results.push_back(std::move(result));
  }
}

}  // namespace

std::vector<ScenarioResult> run_scenarios(const Library& library, const Calendar& calendar, const std::vector<SourceFile>& files) {
  std::vector<ScenarioResult> results;
  for (const SourceFile& file : files) {
    if (const auto act_id = act_of(file.path)) run_file(library, calendar, file, *act_id, results);
  }
  return results;
}

std::vector<UntestedArticle> list_untested_articles(const Library& library, const std::vector<ScenarioResult>& results) {
  std::set<std::string> passing, refusing;
  for (const ScenarioResult& result : results) {
    for (const std::string& cite : result.cites) (result.shows_refusal ? refusing : passing).insert(result.act_id + "/" + cite);
  }
  std::vector<UntestedArticle> untested;
  for (const Act& act : library.acts) {
    for (const Article& article : act.articles) {
      const std::string name = act.id + "/" + article.id;
      const UntestedArticle shown{act.id, article.id, passing.contains(name), refusing.contains(name)};
      if (article.treatment == "bound" && !(shown.is_passing_shown && shown.is_refusal_shown)) untested.push_back(shown);
    }
  }
  return untested;
}

}  // namespace zhidian::rules
