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
/// Evaluates a computed condition; one that was lifted for the institution is met.
Outcome evaluate(const Condition& condition, const Facts& facts, base::Date today, const WithinTest& is_within);
/// The fact, true where the condition was lifted: beside those of the vocabulary, for no condition to name.
std::string lift_fact(std::string_view condition_id);

/// Every computed condition with what was found, in the order of the act. Judged ones come as not_evidenced until answered.
std::vector<Finding> check_conditions(const Procedure& procedure, const Facts& facts, base::Date today, const WithinTest& is_within);

/// What the facts say of the condition, in a sentence: 专职人员人数：2人.
Text describe_found(const Condition& condition, const Facts& facts);

/// Whether the finding stands in the way of an action that needs it.
bool is_blocking(const Finding& finding);

/// All that a case brings to a question; no I/O behind it.
struct Situation {
  std::string state;
  Facts facts;
  std::vector<std::string> materials;       // slots that hold at least one usable file
  std::vector<std::string> missing_fields;  // required form fields still empty (dotted paths)
  bool is_window_open = false;
  std::map<std::string, base::Date> terms;  // running terms: last day
  int open_objections = 0, sustained_objections = 0;
  std::string review_result;              // of the expert review of this submission: passed, failed, or empty while there is none
  std::map<std::string, Outcome> judged;  // answers persons gave so far
  bool is_status_in_force = false;        // of the institution the case is about
  bool is_application_running = false;    // of that institution, for the status the case is about
  std::string renewal;                    // upcoming, open, awaiting, over (renewals.hpp), or empty
  bool is_change_unchecked = false;       // name or head of the institution changed, and who handles the case has not looked yet
  std::vector<std::string> performed;     // actions the asking person has performed in this case
  base::Date today;
  WithinTest is_within;
};

/// A need that fails, for a person: which, why, by which article, how to cure it.
struct Need {
  std::string id;  // wrong_state, wrong_party, another_person, scan, change_checked or a name of known_needs()
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

/// *May I?* A wrong state or party is the only answer given; else every need that fails, in the order of the file. `parties` are the parties the
/// actor stands for in this case (applicant, recommender, filing_body, anyone).
Verdict may(const Procedure& procedure, const Action& action, const std::vector<std::string>& parties, const Situation& situation);
/// Every action of the procedure with its verdict, allowed ones first in the order of the file.
std::vector<Verdict> list_verdicts(const Procedure& procedure, const std::vector<std::string>& parties, const Situation& situation);

/// The input of an action or the answers of a section against its fields. Details carry dotted paths below `prefix`.
/// A draft (not final) may leave out or shorten; its types, lengths and members are checked all the same.
/// Errors: rules.unknown_field, rules.field_required, rules.wrong_type, rules.too_long, rules.hidden_characters, rules.not_an_option,
/// rules.too_few, rules.too_many, rules.out_of_range_number, rules.bad_date, and likewise bad_division, bad_phone, bad_email, bad_url.
std::vector<base::ErrorDetail> check_answers(const std::vector<Field>& fields, const base::Value& answers, std::string_view prefix, bool is_final);
/// Whether a section is asked, given what was ticked.
bool is_asked(const Form& form, const Section& section, const base::Value& answers);
/// The answers without those of sections that are not asked.
base::Value asked_answers(const Form& form, const base::Value& answers);
/// Required fields of the party's sections still empty, as dotted paths `<section>.<field>`; `answers` holds one member per section.
std::vector<std::string> missing_fields(const Form& form, const base::Value& answers, std::string_view party);
/// Texts far from their 左右 length: below 80 % or above 120 %. A remark, never a refusal. Source: synthesis D1.
/// Errors: rules.below_target_words, rules.above_target_words, with params count and target.
std::vector<base::ErrorDetail> word_remarks(const std::vector<Field>& fields, const base::Value& answers, std::string_view prefix);
/// Facts `form.<section>.<field>` from answers.
void add_form_facts(Facts& facts, const Form& form, const base::Value& answers);

}  // namespace zhidian::rules
