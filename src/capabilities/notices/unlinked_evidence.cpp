#include "capabilities/notices/unlinked_evidence.hpp"

#include "audit/log.hpp"
#include "capabilities/notices/sql.hpp"
#include "capabilities/notices/uploads.hpp"
#include "files/removal.hpp"

namespace zhidian::notices {
namespace {

namespace sql = zhidian::sql::notices;

constexpr std::string_view timer_kind = "unlinked_evidence", subject = "objection_uploads";
constexpr std::chrono::hours kept_for{24};

/// The count alone: what was in the files, and who sent them, is nobody's business any more.
audit::Event removal_event(const jobs::Timer& timer, std::int64_t uploads, std::int64_t files, base::Instant now) {
  return audit::make_event(subject, timer.id, 1, "remove", "", now, base::Value::Map{{"uploads", uploads}, {"files", files}});
}

}  // namespace

base::Instant appoint_removal(storage::Connection& connection, base::Instant business_now, base::Random& ids) {
  const base::Instant due_at = std::chrono::ceil<std::chrono::hours>(business_now + kept_for);
  jobs::set_timer(connection, {std::string(timer_kind), std::string(subject), base::print_instant(due_at), due_at, base::Value::Map{}}, business_now,
                  ids);
  return due_at;
}

base::Result<std::int64_t> UnlinkedEvidence::fire(storage::Connection& connection, const jobs::Timer& timer, base::Instant now) {
  const auto unused = connection.list(sql::list_unused_uploads, {base::print_instant(timer.due_at), jobs::effects_per_transaction},
                                      [](const storage::Row& row) { return UploadedFile{row.text("id"), row.text("sha256"), row.text("name")}; });
  std::int64_t uploads = 0;
  std::vector<std::string> unnamed;
  for (const UploadedFile& upload : unused) {
    if (connection.execute(sql::delete_unused_upload, {upload.id}) != 1) continue;
    ++uploads;
    if (connection.execute(sql::delete_unnamed_file, {upload.sha256}) == 1) unnamed.push_back(upload.sha256);
  }
  if (std::cmp_equal(unused.size(), jobs::effects_per_transaction)) {  // the rest goes with a further timer, of the same instant
    const auto part = timer.params.integer_or("part", 0) + 1;
    jobs::set_timer(connection,
                    {std::string(timer_kind), std::string(subject), std::to_string(part) + " " + base::print_instant(timer.due_at), timer.due_at,
                     base::Value::Map{{"part", part}}},
                    now, ids_);
  }
  if (uploads > 0) audit::append(connection, removal_event(timer, uploads, static_cast<std::int64_t>(unnamed.size()), now), ids_);
  // Last: where this transaction fails all the same, the rows name files that are gone, and the next try removes them.
  for (const std::string& sha256 : unnamed) files::remove_kept(files_, sha256);
  return uploads;
}

}  // namespace zhidian::notices
