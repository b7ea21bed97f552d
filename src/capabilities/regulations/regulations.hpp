#pragma once
#include <memory>
#include <string>

#include "base/value.hpp"
#include "rules/calendar.hpp"
#include "rules/library.hpp"
#include "storage/storage.hpp"

namespace zhidian::regulations {

/// The activated acts of this process with the calendar; immutable once built. Threads: safe to share.
struct Registry {
  rules::Library library;   // newest activated version of every act
  rules::Calendar calendar;
  std::map<std::string, std::shared_ptr<const rules::Library>> versions;  // "shenyang_outlet_2024@1" → library holding that version
  const rules::Procedure* find_procedure(std::string_view act_id, std::int64_t version, std::string_view procedure_id) const;
  const rules::Form* find_form(std::string_view act_id, std::int64_t version, std::string_view form_id) const;
};

/// Seeds table act_versions from the given files where an act version is not there yet, then loads every activated version.
/// A seed whose content differs from the stored one of the same version is a Failure naming the act.
std::shared_ptr<const Registry> load_registry(storage::Database& database, const std::vector<rules::SourceFile>& regulation_files,
                                              const std::vector<rules::SourceFile>& calendar_files, base::Instant now);

/// JSON shapes shared with cases and notices (schemas Text, Due, Procedure … of openapi.yaml).
base::Value to_value(const rules::Text& text);
base::Value to_value(const rules::Procedure& procedure, const rules::Form* form);

}  // namespace zhidian::regulations
