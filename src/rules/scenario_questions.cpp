#include "rules/scenario_questions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rules/duties.hpp"
#include "rules/engine.hpp"
#include "rules/network.hpp"
#include "rules/renewals.hpp"

namespace zhidian::rules {

namespace {

class QuestionReader {
 public:
  QuestionReader(MapReader& when, const QuestionContext& context) : when_(when), context_(context) {}

  NumberAnswer answer() {
    if (when_.has("term")) {
      ask_term();
    } else if (when_.has("granted")) {
      ask_validity("granted");
    } else if (when_.has("ban")) {
      ask_ban();
    } else if (when_.has("owed")) {
      ask_owed();
    } else if (when_.has("waiver")) {
      ask_waiver();
    } else if (when_.has("renewal")) {
      ask_renewal();
    } else if (when_.has("extended")) {
      ask_validity("extended");
    } else if (when_.has("opening")) {
      ask_opening();
    } else if (when_.has("node")) {
      ask_node();
    } else if (when_.has("other_status")) {
      ask_inclusion();
    } else if (when_.has("recommended_for")) {
      ask_recommendation();
    } else if (when_.has("window")) {
      ask_window();
    } else if (when_.has("field")) {
      ask_field();
    } else {
      ask_review();
    }
    return std::move(answer_);
  }

 private:
  void add(std::string_view fault) {
    if (!fault.empty()) answer_.failing.emplace_back(fault);
  }

  void ask_term() {
    const Term* term = context_.procedure.find_term(when_.string("term"));
    const auto start = when_.date("start");
    const std::string entered = when_.string("length");
    const int year = static_cast<int>(when_.integer("year"));
    if (term == nullptr) return context_.differ("the term does not exist");
    const bool is_fixed = term->unit == "fixed_date";
    if (!is_fixed && !start) return context_.differ("a term needs a start");
    const std::string& length = entered.empty() ? term->length : entered;
    add(length_fault(*term, length));
    if (!answer_.failing.empty()) return;
    const auto due =
        is_fixed ? fixed_date(year, term->fixed, context_.calendar) : count_term(*start, length, term->unit, term->last_day, context_.calendar);
    if (!due) return context_.differ(due.error().id);
    answer_.last_day = base::print_date(due->last_day);
  }

  /// From the day of the grant, or from the last day of the term before.
  void ask_validity(std::string_view key) {
    const auto from = when_.date(key, required);
    if (context_.grants == nullptr || !from) return context_.differ("the procedure grants nothing");
    const auto last_day = count_validity(*context_.grants, *from, context_.calendar);
    if (!last_day) return context_.differ(last_day.error().id);
    answer_.last_day = *last_day ? base::print_date(**last_day) : "none";
  }

  void ask_ban() {
    const Action* action = context_.procedure.find_action(when_.string("ban"));
    const auto decided_on = when_.date("decided", required);
    if (action == nullptr || !action->bans || !decided_on) return context_.differ("the action bans nobody");
    const auto last_day = count_ban(*action->bans, *decided_on, context_.calendar);
    if (!last_day) return context_.differ(last_day.error().id);
    answer_.last_day = base::print_date(*last_day);
  }

  /// `state` and `submitted`: of what was handed in; `granted_by`: by which procedure the status was granted.
  void ask_waiver() {
    const int year = static_cast<int>(when_.integer("waiver"));
    const Holding holding{"", when_.date("held_from", required).value_or(base::Date{}), std::nullopt, std::nullopt};
    const auto owed = list_owed(context_.procedure, holding, {{year, std::string(waived), std::nullopt}}, context_.today);
    const auto found = std::ranges::find(owed, year, &Owed::year);
    if (found == owed.end() || !found->is_waivable) answer_.failing.emplace_back("not_waivable");
    if (found != owed.end()) answer_.result = found->state;
  }

  void ask_owed() {
    const int year = static_cast<int>(when_.integer("owed"));
    Holding holding{when_.string("granted_by"), when_.date("held_from", required).value_or(base::Date{}), when_.date("held_until"),
                    when_.date("known_since")};
    const Report report{year, when_.string("state"), when_.date("submitted")};
    const auto owed = list_owed(context_.procedure, holding, {report}, context_.today);
    const auto found = std::ranges::find(owed, year, &Owed::year);
    answer_.result = found == owed.end() ? "none" : found->state;
    if (found != owed.end()) answer_.last_day = base::print_date(found->due_on);
  }

  /// `windows`: {from, to} each.
  void ask_renewal() {
    const auto valid_until = when_.date("renewal", required);
    std::vector<Offer> offers;
    when_.each("windows", [&](MapReader& map) {
      const auto from = map.date("from", required), to = map.date("to", required);
      if (from && to) offers.push_back({*from, *to});
    });
    if (!context_.procedure.renewal || !valid_until) return context_.differ("the procedure renews nothing");
    answer_.result = renewal_state(*context_.procedure.renewal, *valid_until, offers, context_.today);
    answer_.last_day = base::print_date(renewal_opens_on(*context_.procedure.renewal, *valid_until));
  }

  void ask_opening() {
    when_.boolean("opening", true);
    const Situation& situation = context_.situation;
    for (const Finding& stop : list_stops(context_.procedure, situation.facts, context_.today, situation.is_within)) add(stop.condition->id);
  }

