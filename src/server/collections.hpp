#pragma once
#include "capabilities/classifications/classifications.hpp"
#include "query/load.hpp"

namespace zhidian::server {

/// What is searched, as the program carries it.
const query::Collections& collections();
/// The collection of this id; throws with one sentence that names those there are.
const query::Collection& must_find_collection(const std::string& id);
/// The classification tables the program knows.
const classifications::Tables& classification_tables();

}  // namespace zhidian::server
