#include "capabilities/notices/uploads.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

#include "capabilities/notices/sql.hpp"
#include "capabilities/notices/unlinked_evidence.hpp"

namespace zhidian::notices {
namespace {

namespace sql = zhidian::sql::notices;
using base::ErrorCode;

constexpr std::chrono::hours upload_life{1};
constexpr std::size_t most_evidence = 10;

void insert_stored_file(storage::Connection& connection, const files::Incoming& incoming, base::Instant now) {
  connection.execute(sql::insert_stored_file, {incoming.sha256, incoming.size, incoming.media_type, incoming.pages, base::print_instant(now)});
}

void insert_upload(storage::Connection& connection, const UploadedFile& upload, base::Instant now, base::Instant remove_at) {
  connection.execute(sql::insert_upload, {upload.id, upload.sha256, upload.name, base::print_instant(now), base::print_instant(remove_at)});
}

/// Empty where it is unknown, older than `oldest` or was taken before.
std::optional<UploadedFile> take_upload(storage::Connection& connection, std::string_view id, base::Instant now, base::Instant oldest) {
  if (connection.execute(sql::use_upload, {id, base::print_instant(now), base::print_instant(oldest)}) != 1) return std::nullopt;
  return connection.find(sql::find_upload, {id},
                         [](const storage::Row& row) { return UploadedFile{row.text("id"), row.text("sha256"), row.text("name")}; });
}

}  // namespace

base::Result<std::string> add_upload(storage::Connection& connection, const files::Incoming& incoming, std::string_view name, const Arrival& arrival,
                                     base::Random& random) {
  constexpr std::string_view accepted[] = {"application/pdf", "image/jpeg", "image/png"};
  if (std::ranges::find(accepted, incoming.media_type) == std::end(accepted)) return base::refuse(ErrorCode::invalid, "notices.type_refused");
  const UploadedFile upload{base::make_token(random, 16), incoming.sha256, files::safe_name(name)};
  insert_stored_file(connection, incoming, arrival.system);
  insert_upload(connection, upload, arrival.system, appoint_removal(connection, arrival.business, random));
  return upload.id;
}

base::Result<std::vector<UploadedFile>> take_uploads(storage::Connection& connection, const std::vector<std::string>& ids, const Arrival& arrival) {
  if (ids.size() > most_evidence) return base::refuse(base::field_error("evidence", "notices.too_many_files"));
  std::vector<UploadedFile> taken;
  for (const std::string& id : ids) {
    auto upload = take_upload(connection, id, arrival.system, arrival.system - upload_life);
    if (!upload) return base::refuse(base::field_error("evidence", "notices.upload_gone"));
    taken.push_back(std::move(*upload));
  }
  return taken;
}

}  // namespace zhidian::notices
