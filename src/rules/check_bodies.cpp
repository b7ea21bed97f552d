#include <algorithm>
#include <array>
#include <set>

#include "rules/check.hpp"
#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

constexpr std::array<std::string_view, 4> levels{"national", "province", "city", "district"};

/// 0 is highest. A ministry stands beside the national office.
std::size_t rank_of(std::string_view level) {
  if (level == "ministry") return 0;
  return static_cast<std::size_t>(std::find(levels.begin(), levels.end(), level) - levels.begin());
}

/// Source: GB/T 2260: the shape of a code tells its level (not its parent).
std::string_view level_of(std::string_view code) {
  if (code == "000000" || code == "100000") return "national";
  if (code.ends_with("0000")) return "province";
  return code.ends_with("00") ? "city" : "district";
}

bool is_authority(std::string_view party) { return party == "recommender" || party == "filing_body"; }

/// Whether the authorities that act in one procedure exist and stand at the level their acts ask for.
class BodyCheck {
 public:
  BodyCheck(const Procedure& procedure, Findings& findings)
      : procedure_(procedure), act_(findings.law().find_act(procedure.act_id)), findings_(findings) {}

  void run() {
    for (const Body& body : procedure_.bodies) check_body(body);
    check_order();
    for (const Action& action : procedure_.actions) check_action(action);
  }

 private:
  void add(const std::string& key, Text message, std::vector<std::string> path) {
    findings_.add("wrong_level_authority", procedure_.file, key, std::move(message), std::move(path));
  }

  void check_body(const Body& body) {
    const std::string key = "bodies." + body.party;
    const bool is_code_of_level = body.division.empty() || level_of(body.division) == levels.at(rank_of(body.level));
    const bool is_above_act = act_ != nullptr && rank_of(body.level) < rank_of(level_of(act_->jurisdiction));
    if (!is_code_of_level || is_above_act) return add(key, sentences::wrong_level_authority(body.level), {body.party});
    const bool is_same_level = act_ != nullptr && !body.division.empty() && level_of(body.division) == level_of(act_->jurisdiction);
    if (is_same_level && body.division != act_->jurisdiction) add(key, sentences::elsewhere(body.division, act_->jurisdiction), {body.party});
  }

  /// A report is not recommended: whoever recommended the outlet reads it, and it is collected where the outlet lies (D18).
  void check_order() {
    if (procedure_.duty) return;
    const Body* recommender = procedure_.find_body("recommender");
    const Body* filing_body = procedure_.find_body("filing_body");
    if (recommender == nullptr || filing_body == nullptr || rank_of(recommender->level) >= rank_of(filing_body->level)) return;
    add("bodies.recommender", sentences::recommender_above(), {"recommender", "filing_body"});
  }

  void check_action(const Action& action) {
    const std::string key = "actions." + action.id;
    for (const std::string& state : action.from) {
      for (const std::string& party : parties_of(procedure_, action, state)) {
        if (!is_authority(party)) continue;
        const Body* body = procedure_.find_body(party);
        if (body == nullptr) return tell_missing(party, key, state);
        const bool grants = action.lists_outlet() && act_ != nullptr;
        if (grants && rank_of(body->level) != rank_of(level_of(act_->jurisdiction)))
          return add(key, sentences::grants_from_below(action.label), shortest_path(procedure_, action.to));
      }
    }
  }

  /// Said once a party, at its first action.
  void tell_missing(const std::string& party, const std::string& key, const std::string& state) {
    if (!missing_.insert(party).second) return;
    findings_.add("party_without_body", procedure_.file, key, sentences::party_without_body(party), shortest_path(procedure_, state));
  }

  const Procedure& procedure_;
  const Act* act_;
  Findings& findings_;
  std::set<std::string> missing_;
};

bool overlap(const Act& one, const Act& other) {
  const auto begins_after = [](const Act& late, const Act& early) {
    return late.in_force_from && early.in_force_to && *late.in_force_from > *early.in_force_to;
  };
  return !begins_after(one, other) && !begins_after(other, one);
}

/// The first procedure of another act, in force at the same time in the same place, that grants the status as well.
const Procedure* find_rival(const Library& library, const Procedure& procedure, const Act& act) {
  for (const Procedure& rival : library.procedures) {
    if (&rival == &procedure) return nullptr;
    const Act* other = library.find_act(rival.act_id);
    const bool is_same = rival.grants && other != nullptr && other != &act && rival.grants->status == procedure.grants->status;
    if (is_same && other->jurisdiction == act.jurisdiction && overlap(act, *other)) return &rival;
  }
  return nullptr;
}

}  // namespace

void check_bodies(const Procedure& procedure, Findings& findings) { BodyCheck(procedure, findings).run(); }

void check_statuses(Findings& findings) {
  const Library& library = findings.law();
  for (const Procedure& procedure : library.procedures) {
    const Act* act = library.find_act(procedure.act_id);
    if (!procedure.grants || act == nullptr) continue;
    const Procedure* rival = find_rival(library, procedure, *act);
    if (rival == nullptr) continue;
    findings.add("status_granted_twice", procedure.file, "grants.status",
                 sentences::status_granted_twice(procedure.grants->status_label, rival->act_id),
                 {rival->act_id + "/" + rival->id, procedure.act_id + "/" + procedure.id});
  }
}

}  // namespace zhidian::rules
