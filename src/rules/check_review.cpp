#include <algorithm>
#include <set>

#include "rules/calendar.hpp"
#include "rules/check.hpp"

namespace zhidian::rules {

namespace {

bool asks_for_review(const Action& action) {
  return std::any_of(action.needs.begin(), action.needs.end(),
                     [](const std::string& need) { return need == "review_passed" || need == "review_failed"; });
}

bool is_length(std::string_view length, std::string_view unit) {
  const base::Date any_day{std::chrono::year{2024} / std::chrono::January / 1};
  return count_term(any_day, length, unit, "as_is", Calendar{}).has_value();
}

class ReviewCheck {
 public:
  ReviewCheck(const Procedure& procedure, Findings& findings) : procedure_(procedure), findings_(findings) {}

  void run() {
    for (const Action& action : procedure_.actions) {
      if (asks_for_review(action) && !procedure_.review) {
        add("actions." + action.id + ".needs", {"要求专家评审，但没有写 review", "A review is needed, but the procedure has no piece `review`"});
      }
    }
    if (!procedure_.review) return;
    check_panel(*procedure_.review);
    check_sheet(*procedure_.review);
    check_states(*procedure_.review);
    const bool has_lengths = is_length(procedure_.review->reveal_within, procedure_.review->reveal_unit) &&
                             is_length(procedure_.review->score_within, procedure_.review->score_unit) &&
                             (procedure_.review->former_employer.empty() || is_length(procedure_.review->former_employer, "year"));
    if (!has_lengths) add("review", {"期限的长度和单位不相符", "The length of the term does not fit its unit"});
  }

 private:
  void add(std::string key, Text message) { findings_.add("review_unsound", procedure_.file, std::move(key), std::move(message)); }

  void check_panel(const ReviewRule& review) {
    if (review.at_least < 1) add("review.panel.at_least", {"评审组至少要有一人", "A panel has at least one member"});
    if (review.is_odd && review.at_least % 2 == 0) {
      add("review.panel.at_least", {"要求单数，最少人数却是双数", "The panel must be odd, but its least number is even"});
    }
  }

  void check_sheet(const ReviewRule& review) {
    std::set<std::string> ids;
    for (const ScoreItem& item : review.score_sheet) {
      if (item.most < 1) add("review.score_sheet." + item.id, {"满分至少为一分", "An item has at least one point"});
      if (!ids.insert(item.id).second) add("review.score_sheet." + item.id, {"评分项重复", "The item stands twice"});
    }
    if (review.score_sheet.empty()) add("review.score_sheet", {"没有评分项", "There is nothing to score"});
    const bool is_within = review.pass_mark >= 1 && review.pass_mark <= review.most();
    if (!review.score_sheet.empty() && !is_within) {
      add("review.pass_mark", {"合格分应当在一分和满分之间", "The pass mark must lie between one point and a full sheet"});
    }
  }

  void check_states(const ReviewRule& review) {
    for (const std::string& id : review.open_in) {
      const State* state = procedure_.find_state(id);
      if (state == nullptr || state->holder != review.party) {
        add("review.open_in",
            {"评审只能在组织评审的一方承办的状态中进行", "A review is held only in a state whose holder is the body that holds it"});
      }
    }
    const bool is_used = std::any_of(procedure_.actions.begin(), procedure_.actions.end(), asks_for_review);
    if (!is_used) add("review", {"没有动作用到评审结果", "No action asks for the result of the review"});
  }

  const Procedure& procedure_;
  Findings& findings_;
};

}  // namespace

void check_review(const Procedure& procedure, Findings& findings) { ReviewCheck(procedure, findings).run(); }

}  // namespace zhidian::rules
