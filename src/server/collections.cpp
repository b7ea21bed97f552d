#include "server/collections.hpp"

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

const query::Collection& must_find_collection(const std::string& id) {
  const auto found = collections().find(id);
  if (found != collections().end()) return found->second;
  std::string known;
  for (const auto& [name, collection] : collections()) known += (known.empty() ? "" : ", ") + name;
  throw std::runtime_error(http::sentence(http::Language::zh, "ip_records.unknown_collection", {{"name", id}, {"known", known}}));
}

}  // namespace zhidian::server
