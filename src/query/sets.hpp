#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "query/query.hpp"

namespace zhidian::query {

/// Earlier searches that a query may name as `#1`: what each of them asked, by its number.
using Sets = std::map<int, Query>;

/// The number a word such as `#1` or `＃12` names, from 1 to 9999; empty where it names none.
std::optional<int> set_number(std::string_view word);

/// What helps who names a set that is not there: `known` lists those that are, `suggestion` is the nearest of them.
std::map<std::string, std::string> known_sets(const Sets& sets, int wanted);

}  // namespace zhidian::query
