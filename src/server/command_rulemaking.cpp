#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "capabilities/demonstration/demonstration.hpp"
#include "capabilities/directory/directory.hpp"
#include "capabilities/divisions/divisions.hpp"
#include "capabilities/notices/notices.hpp"
#include "capabilities/rulemaking/simulation.hpp"
#include "http/http.hpp"
#include "rules/difference.hpp"
#include "rules/simulate.hpp"
#include "server/commands.hpp"
#include "server/sources.hpp"
#include "server/store.hpp"

namespace zhidian::server {
namespace {

[[noreturn]] void fail(const rules::Problem& problem) {
  throw std::runtime_error(
      fmt::format("{}:{}: [{}] {}{}", problem.file, problem.line, problem.check, problem.key.empty() ? "" : problem.key + ": ", problem.message.zh));
}

/// An act as a folder on disk, or by its id among the embedded ones. With the vocabulary, which every act needs.
struct Named {
  std::string act_id;
  std::vector<rules::SourceFile> files;
};

Named find_act_files(const std::string& folder_or_id) {
  namespace fs = std::filesystem;
  Named named;
  const bool is_folder = fs::is_directory(folder_or_id);
  named.act_id = is_folder ? fs::path(folder_or_id).lexically_normal().filename().string() : folder_or_id;
  if (named.act_id.empty()) named.act_id = fs::path(folder_or_id).lexically_normal().parent_path().filename().string();
  const std::string prefix = "regulations/" + named.act_id + "/";
  for (rules::SourceFile& file : regulation_sources("")) {
    const bool is_own = file.path.starts_with(prefix);
    const bool is_shared = std::ranges::count(file.path, '/') == 1;
    if (is_shared || (is_own && !is_folder)) named.files.push_back(std::move(file));
  }
  if (!is_folder && named.files.size() == 1) throw std::runtime_error(fmt::format("没有规章 {}，也没有这个文件夹。", folder_or_id));
  if (is_folder) {
    for (rules::SourceFile& file : read_sources(folder_or_id, {}, "regulations/" + named.act_id)) named.files.push_back(std::move(file));
  }
  return named;
}

rules::Library must_load(const std::vector<rules::SourceFile>& files) {
  rules::Loaded loaded = rules::load_library(files);
  if (!loaded.problems.empty()) fail(loaded.problems.front());
  return std::move(loaded.law);
}

std::string_view sign_of(rules::Difference::Kind kind) {
  switch (kind) {
    case rules::Difference::Kind::added: return "+";
    case rules::Difference::Kind::removed: return "-";
    case rules::Difference::Kind::changed: break;
  }
  return "~";
}

std::string_view name_of(rules::Comparison::Relation relation) {
  switch (relation) {
    case rules::Comparison::Relation::equal: return "equal";
    case rules::Comparison::Relation::stricter: return "stricter";
    case rules::Comparison::Relation::weaker: return "weaker";
    case rules::Comparison::Relation::incomparable: return "incomparable";
    case rules::Comparison::Relation::undecided: break;
  }
  return "undecided";
}

/// The procedure by which an act grants its status.
const rules::Procedure& granting(const rules::Library& library, const std::string& act_id) {
  for (const rules::Procedure& procedure : library.procedures) {
    if (procedure.act_id == act_id && procedure.grants) return procedure;
  }
  throw std::runtime_error(fmt::format("规章 {} 没有授予网点资格的程序。", act_id));
}

base::Value facts_value(const rules::Facts& facts) {
  base::Value::Map map;
  for (const auto& [name, value] : facts) map[name] = value;
  return map;
}

base::Value ids_of(const std::vector<const rules::Condition*>& conditions) {
  base::Value::List list;
  for (const rules::Condition* condition : conditions) list.emplace_back(condition->id);
  return list;
}

void print_witness(std::string_view sentence, const std::vector<const rules::Condition*>& conditions, const rules::Facts& witness) {
  if (conditions.empty()) return;
  fmt::print("{}\n", sentence);
  for (const rules::Condition* condition : conditions) fmt::print("  {}（{}）\n", condition->label.zh, fmt::join(condition->cites, "、"));
  fmt::print("  例如：{}\n", base::print_json(facts_value(witness)));
}

void print_simulation(const rulemaking::Simulation& simulation, const divisions::DivisionTree& divisions) {
  fmt::print("共比对 {} 家单位、{} 件在办申报。\n", simulation.organisations, simulation.cases);
  const base::Value value = rulemaking::to_value(simulation);
  for (const base::Value& tally : value.at("by_division").as_list()) {
    fmt::print("{}：不再符合 {} 家，变为符合 {} 家，受影响申报 {} 件，其中无法继续 {} 件\n", divisions.full_name(tally.text_or("division_code")),
               tally.integer_or("lose", 0), tally.integer_or("gain", 0), tally.integer_or("cases", 0), tally.integer_or("stranded", 0));
  }
  for (const rulemaking::OrganisationEffect& effect : simulation.organisation_effects) {
    std::string labels;
    for (const auto* list : {&effect.newly_failing, &effect.newly_met}) {
      for (const rules::Text& label : *list) labels += (labels.empty() ? "" : "；") + label.zh;
    }
    fmt::print("  {} {}  {}\n", effect.passes_after ? "○" : "✕", effect.name, labels);
  }
  for (const rulemaking::CaseEffect& effect : simulation.case_effects) {
    fmt::print("  {} {}  {}{}\n", effect.is_stranded ? "✕" : "·", effect.number, effect.state, effect.is_stranded ? "（新版中没有出路）" : "");
  }
}

}  // namespace

int regulation_diff(const ComparisonOptions& options) {
  const auto differences = rules::list_differences(find_act_files(options.first).files, find_act_files(options.second).files);
  std::map<std::string, std::vector<const rules::Difference*>> by_article;
  for (const rules::Difference& difference : differences) by_article[fmt::format("{}", fmt::join(difference.cites, " "))].push_back(&difference);
  if (options.json) {
    base::Value::List list;
    for (const rules::Difference& difference : differences) {
      list.push_back(base::Value::Map{{"kind", sign_of(difference.kind)},
                                      {"file", difference.file},
                                      {"at", difference.at},
                                      {"before", difference.before},
                                      {"after", difference.after},
                                      {"cites", base::list_value(difference.cites)}});
    }
    fmt::print("{}\n", base::print_json(base::Value::Map{{"differences", std::move(list)}}));
    return differences.empty() ? Exit::done : Exit::finding;
  }
  for (const auto& [articles, list] : by_article) {
    fmt::print("{}\n", articles.empty() ? "（未引条款）" : articles);
    for (const rules::Difference* difference : list) {
      fmt::print("  {} {} {}\n", sign_of(difference->kind), difference->file, difference->at);
      if (!difference->before.empty()) fmt::print("      - {}\n", difference->before);
      if (!difference->after.empty()) fmt::print("      + {}\n", difference->after);
    }
  }
  if (differences.empty()) fmt::print("没有差别。\n");
  return differences.empty() ? Exit::done : Exit::finding;
}

int regulation_compare(const ComparisonOptions& options) {
  const Named floor = find_act_files(options.first), overlay = find_act_files(options.second);
  const rules::Library floor_library = must_load(floor.files), overlay_library = must_load(overlay.files);
  const divisions::DivisionTree tree(divisions::parse_divisions(embedded::divisions().front().bytes));
  const auto comparison =
      rules::compare_conditions(granting(floor_library, floor.act_id), granting(overlay_library, overlay.act_id), base::civil_date(system_now()),
                                [&](std::string_view division, std::string_view ancestor) { return tree.is_within(division, ancestor); });
  if (options.json) {
    fmt::print("{}\n", base::print_json(base::Value::Map{{"relation", name_of(comparison.relation)},
                                                         {"stricter_by", ids_of(comparison.stricter_by)},
                                                         {"stricter_witness", facts_value(comparison.stricter_witness)},
                                                         {"weaker_by", ids_of(comparison.weaker_by)},
                                                         {"weaker_witness", facts_value(comparison.weaker_witness)}}));
    return Exit::done;
  }
  static const std::map<std::string_view, std::string_view> words{
      {"equal", "相同"}, {"stricter", "更严"}, {"weaker", "更宽"}, {"incomparable", "互有宽严"}, {"undecided", "未能判定"}};
  fmt::print("{} 与 {} 相比：{}\n", overlay.act_id, floor.act_id, words.at(name_of(comparison.relation)));
  print_witness("更严之处（符合前者而不符合后者）：", comparison.stricter_by, comparison.stricter_witness);
  print_witness("更宽之处（符合后者而不符合前者）：", comparison.weaker_by, comparison.weaker_witness);
  return Exit::done;
}

int regulation_simulate(const Place& place, const SimulationOptions& options) {
  const auto as_of = options.as_of.empty() ? std::optional<base::Date>() : base::parse_date(options.as_of);
  if (!options.as_of.empty() && !as_of) throw std::runtime_error(http::sentence(http::Language::zh, "regulations.bad_date", {}));
  std::vector<rules::Problem> problems;
  const rules::SourceFile file{options.change, read_file(options.change)};
  const rules::ProposedChange change = rules::read_change(file, problems);
  if (!problems.empty()) fail(problems.front());
  Store store(place);
  const auto registry = regulations::load_registry(*store.database, {}, calendar_sources(""), system_now());
  cases::Service service(registry, *store.files, *store.random);
  notices::Observer notices_observer;
  directory::Observer directory_observer(service, *store.random);
  service.add_observer(notices_observer);
  service.add_observer(directory_observer);
  const demonstration::DatabaseClock clock(*store.database);
  const auto reader = store.database->read();
  const auto files = regulations::list_version_files(reader->connection(), change.act_id, 0);
  if (!files) throw std::runtime_error(http::sentence(http::Language::zh, files.error().id, files.error().params));
  const auto changed = rules::apply_change(*files, change, file.path, problems);
  if (!problems.empty()) fail(problems.front());
  const auto simulation = rulemaking::simulate(reader->connection(), service, must_load(*files), must_load(changed), change.act_id,
                                               as_of.value_or(base::civil_date(clock.business_now())));
  if (options.json) {
    fmt::print("{}\n", base::print_json(rulemaking::to_value(simulation)));
  } else {
    fmt::print("{}\n", change.label.zh);
    print_simulation(simulation, divisions::DivisionTree::read(reader->connection()));
  }
  return simulation.organisation_effects.empty() && simulation.case_effects.empty() ? Exit::done : Exit::finding;
}

}  // namespace zhidian::server
