#pragma once
#include <optional>

#include "capabilities/ip_search/question.hpp"
#include "search/index.hpp"

namespace zhidian::ip_search {

constexpr std::size_t reach = 10000;  ///< hits beyond this are not listed

/// The order hits are wanted in, and which of them.
struct Slice {
  std::string sort;  ///< relevance, newest, oldest
  std::size_t from = 0, most = 20;
  const std::vector<std::string>* among = nullptr;  ///< as search::Wanted::among: then `sort` says nothing
};

struct FacetValue {
  std::string value;
  std::uint64_t count = 0;
  bool is_any = false, is_none = false;
};
struct CountedFacet {
  std::string field;
  std::uint64_t distinct = 0;
  std::vector<FacetValue> values;
};

struct Answer {
  std::uint64_t count = 0;
  std::vector<search::Hit> hits;
  std::vector<CountedFacet> facets;
  std::vector<std::optional<std::uint64_t>> conditions;  ///< hits of each alone; empty where time was over
  std::uint64_t data_version = 0;
};

/// The keys of all hits.
struct Listed {
  std::vector<std::string> keys;
  std::uint64_t data_version = 0;
};
/// Errors: those of Index::list.
base::Result<Listed> list_keys(const search::Index& index, const query::Collection& collection, const Question& question, const std::string& sort);
/// With facets: one that has choices is counted as if it had none, so that others can be added; a chosen value always stands in it. With the count
/// of each condition. Errors: those of Index::find.
base::Result<Answer> find_answer(const search::Index& index, const query::Collection& collection, const Question& question, const Slice& slice);

/// One facet alone, with all its values, two hundred at most, counted as if nothing was chosen in it. Errors: those of Index::find.
base::Result<Answer> find_values(const search::Index& index, const query::Collection& collection, const Question& question, const std::string& field);

/// The field a record is called by, who holds it, the day it is ordered by, and its number.
const query::Field& title_field(const query::Collection& collection);
const query::Field& holder_field(const query::Collection& collection);
const query::Field& date_field(const query::Collection& collection);
const query::Field& number_field(const query::Collection& collection);

}  // namespace zhidian::ip_search
