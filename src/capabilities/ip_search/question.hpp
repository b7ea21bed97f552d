#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "query/synonyms.hpp"
#include "query/terms.hpp"

namespace zhidian::ip_search {

/// Values of a facet a searcher chose: one of `any` where there are some, and none of `none`.
struct Choice {
  std::string field;
  std::vector<std::string> any, none;
};

/// What a searcher asks, as it came.
struct Asked {
  std::string text;
  bool is_cql = false;
  std::set<std::size_t> off;  ///< conditions of the text that are not asked
  std::vector<Choice> choices;
  std::set<std::string> as_written = {};  ///< folded words searched without their synonyms; "*": all of them
};

/// The same as it was read: what the text asks for together, and what the choices ask.
struct Question {
  std::vector<query::Query> conditions;  ///< of the top AND, with their synonyms; none where the text asks for everything
  std::vector<query::Query> typed;       ///< the same without
  std::vector<query::Expansion> synonyms;
  std::set<std::size_t> off;
  std::vector<Choice> choices;
  std::vector<query::Remark> remarks;

  /// Everything that is asked; without the choices of `but_field` where one is named.
  [[nodiscard]] query::Query whole(const query::Collection& collection, std::string_view but_field = {}) const;
};

/// Choices as the address carries them: {"kind": {"any": ["invention"], "none": []}}.
/// Errors: ip_search.bad_choices, search.unknown_field where a field is no facet.
base::Result<std::vector<Choice>> read_choices(const query::Collection& collection, std::string_view json);
/// Synonyms that would make the query too large are left out, with a remark. Errors: those of query::parse and parse_cql; ip_search.bad_choices where
/// a value is none of its field.
base::Result<Question> read_question(const query::Collection& collection, const query::Synonyms& synonyms, Asked asked);
/// `锂电池,led` or `*`.
std::set<std::string> read_as_written(std::string_view text);

/// What asks for one value of a facet, which counts a date by its year and a class by what stands below it.
/// Errors: ip_search.bad_choices.
base::Result<query::Query> ask_for_value(const query::Field& field, const std::string& value);

}  // namespace zhidian::ip_search
