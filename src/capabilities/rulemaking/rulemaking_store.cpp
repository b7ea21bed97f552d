#include "capabilities/rulemaking/rulemaking_store.hpp"

#include "capabilities/rulemaking/sql.hpp"

namespace zhidian::rulemaking {
namespace {

namespace sql = zhidian::sql::rulemaking;
using base::Value;

std::string print_files(const std::vector<rules::SourceFile>& files) {
  Value::Map map;
  for (const rules::SourceFile& file : files) map[file.path] = file.text;
  return base::print_json(map);
}

std::string print_editors(const std::vector<std::string>& editors) {
  Value::List list;
  for (const std::string& editor : editors) list.emplace_back(editor);
  return base::print_json(list);
}

Draft read_draft(const storage::Row& row) {
  Draft draft;
  draft.id = row.text("id");
  draft.act_id = row.text("act_id");
  draft.title = row.text("title");
  draft.state = row.text("state");
  draft.created_at = row.text("created_at");
  draft.updated_at = row.text("updated_at");
  draft.base_version = row.integer("base_version");
  draft.version = row.integer("version");
  draft.editors = row.texts("editors");
  const Value files = row.json("files");
  for (const auto& [path, text] : files.as_map()) draft.files.push_back({path, text.as_text()});
  return draft;
}

}  // namespace

void insert_draft(storage::Connection& connection, const Draft& draft, base::Instant now) {
  connection.execute(sql::insert_draft, {draft.id, draft.act_id, draft.base_version, draft.title, print_files(draft.files),
                                         print_editors(draft.editors), base::print_instant(now)});
}

bool update_draft(storage::Connection& connection, const Draft& draft, std::int64_t expected_version, base::Instant now) {
  return connection.execute(sql::update_draft, {draft.id, expected_version, draft.title, print_files(draft.files), print_editors(draft.editors),
                                                draft.state, base::print_instant(now)}) == 1;
}

std::optional<Draft> find_draft(storage::Connection& connection, std::string_view id) { return connection.find(sql::find_draft, {id}, read_draft); }

std::vector<Draft> list_drafts(storage::Connection& connection) { return connection.list(sql::list_drafts, {}, read_draft); }

}  // namespace zhidian::rulemaking