  void ask_node() {
    const std::string kind = when_.string("node");
    const auto determined_on = when_.date("determined", required);
    const Holding holding{"", when_.date("held_from", required).value_or(base::Date{}), when_.date("held_until"), std::nullopt};
    const std::string status = context_.procedure.grants ? context_.procedure.grants->status : "";
    answer_.result = determined_on && cancels(context_.act, status, kind, holding, *determined_on) ? "cancelled" : "kept";
  }

  void ask_inclusion() {
    const std::string status = when_.string("other_status"), division = when_.string("division", required);
    answer_.result = includes(context_.act, status, division, context_.situation.is_within) ? "included" : "apart";
  }

  void ask_recommendation() {
    const std::string wanted = when_.string("recommended_for"), held = when_.string("held", required);
    answer_.result = recommends(context_.act, held, wanted) ? "possible" : "impossible";
  }

  void ask_window() {
    const std::int64_t opened = when_.integer("window");
    const bool has_reason = when_.boolean("reason", false);
    if (!context_.procedure.window) return context_.differ("the procedure knows no window");
    add(window_fault(*context_.procedure.window, opened, has_reason));
  }

  void ask_review() {
    const auto& review = context_.procedure.review;
    const bool is_asked = when_.has("panel") || when_.has("sheet") || when_.has("totals") || when_.has("employer_left");
    if (!is_asked) return context_.differ("no question is asked");
    const std::int64_t panel = when_.integer("panel");
    const auto sheet = numbers("sheet"), totals = numbers("totals");
    const auto left_on = when_.date("employer_left");
    if (!review) return context_.differ("the procedure knows no review");
    if (when_.has("panel")) add(panel_fault(*review, panel));
    if (when_.has("sheet")) ask_sheet(review->score_sheet, sheet);
    if (when_.has("totals")) answer_.result = review_result(*review, totals);
    if (left_on) add(employer_fault(review->former_employer, *left_on, context_.today, context_.calendar));
  }

  /// Points stand in the order of the sheet's items.
  void ask_sheet(const std::vector<ScoreItem>& items, const std::vector<std::int64_t>& points) {
    if (points.size() > items.size()) context_.differ("there are more points than items");
    for (std::size_t at = 0; at < items.size(); ++at) add(score_fault(items[at], at < points.size() ? std::optional(points[at]) : std::nullopt));
  }

  /// A list of numbers, which may repeat.
  std::vector<std::int64_t> numbers(std::string_view key) {
    const Node* list = when_.find(key);
    std::vector<std::int64_t> numbers;
    for (const Node& item : list == nullptr ? std::vector<Node>{} : list->items) {
      const base::Value value = to_value(item);
      if (!value.is_integer()) context_.differ(fmt::format("{} is a list of numbers", key));
      numbers.push_back(value.is_integer() ? value.as_integer() : 0);
    }
    return numbers;
  }

  /// `section_5.cases.content_and_effect`: a field of a list's items is named below it. What an action asks for is named below the action.
  const Field* find_field(std::string_view path) const {
    const auto dot = path.find('.');
    const Section* section = context_.form == nullptr ? nullptr : context_.form->find_section(path.substr(0, dot));
    const Action* action = context_.procedure.find_action(path.substr(0, dot));
    const std::vector<Field>* fields = section != nullptr ? &section->fields : action != nullptr ? &action->input : nullptr;
    const Field* found = nullptr;
    for (std::string_view rest = dot == std::string_view::npos ? "" : path.substr(dot + 1); fields != nullptr && !rest.empty();) {
      const auto end = rest.find('.');
      const auto same = std::find_if(fields->begin(), fields->end(), [&](const Field& field) { return field.id == rest.substr(0, end); });
      if (same == fields->end()) return nullptr;
      found = &*same;
      fields = &same->item;
      rest = end == std::string_view::npos ? "" : rest.substr(end + 1);
    }
    return found;
  }

  void ask_field() {
    const std::string path = when_.string("field");
    const Field* field = find_field(path);
    if (field == nullptr) return context_.differ(fmt::format("the form has no field {}", path));
    base::Value::Map answers;
    if (when_.has("items")) {
      answers.insert_or_assign(field->id, base::Value::List(static_cast<std::size_t>(when_.integer("items")), base::Value(base::Value::Map{})));
    } else if (when_.has("words")) {
      std::string text;
      for (std::int64_t i = when_.integer("words"); i > 0; --i) text += "字";
      answers.insert_or_assign(field->id, std::move(text));
    } else {
      answers.insert_or_assign(field->id, when_.integer("value", required));
    }
    const base::Value value(std::move(answers));
    const auto tell = [&](const std::vector<base::ErrorDetail>& details, std::vector<std::string>& told) {
      for (const base::ErrorDetail& detail : details) {
        if (detail.field == field->id) told.push_back(detail.id.substr(std::string_view("rules.").size()));
      }
    };
    tell(check_answers({*field}, value, "", true), answer_.failing);
    tell(word_remarks({*field}, value, ""), answer_.remarks);
  }

  MapReader& when_;
  const QuestionContext& context_;
  NumberAnswer answer_;
};

}  // namespace

NumberAnswer answer_question(MapReader& when, const QuestionContext& context) { return QuestionReader(when, context).answer(); }

}  // namespace zhidian::rules
