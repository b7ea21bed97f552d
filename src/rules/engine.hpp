#pragma once
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "rules/calendar.hpp"
#include "rules/model.hpp"

namespace zhidian::rules {

/// Known facts by name. A missing fact is *not evidenced*. Answers of the case's form stand under `form.<section>.<field>`.
using Facts = std::map<std::string, base::Value, std::less<>>;

struct Finding {
  const Condition* condition = nullptr;
  Outcome outcome = Outcome::not_evidenced;
  Text found;  // what was found, in a sentence
};

/// Evaluates a check; `within` asks `is_within(division, ancestor)`.
using WithinTest = std::function<bool(std::string_view division, std::string_view ancestor)>;
Outcome evaluate(const Check& check, const Facts& facts, base::Date today, const WithinTest& is_within);

/// Every computed condition with what was found, in the order of the act. Judged ones come as not_evidenced until answered.
std::vector<Finding> check_conditions(const Procedure& procedure, const Facts& facts, base::Date today, const WithinTest& is_within);

/// All that a case brings to a question; no I/O behind it.
struct Situation {
  std::string state;
  Facts facts;
  std::vector<std::string> materials;         // slots that hold at least one usable file
  std::vector<std::string> missing_fields;    // required form fields still empty (dotted paths)
  bool is_window_open = false;
  std::map<std::string, base::Date> terms;    // running terms: last day
  int open_objections = 0, sustained_objections = 0;
  std::map<std::string, Outcome> judged;      // answers persons gave so far
  base::Date today;
  WithinTest is_within;
};

/// A need that fails, for a person: which, why, by which article, how to cure it.
struct Need {
  std::string id;  // wrong_state, wrong_party, window_open, conditions, …
  Text message, cure;
  std::string cure_at;
  std::vector<std::string> cites;
  std::vector<Finding> findings;  // for need `conditions`
  std::vector<std::string> fields;
};

struct Verdict {
  const Action* action = nullptr;
  std::vector<Need> failing;  // empty: allowed
  bool is_allowed() const { return failing.empty(); }
};

/// *May I?* `parties` are the parties the actor stands for in this case (applicant, recommender, filing_body, anyone).
Verdict may(const Procedure& procedure, const Action& action, const std::vector<std::string>& parties, const Situation& situation);
/// Every action of the procedure with its verdict, allowed ones first in the order of the file.
std::vector<Verdict> list_verdicts(const Procedure& procedure, const std::vector<std::string>& parties, const Situation& situation);

/// The input of an action or the answers of a section against its fields. Details carry dotted paths.
std::vector<base::ErrorDetail> check_answers(const std::vector<Field>& fields, const base::Value& answers, std::string_view prefix, bool is_final);
/// Required fields of the applicant's sections still empty (dotted paths), and word-count warnings.
std::vector<std::string> missing_fields(const Form& form, const base::Value& answers, std::string_view party);
/// Facts `form.<section>.<field>` from answers.
void add_form_facts(Facts& facts, const Form& form, const base::Value& answers);

}  // namespace zhidian::rules
