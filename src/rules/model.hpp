#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/value.hpp"

namespace zhidian::rules {

/// A human text of a regulation, procedure or form: always both languages.
struct Text {
  std::string zh, en;
};

struct Article {
  std::string id;                    // art_4_1
  std::string number;                // 第四条（一）
  Text heading, summary;             // in our own words
  std::string treatment;             // bound, guidance, not_automatable
  Text reason;                       // why not automatable
  std::vector<std::string> clauses;  // ids of the clause table
  std::string transition;            // what a change of this article does to running cases; empty: as the act says
};

/// What the act says of a status of its own and of places in the network or other statuses, named by their ids.
struct NetworkRule {
  std::string status;
  std::vector<std::string> names;
  std::vector<std::string> cites;
  std::string decided;
};

struct Act {
  std::string id;  // shenyang_outlet_2024
  std::int64_t version = 1;
  Text title, issuer;
  std::string number;        // document number, may be empty
  std::string jurisdiction;  // division code
  std::optional<base::Date> in_force_from, in_force_to;
  std::string transition;                 // keep_old, new_from_next_step, most_favourable
  std::vector<Text> based_on;             // what the act rests on
  std::vector<Text> warnings;             // what every reader of the act must know: a basis repealed, a form of our own
  std::optional<NetworkRule> cancels;     // node kinds that end the status when the outlet is determined to be one during its validity
  std::optional<NetworkRule> includes;    // other statuses whose holders within the jurisdiction hold this one without applying
  std::optional<NetworkRule> recommends;  // other statuses for which the filing body may recommend an outlet
  std::vector<Article> articles;
  std::string hash;  // SHA-256 over the canonical content of all its files except scenarios
  std::string file;  // regulations/<act>/act.yaml as it was given
  const Article* find_article(std::string_view article_id) const;
};

/// A test over facts; evaluated with three values.
struct Check {
  enum class Kind { all, any, negation, within, equals, one_of, none_of, at_least, at_most, present, passed };
  Kind kind = Kind::all;
  std::vector<Check> parts;  // all, any, negation
  std::string fact;          // registry fact of vocabulary.yaml, or form.<section>.<field>
  base::Value operand;       // number, text or list of texts
  Text label, unit;          // of the fact, from the vocabulary or the form
};

enum class Outcome { met, not_met, not_evidenced };

struct Condition {
  std::string id;
  Text label, cure;
  std::string cure_at;         // where the cure is made: team, organisation, service_items, form.section_5, materials.licence
  std::optional<Check> check;  // computed; absent when judged
  std::string judge;           // party that answers (recommender, filing_body) or empty
  bool blocks = true;          // false: shown as a warning only
  bool not_evidenced_blocks = true;
  bool at_opening = false;         // what is not met stops an application before it is begun
  std::string lifted_by;           // party whose officer may let an institution pass with a reason, or empty
  std::vector<std::string> cites;  // article ids
  std::string decided;             // id of our default where the text is silent (A1, C2 …)
};

/// A file slot of the application, in the annex's order.
struct Material {
  std::string id;
  Text label, hint;
  std::string by = "applicant";  // party that uploads it
  bool required = true;
  bool is_signed_form = false;  // the signed and sealed print of the form itself
  bool is_public = false;
  std::int64_t max_files = 1;
  std::int64_t max_bytes = 0;
  std::vector<std::string> media_types;
  std::vector<std::string> cites;
};

struct Field {
  std::string id;
  std::string type;  // text, long_text, integer, date, choice, choices, phone, email, url, division, list, boolean, file
  Text label, hint;
  bool required = false;
  bool is_personal = false;                // goes to the erasable part of an event, never to the public
  std::int64_t max_length = 0;             // characters; 0 = type's default
  std::int64_t target_words = 0;           // 左右; 0 = none. Band: 80–120 %
  std::int64_t at_least = 0, at_most = 0;  // list: number of items; integer: range (both 0 = open)
  std::string prefill;                     // path of a known value: organisation.name, team.members, service_items
  std::string replaces;                    // record of `known_records` that the answer takes the place of once a change is recorded
  std::vector<std::pair<std::string, Text>> options;
  std::vector<Field> item;  // fields of one item of a list
  std::vector<std::string> cites;
};

struct Section {
  std::string id;      // section_1
  std::string number;  // 一
  Text title, hint;
  std::string filled_by = "applicant";  // party
  std::string asked_for;                // option of a choice of the form without which the section is not asked; empty: always
  std::string layout = "fields";        // fields, catalogue
  std::vector<Field> fields;
  std::vector<std::string> signature_lines;  // handler, head, date, seal
  std::vector<std::string> cites;
  /// The field with a choice that has this option.
  const Field* find_tick(std::string_view option) const;
};

struct Form {
  std::string id;  // application
  std::string file;
  Text title, imprint;
  std::string font;                    // 仿宋_GB2312
  std::int64_t size_half_points = 28;  // 14 pt
  std::vector<std::string> cover;      // applicant_sealed, recommender_sealed, filled_on, number, year
  std::vector<Text> notes;
  std::vector<Section> sections;
  std::vector<std::string> cites;
  const Section* find_section(std::string_view id) const;
  /// The path (section.field) of the choices that have this option, or empty.
  std::string find_choices(std::string_view option) const;
};

struct State {
  std::string id;
  Text label;
  std::string holder;  // party that must act; empty when final
  bool is_final = false;
  Text remedy;  // what can be done against this outcome
};

struct Term {
  std::string id;
  Text label;
  std::string length;    // P5D, P10D, P3Y, P6M
  std::string unit;      // calendar_day, working_day, month, year, fixed_date
  std::string last_day;  // as_is, next_working_day
  std::string fixed;     // MM-DD for fixed_date
  Text reason_without_article;
  bool is_entered = false;  // the officer enters the length; `length` is the prefill, at_least its floor
  std::int64_t at_least = 1;
  std::vector<std::string> runs_in;  // states it goes on in after the one it started in
  std::string counted_from;          // date of the form (form.section.field) after which it runs; its end is shown and binds nobody
  Text consequence;                  // what its end means
  std::string enables;               // action that becomes possible after the last day, or empty
  std::vector<std::string> cites;
  std::string decided;
};

/// How long an institution may not apply for the status again: a length from the decision, or to a day of the year that follows it.
struct Ban {
  std::string length, unit;  // P3Y, year
  std::string fixed;         // MM-DD of the next year
  std::vector<std::string> cites;
  std::string decided;
};

/// A decision the public is told of by name until its ban ends (公开通报).
struct Publicity {
  std::vector<std::string> cites;
  std::string decided;
};

struct Action {
  std::string id;
  Text label, hint;
  std::vector<std::string> from;
  std::string to;     // empty: stays
  std::string party;  // applicant, recommender, filing_body, anyone, system; `holder`: the party that holds the state; the first of `parties`
  std::vector<std::string> parties;  // all of `by`; holder is resolved by parties_of
  std::vector<std::string> needs;    // names of `known_needs`
  std::vector<std::string> judged;   // condition ids this party must answer with this action
  std::vector<Field> input;
  std::vector<std::string> signs;   // head, handler, seal, cover_seal
  std::string scan;                 // material slot that must hold the signed page
  std::string starts;               // term id
  std::string starts_on;            // input field with the day the term starts after, such as the day of service; empty: today
  std::vector<std::string> not_by;  // actions whose doer may not do this one
  std::string effect;               // "", open_notice, open_objection, close_objection, grant_status, extend_status, end_status,
                                    // record_change
  /// Whether it gives the institution a place in the directory, for the first time or for a further term.
  bool lists_outlet() const { return effect == "grant_status" || effect == "extend_status"; }
  std::string ends_as;      // how the status ends: revoked (撤销), left (自愿终止), not_renewed (期满未延续)
  std::optional<Ban> bans;  // the institution may not apply again
  std::optional<Publicity> publicised;
  bool on_ban = false;      // the system does it to a running case of an institution that is banned
  bool is_refusal = false;  // reasons are required and told with the remedy
  bool is_return = false;
  bool is_sanction = false;        // a notice and a defence come first
  std::string form_section;        // section of the form that this action fills
  std::string ticks;               // option of that section's choice that this action ticks
  Text reason_without_article;     // why no article is cited
  Text reason_to_repeat;           // why a ring of states through this action needs no limit
  std::vector<std::string> tells;  // parties told in the site
  std::vector<std::string> cites;
  std::string decided;
};

struct Body {
  std::string party;     // recommender, filing_body
  std::string level;     // district, city, province, national, ministry
  std::string at;        // fact with the division code (registered_division), or empty
  std::string division;  // fixed division code, or empty
  std::vector<std::string> cites;
  std::string decided;
};

struct Grants {
  std::string status;  // municipal_outlet
  Text act_word, status_label;
  std::string validity;  // P3Y, or empty: no end
  std::vector<std::string> cites;
};

struct WindowRule {
  std::int64_t per_year = 0;  // 0: as many as are called
  bool is_soft = false;       // a further one needs a written reason
  std::vector<std::string> cites;
  std::string decided;
};

/// A report owed for every calendar year in which the status was held for at least a day, one case each. Its days are fixed and never moved.
struct Duty {
  struct Day {
    bool is_next_year = false;  // of the year after the one reported on
    std::string on;             // MM-DD
  };
  Day opens, due;                    // the first day it can be handed in, and the last that is in time
  std::string waivable_from;         // MM-DD: of a year in which the status was granted on that day or later it may be waived (D19); empty: never
  std::vector<std::string> done_in;  // states in which the outlet has done its part
  std::vector<std::string> cites;
  std::string decided;
};

/// How the status goes on after its last day, each new term following on the last day of the one before (A9).
struct Renewal {
  bool is_at_expiry = false;  // the authority re-examines once the last day has passed; else the outlet applies before it
  std::string before;         // how long before the last day an application may be begun: P180D
  std::vector<std::string> cites;
  std::string decided;
};

/// One line of the score sheet experts fill in: whole points from 0 to `most`.
struct ScoreItem {
  std::string id;
  Text label, hint;
  std::int64_t most = 0;
};

/// Expert review of a case: who sits, what is scored, what passes. The mean of the experts' totals must reach `pass_mark`.
struct ReviewRule {
  std::vector<std::string> open_in;   // states in which a review may be opened
  std::string party = "filing_body";  // whose review it is
  std::int64_t at_least = 0;          // members of the panel
  bool is_odd = false;                // the panel's number must be odd
  std::string former_employer;        // how long an employer an expert has left still bars: P3Y; empty: not at all
  std::string reveal_within;          // how long a committed value of the draw may stay unrevealed
  std::string reveal_unit;
  std::string score_within;  // how long an expert has to seal the score sheet before the seat may be given on
  std::string score_unit;
  std::vector<ScoreItem> score_sheet;
  std::int64_t pass_mark = 0;
  std::vector<std::string> cites;
  std::string decided;
  std::int64_t most() const;  // points of a full sheet
};

struct Procedure {
  std::string id;      // filing
  std::string act_id;  // empty for a service procedure of procedures/
  std::int64_t act_version = 1;
  std::string file;
  Text label;
  std::string form;
  std::string child_of;                 // parent procedure for an objection
  std::string route_of;                 // the procedure this is another route of: an institution goes one of them at a time
  std::string concerns;                 // status of the outlet a case is about, once it is granted; empty: no outlet yet
  bool concerns_applicants = false;     // it is about an institution that asks for that status and does not hold it
  std::vector<std::string> granted_by;  // procedures by which that status was granted; empty: by any
  std::string opened_by = "applicant";  // party that opens a case; the outlet sees an authority's case once it is told of it; `system`: nobody
  std::optional<Duty> duty;
  std::optional<Renewal> renewal;
  std::vector<std::pair<std::string, Text>> parties;  // what a party is called here, where the usual word does not fit
  std::string initial;
  std::optional<Grants> grants;
  std::optional<WindowRule> window;
  std::optional<ReviewRule> review;
  std::vector<Body> bodies;
  std::vector<Condition> conditions;
  std::vector<Material> materials;
  std::vector<State> states;
  std::vector<Action> actions;
  std::vector<Term> terms;
  std::map<std::string, std::vector<std::string>> publish;  // notice, directory: field paths that may leave
  const State* find_state(std::string_view id) const;
  const Action* find_action(std::string_view id) const;
  const Term* find_term(std::string_view id) const;
  const Condition* find_condition(std::string_view id) const;
  const Material* find_material(std::string_view id) const;
  const Body* find_body(std::string_view party) const;
  Text party_name(std::string_view party) const;
};

/// One registry fact a condition may name.
struct Fact {
  std::string id;    // team.full_time
  std::string type;  // integer, text, texts, date, boolean, division
  Text label, unit, source;
};

/// A place in the public service network an institution can have, and the levels of the authorities that may record it.
struct NodeKind {
  std::string id;  // tisc
  Text label;
  std::string level;  // of the body that determines it: national, province, city; empty: any
  std::vector<std::string> recorded_by;
};

/// All acts with their procedures and forms; immutable once loaded.
struct Library {
  std::vector<Act> acts;
  std::vector<Procedure> procedures;
  std::vector<std::pair<std::string, Form>> forms;  // act id, form
  std::vector<Fact> vocabulary;
  std::vector<NodeKind> node_kinds;
  std::map<std::string, std::map<std::string, int>> lines;  // file → dotted key → line, for the checker
  const Act* find_act(std::string_view act_id) const;
  const Procedure* find_procedure(std::string_view act_id, std::string_view procedure_id) const;
  /// The procedure of the act whose decision grants the status; the first one where there are several ways.
  const Procedure* find_granting(std::string_view act_id, std::string_view status) const;
  /// Ids of the procedures that are routes to the same thing, itself among them.
  std::vector<std::string> list_routes(const Procedure& procedure) const;
  const Form* find_form(std::string_view act_id, std::string_view form_id) const;
  const Fact* find_fact(std::string_view id) const;
  const NodeKind* find_node_kind(std::string_view id) const;
};

/// The closed list of needs an action may name; each ends in one sentence of may().
/// window_open: a window of the procedure is open. form_complete: no required field of the party's sections is empty.
/// materials: every required slot of the acting party holds a file. signed_and_sealed: the signed form is uploaded.
/// conditions: the computed conditions. judged: those the action names, answered by a person.
/// notice_over, supplement_over, defence_over: the term that enables this action has ended.
/// term_over: any other term that enables this action has ended.
/// renewal_open: it is the time to ask for the next term, or the last day has passed and no window was open before it.
/// status_in_force, status_ended: the outlet the case is about holds its status, or no longer; an applicant the case is about: already, or not.
/// application_running: the applicant the case is about has handed in an application that is not decided.
/// supplement_term: the term started with the present state has not ended. no_open_objection, sustained_objection.
/// review_passed, review_failed: the expert review of this submission ended so.
const std::vector<std::string>& known_needs();
/// Whether the need asks for the end of the term that enables the action.
bool is_over_need(std::string_view need);

/// What of an institution's record a form may replace.
const std::vector<std::string>& known_records();

/// The parties that may perform the action in `state`, with `holder` resolved.
std::vector<std::string> parties_of(const Procedure& procedure, const Action& action, std::string_view state);

}  // namespace zhidian::rules
