#pragma once
#include "capabilities/classifications/classifications.hpp"
#include "query/load.hpp"
#include "query/synonyms.hpp"

namespace zhidian::server {

/// What is searched, as the program carries it.
const query::Collections& collections();
/// Words that say the same: those the program carries, and those of a file where one is named. Throws with one sentence where the file is none.
query::Synonyms read_synonyms(const std::string& file);
/// The collection of this id; throws with one sentence that names those there are.
const query::Collection& must_find_collection(const std::string& id);
/// The classification tables the program knows.
const classifications::Tables& classification_tables();

}  // namespace zhidian::server
