#pragma once
#include <optional>

#include "rules/library.hpp"
#include "rules/reader.hpp"

/// The readers of each kind of file; library.cpp decides which file is which.
namespace zhidian::rules {

/// The facts and the kinds of nodes.
void read_vocabulary(MapReader& reader, Library& library);
Act read_act(MapReader& reader);
Form read_form(MapReader& reader);
Procedure read_procedure(MapReader& reader);
/// What `takes:` of a procedure names.
struct Takes {
  std::string from;                    // procedure of the same act
  std::vector<std::string> only, but;  // of it: keys, or things below a key (actions.file); `only` empty: all
};
Takes read_takes(MapReader& reader);
/// The procedure laid over what it takes from `other`. What `only` and `but` name and `other` does not hold is added to `missing`.
Node take_from(const Node& own, const Node& other, const Takes& takes, std::vector<std::string>& missing);
/// Fields of a form section or an action's input. A form's field is required unless it says otherwise.
std::vector<Field> read_fields(MapReader& reader, std::string_view key, bool is_required_by_default);
/// The piece `review:` of a procedure.
ReviewRule read_review(MapReader& reader);
Check read_check(const Node& node, MapReader& reader, const std::string& key);

}  // namespace zhidian::rules
