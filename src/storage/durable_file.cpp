#include "storage/durable_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "storage/storage.hpp"

namespace zhidian::storage {
namespace {

constexpr std::size_t buffer_bytes = 1 << 18;

[[noreturn]] void fail(const std::string& path) {
  int code = errno;
  bool is_full = code == ENOSPC || code == EDQUOT || code == EFBIG;
  throw Failure(is_full ? Failure::Kind::storage_full : Failure::Kind::broken, fmt::format("{}: {}", path, std::strerror(code)));
}

void sync_folder_of(const std::string& path) {
  auto folder = std::filesystem::absolute(path).parent_path().string();
  int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) fail(folder);
  int code = ::fsync(descriptor);
  ::close(descriptor);
  if (code != 0) fail(folder);
}

}  // namespace

DurableFile::DurableFile(const std::string& path) : path_(path), partial_path_(path + ".partial") {
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored)) throw Failure(Failure::Kind::broken, fmt::format("{}: exists already", path));
  descriptor_ = ::open(partial_path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor_ < 0) fail(partial_path_);
}

DurableFile::~DurableFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(partial_path_.c_str());
}

void DurableFile::write(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() >= buffer_bytes) flush();
}

void DurableFile::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    auto written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno != EINTR) fail(partial_path_);
    if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

void DurableFile::finish() {
  flush();
  if (::fsync(descriptor_) != 0) fail(partial_path_);
  // link refuses a name that was taken meanwhile; rename would replace it.
  if (::link(partial_path_.c_str(), path_.c_str()) != 0) fail(path_);
  ::unlink(partial_path_.c_str());
  ::close(std::exchange(descriptor_, -1));
  sync_folder_of(path_);
}

}  // namespace zhidian::storage
