#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "base/result.hpp"

namespace zhidian::files {

/// A file that has arrived completely but is not yet linked to anything. Its temporary name goes with the last copy
/// of this value; a file that was kept stays.
struct Incoming {
  std::string temporary_path;
  std::string sha256;  // hex
  std::int64_t size = 0;
  std::string media_type;  // by content, never by name
  std::int64_t pages = 0;  // of a document or picture; 0 where it has none that could be shown
  std::shared_ptr<const void> removal = nullptr;
};

/// Receives bytes as they come; hashes while writing to a temporary name.
class Upload {
 public:
  virtual ~Upload() = default;
  /// Errors: files.too_large (limit passed), files.storage_full.
  virtual base::Result<void> append(std::string_view bytes) = 0;
  /// Flushes to disk, sniffs the type. The upload must not be used afterwards.
  virtual base::Result<Incoming> finish() = 0;
};

/// Attachments by content hash in `<data>/files/ab/cdef…`. Threads: safe to call from several.
class Store {
 public:
  virtual ~Store() = default;
  virtual base::Result<std::unique_ptr<Upload>> begin(std::int64_t limit_bytes) = 0;
  /// Renames to the content's name and syncs file and folder. Idempotent: the same content twice is one file.
  virtual base::Result<void> keep(const Incoming& incoming) = 0;
  virtual void discard(const Incoming& incoming) = 0;
  virtual std::string path_of(std::string_view sha256) const = 0;
  virtual bool exists(std::string_view sha256) const = 0;
};
std::unique_ptr<Store> open_disk_store(const std::string& folder, base::Random& random);

/// The media type of the bytes themselves (libmagic), e.g. application/pdf; a Windows program is application/x-dosexec.
std::string sniff(const std::string& path);
/// A name safe in a Content-Disposition header and on any disk: no path, no controls or hidden characters, at most 120 characters.
std::string safe_name(std::string_view name);
/// `attachment; filename="…"; filename*=UTF-8''…` Source: RFC 6266.
std::string content_disposition(std::string_view name);

/// Renders a page of a PDF or a picture as PNG in a child process with limits on time, memory and files (poppler).
/// Shape: page from 1; width in pixels, 16 to 4,000; a smaller picture is not enlarged. Errors: files.no_preview, files.page_not_found.
base::Result<std::string> preview_png(const std::string& path, const std::string& media_type, int page, int width);
/// Number of pages; 1 for a picture. Errors: files.no_preview, also for a document that cannot be read in time.
base::Result<int> count_pages(const std::string& path, const std::string& media_type);

}  // namespace zhidian::files
