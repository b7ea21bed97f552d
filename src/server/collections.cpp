#include "server/collections.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "http/http.hpp"
#include "server/embedded.hpp"

namespace zhidian::server {

const query::Collections& collections() {
  static const query::Collections loaded = [] {
    std::vector<query::CollectionFile> files;
    for (const embedded::File& file : embedded::collections()) files.push_back({std::string(file.path), std::string(file.bytes)});
    auto read = query::load_collections(files);
    if (!read) throw std::logic_error(http::sentence(http::Language::en, read.error().id, read.error().params));
    return std::move(*read);
  }();
  return loaded;
}

const classifications::Tables& classification_tables() {
  static const classifications::Tables loaded(embedded::classifications().front().bytes);
  return loaded;
}

query::Synonyms read_synonyms(const std::string& file) {
  query::Synonyms synonyms;
  const auto add = [&](const std::string& path, const std::string& text) {
    if (const auto added = synonyms.add(path, text); !added)
      throw std::runtime_error(http::sentence(http::Language::zh, added.error().id, added.error().params));
  };
  for (const embedded::File& each : embedded::collections()) {
    if (each.path.ends_with("synonyms.yaml")) add(std::string(each.path), std::string(each.bytes));
  }
  if (file.empty()) return synonyms;
  std::ifstream input(file, std::ios::binary);
  if (!input) throw std::runtime_error(http::sentence(http::Language::zh, "ip_search.no_synonym_file", {{"file", file}}));
  add(file, {std::istreambuf_iterator<char>(input), std::istreambuf_iterator<char>()});
  return synonyms;
}

const query::Collection& must_find_collection(const std::string& id) {
  const auto found = collections().find(id);
  if (found != collections().end()) return found->second;
  std::string known;
  for (const auto& [name, collection] : collections()) known += (known.empty() ? "" : ", ") + name;
  throw std::runtime_error(http::sentence(http::Language::zh, "ip_records.unknown_collection", {{"name", id}, {"known", known}}));
}

}  // namespace zhidian::server
