#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "files/files.hpp"
#include "storage/storage.hpp"

/// Evidence that people without an account send before what it belongs to: an objection or a complaint.
namespace zhidian::notices {

/// When a request arrived, by both clocks: business time decides whether it is late, system time how old an upload is.
struct Arrival {
  base::Instant business, system;
};
struct UploadedFile {
  std::string id, sha256, name;
};
/// Keeps evidence, to be linked within an hour; what nobody linked is removed after a day. The store must hold the file already. Errors:
/// notices.type_refused.
base::Result<std::string> add_upload(storage::Connection& connection, const files::Incoming& incoming, std::string_view name, const Arrival& arrival,
                                     base::Random& random);
/// Takes the uploads for what they belong to from now on, each once. Errors: notices.too_many_files, notices.upload_gone.
base::Result<std::vector<UploadedFile>> take_uploads(storage::Connection& connection, const std::vector<std::string>& ids, const Arrival& arrival);

}  // namespace zhidian::notices
