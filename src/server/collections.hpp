#pragma once
#include "query/load.hpp"

namespace zhidian::server {

/// What is searched, as the program carries it.
const query::Collections& collections();
/// The collection of this id; throws with one sentence that names those there are.
const query::Collection& must_find_collection(const std::string& id);

}  // namespace zhidian::server
