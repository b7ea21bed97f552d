#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <set>

#include "rules/check.hpp"
#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

using Path = std::vector<std::string>;
using Edges = std::map<std::string, std::set<std::string>>;

/// The shortest way to every state that can be reached.
std::map<std::string, Path> find_paths(const std::string& initial, const Edges& edges) {
  std::map<std::string, Path> paths{{initial, {initial}}};
  std::deque<std::string> open{initial};
  while (!open.empty()) {
    const std::string state = open.front();
    open.pop_front();
    const auto leading = edges.find(state);
    for (const std::string& next : leading == edges.end() ? std::set<std::string>{} : leading->second) {
      if (paths.contains(next)) continue;
      paths[next] = paths[state];
      paths[next].push_back(next);
      open.push_back(next);
    }
  }
  return paths;
}

class StateCheck {
 public:
  StateCheck(const Procedure& procedure, Findings& findings) : procedure_(procedure), findings_(findings) {
    for (const Action& action : procedure_.actions) {
      for (const std::string& from : action.from) {
        if (action.to.empty() || action.to == from) continue;
        edges_[from].insert(action.to);
        if (action.starts.empty() && action.reason_to_repeat.zh.empty()) unlimited_[from].insert(action.to);
      }
    }
  }

  void run() {
    if (procedure_.find_state(procedure_.initial) == nullptr) return;
    paths_ = find_paths(procedure_.initial, edges_);
    find_ways_out();
    for (const State& state : procedure_.states) check_state(state);
    check_loops();
  }

 private:
  void add(std::string check, std::string key, Text message, Path path) {
    findings_.add(std::move(check), procedure_.file, std::move(key), std::move(message), std::move(path));
  }

  void find_ways_out() {
    for (const State& state : procedure_.states) {
      if (state.is_final) ends_.insert(state.id);
    }
    for (bool is_growing = true; is_growing;) {
      is_growing = false;
      for (const auto& [from, targets] : edges_) {
        const bool leads_out = std::any_of(targets.begin(), targets.end(), [&](const std::string& to) { return ends_.contains(to); });
        if (leads_out && ends_.insert(from).second) is_growing = true;
      }
    }
  }

  bool holder_can_act(const State& state) const {
    return std::any_of(procedure_.actions.begin(), procedure_.actions.end(), [&](const Action& action) {
      const bool is_here = std::find(action.from.begin(), action.from.end(), state.id) != action.from.end();
      const auto parties = parties_of(procedure_, action, state.id);
      return is_here && !action.to.empty() && action.to != state.id && std::find(parties.begin(), parties.end(), state.holder) != parties.end();
    });
  }

  void check_state(const State& state) {
    const std::string key = "states." + state.id;
    const auto path = paths_.find(state.id);
    if (path == paths_.end()) return add("unreachable_state", key, sentences::unreachable_state(state.label), {state.id});
    if (state.is_final) return;
    if (!ends_.contains(state.id)) return add("dead_end", key, sentences::dead_end(state.label), path->second);
    if (state.holder.empty()) return add("state_without_owner", key, sentences::state_without_owner(state.label), path->second);
    if (!holder_can_act(state)) add("state_without_owner", key, sentences::owner_cannot_act(state.label), path->second);
  }

  /// A ring of actions none of which starts a term, or says why it may be gone again and again, could turn for ever.
  void check_loops() {
    for (const State& state : procedure_.states) {
      Path path{state.id};
      if (!paths_.contains(state.id) || !closes_ring(state.id, path)) continue;
      return add("endless_return", "states." + state.id, sentences::endless_return(), path);
    }
  }

  bool closes_ring(const std::string& goal, Path& path) {
    std::set<std::string> seen;
    const std::function<bool(const std::string&)> walk = [&](const std::string& state) {
      for (const std::string& next : unlimited_[state]) {
        if (next == goal) {
          path.push_back(next);
          return true;
        }
        if (!seen.insert(next).second) continue;
        path.push_back(next);
        if (walk(next)) return true;
        path.pop_back();
      }
      return false;
    };
    return walk(goal);
  }

  const Procedure& procedure_;
  Findings& findings_;
  Edges edges_, unlimited_;
  std::map<std::string, Path> paths_;
  std::set<std::string> ends_;
};

}  // namespace

std::vector<std::string> shortest_path(const Procedure& procedure, const std::string& state) {
  Edges edges;
  for (const Action& action : procedure.actions) {
    for (const std::string& from : action.from) {
      if (!action.to.empty()) edges[from].insert(action.to);
    }
  }
  const auto paths = find_paths(procedure.initial, edges);
  const auto path = paths.find(state);
  return path == paths.end() ? Path{state} : path->second;
}

void check_states(const Procedure& procedure, Findings& findings) { StateCheck(procedure, findings).run(); }

}  // namespace zhidian::rules
