#include "capabilities/regulations/regulations.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/id.hpp"
#include "capabilities/regulations/regulations_store.hpp"

namespace zhidian::regulations {
namespace {

using Failure = storage::Failure;

[[noreturn]] void fail(const std::string& sentence) { throw Failure(Failure::Kind::broken, sentence); }

rules::Library load_clean(const std::vector<rules::SourceFile>& files) {
  rules::Loaded loaded = rules::load_library(files);
  if (!loaded.problems.empty()) {
    const rules::Problem& problem = loaded.problems.front();
    fail(fmt::format("{}:{}: {} ({}): {}", problem.file, problem.line, problem.key, problem.check, problem.message.zh));
  }
  return std::move(loaded.law);
}

/// The folder that holds act.yaml of each act: "shenyang_outlet_2024/" or "regulations/shenyang_outlet_2024/".
std::string folder_of(const rules::Act& act, const std::vector<rules::SourceFile>& files) {
  const std::string ending = act.id + "/act.yaml";
  for (const rules::SourceFile& file : files) {
    if (file.path == ending || file.path.ends_with("/" + ending)) return file.path.substr(0, file.path.size() - std::string_view("act.yaml").size());
  }
  fail(fmt::format("{}: no file {}", act.id, ending));
}

/// A file below an act's folder belongs to that act; the others (the vocabulary) belong to every act.
bool is_shared(const rules::SourceFile& file, const std::vector<std::string>& folders) {
  return std::none_of(folders.begin(), folders.end(), [&](const std::string& folder) { return file.path.starts_with(folder); });
}

/// What one version needs to be loaded again: its own files and the shared ones as they were then.
std::string print_files(const std::string& folder, const std::vector<std::string>& folders, const std::vector<rules::SourceFile>& files) {
  base::Value::Map kept;
  for (const rules::SourceFile& file : files) {
    if (file.path.starts_with(folder) || is_shared(file, folders)) kept[file.path] = file.text;
  }
  return base::print_json(base::Value(std::move(kept)));
}

std::vector<rules::SourceFile> read_files(const StoredVersion& stored) {
  const auto parsed = base::parse_json(stored.files);
  if (!parsed || !parsed->is_map()) fail(fmt::format("act_versions {}@{}: files cannot be read", stored.act_id, stored.version));
  std::vector<rules::SourceFile> files;
  for (const auto& [path, text] : parsed->as_map()) files.push_back({path, text.as_text()});
  return files;
}

/// The acts of the seed that are not stored yet. A stored one with other content is refused: a version never changes.
std::vector<const rules::Act*> list_missing(storage::Connection& connection, const rules::Library& seed) {
  std::vector<const rules::Act*> missing;
  for (const rules::Act& act : seed.acts) {
    const auto hash = find_act_hash(connection, act);
    if (!hash) missing.push_back(&act);
    if (hash && *hash != act.hash) {
      fail(fmt::format("{}: the files differ from the stored version {} (hash {} instead of {}); a change needs a new version number", act.id,
                       act.version, act.hash.substr(0, 12), hash->substr(0, 12)));
    }
  }
  return missing;
}

void seed_versions(storage::Database& database, const std::vector<rules::SourceFile>& files, base::Instant now) {
  if (files.empty()) return;
  const rules::Library seed = load_clean(files);
  if (list_missing(database.read()->connection(), seed).empty()) return;
  std::vector<std::string> folders;
  for (const rules::Act& act : seed.acts) folders.push_back(folder_of(act, files));
  const auto transaction = database.write();
  for (const rules::Act* act : list_missing(transaction->connection(), seed)) {
    insert_act_version(transaction->connection(), *act, print_files(folder_of(*act, files), folders, files), now);
  }
  transaction->commit();
}

/// Puts the act of a version into the library of newest ones, in place of an older version.
void adopt(rules::Library& newest, const rules::Library& version, const std::string& act_id) {
  std::erase_if(newest.acts, [&](const rules::Act& act) { return act.id == act_id; });
  std::erase_if(newest.procedures, [&](const rules::Procedure& procedure) { return procedure.act_id == act_id; });
  std::erase_if(newest.forms, [&](const auto& form) { return form.first == act_id; });
  newest.acts.insert(newest.acts.end(), version.acts.begin(), version.acts.end());
  newest.procedures.insert(newest.procedures.end(), version.procedures.begin(), version.procedures.end());
  newest.forms.insert(newest.forms.end(), version.forms.begin(), version.forms.end());
  newest.vocabulary = version.vocabulary;
  // An act of an earlier time may know no kinds of nodes, or fewer.
  for (const rules::NodeKind& kind : version.node_kinds) {
    std::erase_if(newest.node_kinds, [&](const rules::NodeKind& known) { return known.id == kind.id; });
    newest.node_kinds.push_back(kind);
  }
}

}  // namespace

ActiveRegistry::ActiveRegistry(std::shared_ptr<const Registry> registry) : state_(std::make_shared<State>()) { replace(std::move(registry)); }

void ActiveRegistry::replace(std::shared_ptr<const Registry> registry) const {
  const std::lock_guard lock(state_->mutex);
  state_->current = registry.get();
  state_->kept.push_back(std::move(registry));
}

std::string version_name(std::string_view act_id, std::int64_t version) { return fmt::format("{}@{}", act_id, version); }

namespace {

std::shared_ptr<const Registry> load_versions(storage::Database& database) {
  auto registry = std::make_shared<Registry>();
  const auto reader = database.read();
  registry->calendar = load_calendar(reader->connection());
  registry->calendar_notices = count_calendar_notices(reader->connection());
  for (const StoredVersion& stored : list_act_versions(reader->connection())) {
    auto library = std::make_shared<const rules::Library>(load_clean(read_files(stored)));
    adopt(registry->law, *library, stored.act_id);
    registry->versions[version_name(stored.act_id, stored.version)] = std::move(library);
  }
  return registry;
}

}  // namespace

std::shared_ptr<const Registry> load_registry(storage::Database& database, const std::vector<rules::SourceFile>& regulation_files,
                                              const std::vector<rules::SourceFile>& calendar_files, base::Instant now) {
  seed_versions(database, regulation_files, now);
  seed_calendar(database, calendar_files, now);
  return load_versions(database);
}

bool refresh(const ActiveRegistry& active, storage::Database& database) {
  {
    const auto reader = database.read();
    if (std::cmp_equal(count_act_versions(reader->connection()), active->versions.size()) &&
        count_calendar_notices(reader->connection()) == active->calendar_notices)
      return false;
  }
  active.replace(load_versions(database));
  return true;
}

base::Result<std::vector<rules::SourceFile>> list_version_files(storage::Connection& connection, std::string_view act_id, std::int64_t version) {
  std::optional<StoredVersion> found;
  for (StoredVersion& stored : list_act_versions(connection)) {
    if (stored.act_id == act_id && (version == 0 || stored.version == version)) found = std::move(stored);
  }
  if (!found) return base::refuse(base::ErrorCode::not_found, "regulations.act_not_found");
  return read_files(*found);
}

base::Result<void> add_version(storage::Connection& connection, const rules::Act& act, const std::vector<rules::SourceFile>& files,
                               base::Instant now) {
  if (find_act_hash(connection, act)) return base::refuse(base::ErrorCode::conflict, "regulations.version_exists");
  base::Value::Map kept;
  for (const rules::SourceFile& file : files) kept[file.path] = file.text;
  insert_act_version(connection, act, base::print_json(base::Value(std::move(kept))), now);
  return {};
}

namespace {
const rules::Library* find_library(const Registry& registry, std::string_view act_id, std::int64_t version) {
  if (version == 0) return &registry.law;
  const auto found = registry.versions.find(version_name(act_id, version));
  return found == registry.versions.end() ? nullptr : found->second.get();
}
}  // namespace

const rules::Act* Registry::find_act(std::string_view act_id, std::int64_t version) const {
  const rules::Library* found = find_library(*this, act_id, version);
  return found ? found->find_act(act_id) : nullptr;
}

const rules::Procedure* Registry::find_procedure(std::string_view act_id, std::int64_t version, std::string_view procedure_id) const {
  const rules::Library* found = find_library(*this, act_id, version);
  return found ? found->find_procedure(act_id, procedure_id) : nullptr;
}

const rules::Form* Registry::find_form(std::string_view act_id, std::int64_t version, std::string_view form_id) const {
  const rules::Library* found = find_library(*this, act_id, version);
  return found ? found->find_form(act_id, form_id) : nullptr;
}

const rules::Procedure* Registry::find_child_procedure(std::string_view act_id, std::int64_t version, std::string_view parent_procedure_id) const {
  const rules::Library* found = find_library(*this, act_id, version);
  if (!found) return nullptr;
  for (const rules::Procedure& procedure : found->procedures) {
    if (procedure.act_id == act_id && procedure.child_of == parent_procedure_id) return &procedure;
  }
  return nullptr;
}

}  // namespace zhidian::regulations
