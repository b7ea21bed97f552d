#pragma once
#include "capabilities/directory/take_over.hpp"

/// A list that should not have been entered is taken back as a whole.
namespace zhidian::directory {

/// A line of the list that stands in the directory. `stays_for` is empty where it goes: case, certificate, sanction, change.
struct TakenOverLine {
  std::string outlet_id, organisation_id, name, stays_for;
  std::int64_t version = 1;
};
/// What undoing a list would do now.
struct Undoing {
  TakeOverRecord record;
  std::vector<TakenOverLine> lines;
  std::int64_t count_going() const;
};
/// Scope is the officers of the register; for all others the list does not exist. Errors: directory.take_over_not_found.
base::Result<Undoing> find_undoing(storage::Connection& connection, const regulations::Registry& registry, std::string_view account_id,
                                   std::string_view take_over_id);
/// Takes out every line nothing has begun with, and the institutions that came in with them and that nothing has begun with either. Lines that stay
/// are named. The log keeps all of it, and the same file can be entered again.
/// Errors: those of find_undoing, directory.take_over_undone (it was taken back before).
base::Result<Undoing> undo_take_over(const http::Call& call, const regulations::Registry& registry, std::string_view take_over_id,
                                     const std::string& reason);
base::Value to_value(const Undoing& undoing);

/// A list taken back.
struct UndoneTakeOver {
  TakeOverRecord record;
  std::string undone_by, undone_at, reason;
  std::int64_t removed = 0;
  base::Value stayed;  // list of {outlet_id, name, stays_for}
};
std::vector<UndoneTakeOver> list_undone(storage::Connection& connection, std::string_view account_id, std::string_view id = "");
base::Value to_value(const UndoneTakeOver& undone);

}  // namespace zhidian::directory
