#include "documents/archive.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <memory>
#include <stdexcept>

namespace zhidian::documents {

std::string zip_parts(const std::vector<Part>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  if (target == nullptr) throw std::runtime_error("zip: no buffer");
  zip_source_keep(target);
  const std::unique_ptr<zip_source_t, decltype(&zip_source_free)> held(target, zip_source_free);
  zip_t* archive = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error);
  if (archive == nullptr) {
    zip_source_free(target);
    throw std::runtime_error(fmt::format("zip: {}", zip_error_strerror(&error)));
  }
  for (const auto& part : parts) {
    zip_source_t* source = zip_source_buffer(archive, part.bytes.data(), part.bytes.size(), 0);
    const zip_int64_t index = source == nullptr ? -1 : zip_file_add(archive, part.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0 || zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, (44 << 9) | (1 << 5) | 1, 0) != 0) {
      zip_discard(archive);
      throw std::runtime_error(fmt::format("zip: {} cannot be added", part.name));
    }
  }
  if (zip_close(archive) != 0) {
    zip_discard(archive);
    throw std::runtime_error("zip: cannot be closed");
  }
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_stat(target, &stat) != 0 || zip_source_open(target) != 0) throw std::runtime_error("zip: cannot be read back");
  std::string bytes(stat.size, '\0');
  const zip_int64_t count = zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  if (count != static_cast<zip_int64_t>(bytes.size())) throw std::runtime_error("zip: short read");
  return bytes;
}

}  // namespace zhidian::documents
