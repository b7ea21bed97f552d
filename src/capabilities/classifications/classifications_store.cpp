#include "capabilities/classifications/classifications_store.hpp"

#include "capabilities/classifications/sql.hpp"
#include "query/fold.hpp"

namespace zhidian::classifications {
namespace {

namespace sql = zhidian::sql::classifications;
using storage::Row;

StoredClass read_class(const Row& row) {
  return {row.text("code"), row.text("parent"), row.integer("level"), row.text("title"), row.integer("has_children") != 0};
}

}  // namespace

std::vector<StoredEdition> list_stored_editions(storage::Connection& connection) {
  return connection.list(sql::list_editions, {}, [](const Row& row) {
    return StoredEdition{row.text("id"),         row.text("scheme"),     row.text("edition"),        row.text("hash"),
                         row.integer("classes"), row.integer("deepest"), row.text("withdrawn_hash"), row.integer("withdrawn"),
                         row.integer("version"), row.text("imported_at")};
  });
}

void put_edition(storage::Connection& connection, const StoredEdition& edition) {
  connection.execute(sql::put_edition, {edition.id, edition.scheme, edition.edition, edition.hash, edition.classes, edition.deepest,
                                        edition.withdrawn_hash, edition.withdrawn, edition.version, edition.imported_at});
}

void replace_classes(storage::Connection& connection, const std::string& edition_id, const std::vector<StoredClass>& classes) {
  connection.execute(sql::remove_classes, {edition_id});
  std::int64_t position = 0;
  for (const StoredClass& each : classes) {
    const std::string folded = query::fold(each.code + " " + each.title);
    connection.execute(sql::insert_class, {edition_id, each.code, each.parent, each.level, each.title, folded, ++position});
  }
}

void replace_withdrawn(storage::Connection& connection, const std::string& edition_id, const std::vector<Withdrawn>& withdrawn) {
  connection.execute(sql::remove_withdrawn, {edition_id});
  for (const Withdrawn& each : withdrawn) connection.execute(sql::insert_withdrawn, {edition_id, each.code, each.replaced_by});
}

std::optional<StoredClass> find_stored_class(storage::Connection& connection, std::string_view edition_id, std::string_view code) {
  return connection.find(sql::find_class, {edition_id, code}, read_class);
}

std::vector<StoredClass> list_stored_classes(storage::Connection& connection, std::string_view edition_id, std::string_view parent) {
  return connection.list(sql::list_classes, {edition_id, parent}, read_class);
}

std::vector<StoredClass> search_stored_classes(storage::Connection& connection, std::string_view edition_id, const std::vector<std::string>& words,
                                               std::size_t most) {
  std::vector<std::string> patterns;
  for (const std::string& word : words) patterns.push_back(storage::like_pattern(word));
  patterns.resize(3, "%");
  return connection.list(sql::search_classes, {edition_id, patterns[0], patterns[1], patterns[2], most}, read_class);
}

std::vector<std::string> list_replacements(storage::Connection& connection, std::string_view edition_id, std::string_view code) {
  return connection.list(sql::list_replacements, {edition_id, code}, [](const Row& row) { return row.text("replaced_by"); });
}

}  // namespace zhidian::classifications
