#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/records.hpp"
#include "capabilities/classifications/schemes.hpp"
#include "storage/storage.hpp"

namespace zhidian::classifications {

/// An edition of a table. The one the program carries has no name and holds the top only.
struct Edition {
  std::string id, name;  ///< empty: the program's own
  std::int64_t classes = 0, deepest = 0, withdrawn = 0;
  std::string imported_at;
  [[nodiscard]] bool is_own() const { return id.empty(); }
};

/// A class with the class above it.
struct Class {
  std::string code, parent;
  std::size_t level = 0;
  Label title;  ///< an imported one has one language, that of its file, for both
  bool has_children = false;
};

/// What became of a code.
enum class State {
  current,    ///< stands in the newest edition
  withdrawn,  ///< stood in an earlier edition, or a list of withdrawn codes names it
  deeper,     ///< the newest edition that is here does not go down so far
  unknown,    ///< stands in no edition that is here
};
std::string_view name_of(State state);

struct Resolved {
  State state = State::unknown;
  std::string code;                 ///< as it is spelled
  Edition edition;                  ///< in which the class stands; of an unknown one the newest
  std::optional<Class> found;       ///< empty where only its code is known
  std::vector<Class> above;         ///< from the top; of what is unknown those its notation tells and the edition has
  std::vector<Class> replacements;  ///< of a withdrawn one; without a title where the newest edition lacks them
};

/// Reads classification tables. Threads: safe to call from several.
class Tables {
 public:
  explicit Tables(std::string_view yaml) : schemes_(read_schemes(yaml)) {}
  [[nodiscard]] const std::vector<Scheme>& schemes() const { return schemes_; }
  /// Null where there is none.
  [[nodiscard]] const Scheme* find_scheme(std::string_view id) const;

 private:
  std::vector<Scheme> schemes_;
};

/// The editions of one scheme as a connection sees them. Both must outlive it.
class Table {
 public:
  Table(storage::Connection& connection, const Scheme& scheme);
  /// The newest first, the program's own last.
  [[nodiscard]] const std::vector<Edition>& editions() const { return editions_; }
  [[nodiscard]] const Edition* find_edition(std::string_view name) const;
  [[nodiscard]] const Scheme& scheme() const { return scheme_; }

  [[nodiscard]] std::optional<Class> find(const Edition& edition, std::string_view code) const;
  /// Below a class, or at the top where `parent` is empty.
  [[nodiscard]] std::vector<Class> list_children(const Edition& edition, std::string_view parent) const;
  /// From the top, without the class itself.
  [[nodiscard]] std::vector<Class> list_above(const Edition& edition, const Class& below) const;
  /// Classes whose code or title holds all words, three at most; the higher first.
  [[nodiscard]] std::vector<Class> search(const Edition& edition, std::string_view words, std::size_t most) const;
  /// What is known of a code: in the newest edition, else in the lists of withdrawn codes and the earlier editions.
  [[nodiscard]] Resolved resolve(std::string_view code) const;
  /// The title alone, or empty.
  [[nodiscard]] std::optional<Label> find_title(std::string_view code) const;

 private:
  void resolve_withdrawn(Resolved& resolved) const;

  storage::Connection& connection_;
  const Scheme& scheme_;
  std::vector<Edition> editions_;
};

/// Editions as their events tell them; the classes themselves are not in the log, the hash of their files is.
extern const audit::RecordKind records_in_log;

}  // namespace zhidian::classifications
