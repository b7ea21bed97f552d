#pragma once
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/value.hpp"
#include "rules/calendar_notice.hpp"
#include "rules/library.hpp"
#include "storage/storage.hpp"

namespace zhidian::regulations {

/// The activated acts of this process with the calendar; immutable once built. Threads: safe to share.
struct Registry {
  rules::Library law;  // newest activated version of every act
  rules::Calendar calendar;
  std::int64_t calendar_notices = 0;                                      // how many are in force
  std::map<std::string, std::shared_ptr<const rules::Library>> versions;  // "shenyang_outlet_2024@1" → library holding that version
  /// `version` 0 asks for the newest.
  const rules::Act* find_act(std::string_view act_id, std::int64_t version) const;
  const rules::Procedure* find_procedure(std::string_view act_id, std::int64_t version, std::string_view procedure_id) const;
  const rules::Form* find_form(std::string_view act_id, std::int64_t version, std::string_view form_id) const;
  /// The procedure of the act that is a child of another one, e.g. the objection to a filing.
  const rules::Procedure* find_child_procedure(std::string_view act_id, std::int64_t version, std::string_view parent_procedure_id) const;
};

/// The registry the process works with now. Copies share it; an activation shows in all of them at once. What was active before is kept, since
/// requests under way may still point into it. Threads: safe to share.
class ActiveRegistry {
 public:
  ActiveRegistry(std::shared_ptr<const Registry> registry);
  const Registry* operator->() const { return state_->current.load(); }
  const Registry& operator*() const { return *state_->current.load(); }
  void replace(std::shared_ptr<const Registry> registry) const;

 private:
  struct State {
    std::mutex mutex;
    std::vector<std::shared_ptr<const Registry>> kept;
    std::atomic<const Registry*> current = nullptr;
  };
  std::shared_ptr<State> state_;
};

/// "shenyang_outlet_2024@1": how events and cases name an act version.
std::string version_name(std::string_view act_id, std::int64_t version);

/// Seeds table act_versions from the given files where an act version is not there yet, and an empty table calendar_notices; then loads every
/// activated version and the calendar in force.
/// A seed whose content differs from the stored one of the same version is a Failure naming the act.
std::shared_ptr<const Registry> load_registry(storage::Database& database, const std::vector<rules::SourceFile>& regulation_files,
                                              const std::vector<rules::SourceFile>& calendar_files, base::Instant now);

/// Loads every activated version and the calendar anew where the database holds other ones than the registry: another process, or this one,
/// activated a version or a holiday notice.
/// Returns whether it did.
bool refresh(const ActiveRegistry& active, storage::Database& database);
/// The files one activated version was made of, shared ones included; `version` 0 asks for the newest.
/// Errors: regulations.act_not_found.
base::Result<std::vector<rules::SourceFile>> list_version_files(storage::Connection& connection, std::string_view act_id, std::int64_t version);
/// Adds a version; from the next refresh on it is the newest. Its files must load without a problem.
/// Errors: regulations.version_exists.
base::Result<void> add_version(storage::Connection& connection, const rules::Act& act, const std::vector<rules::SourceFile>& files,
                               base::Instant now);

/// A holiday notice in force, as it was entered; `change_id` is empty for one the program brought.
struct StoredNotice {
  std::int64_t year = 0, version = 0;
  std::string text, hash, change_id, activated_at;
};
/// Sorted by year and version.
std::vector<StoredNotice> list_calendar_notices(storage::Connection& connection);
/// The calendar they make.
rules::Calendar load_calendar(storage::Connection& connection);
/// The calendars that have been in force since an instant of business time and are no longer: a day told by one of them only moves later.
std::vector<rules::Calendar> list_former_calendars(storage::Connection& connection, std::string_view since);
rules::SourceFile source_of(const StoredNotice& stored);
/// Brings a notice into force; from the next refresh on it counts. False where the year has this version already.
bool add_calendar_notice(storage::Connection& connection, const rules::CalendarNotice& notice, const std::string& text, std::string_view change_id,
                         base::Instant now);

/// JSON shapes shared with windows, cases and notices (schemas Text, Due, Procedure … of openapi.yaml).
base::Value to_value(const rules::Text& text);
base::Value to_value(const rules::Field& field, std::string_view act_id);
base::Value to_value(const rules::Procedure& procedure, const rules::Form* form);
base::Value to_value(const rules::Due& due, base::Date start, std::string_view calendar_version);
/// Articles for citation chips, each named with its act: "shenyang_outlet_2024/art_4_1".
base::Value cites_value(std::string_view act_id, const std::vector<std::string>& cites);
std::vector<std::string> full_cites(std::string_view act_id, const std::vector<std::string>& cites);
/// What an article is bound to, e.g. "filing/conditions/full_time_staff"; in the order of the files.
std::vector<std::string> list_bindings(const rules::Library& library, const rules::Act& act, std::string_view article_id);
/// Schema Article; with the official wording where it was imported.
base::Value article_value(storage::Connection& connection, const rules::Library& library, const rules::Act& act, const rules::Article& article);
/// Articles whose number, heading or summary (either language) or imported wording holds the folded words, at most `limit`.
base::Value::List search_articles(storage::Connection& connection, const Registry& registry, std::string_view words, std::size_t limit);

/// Splits the official text of an act by its 第N条 headings and （N） items and gives each article of the act its part.
/// Shape: article id → text; articles without a heading of their own (forms) are left out.
/// Errors: regulations.no_articles_in_text.
base::Result<std::map<std::string, std::string>> split_text(const rules::Act& act, std::string_view text);
/// Stores the official wording, replacing what was there. Returns the number of articles stored.
/// Errors: regulations.unknown_article.
base::Result<int> import_text(storage::Connection& connection, const rules::Act& act, const std::map<std::string, std::string>& texts,
                              std::string_view source);

}  // namespace zhidian::regulations
