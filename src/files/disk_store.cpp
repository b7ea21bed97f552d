#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include "base/id.hpp"
#include "base/sha256.hpp"
#include "files/files.hpp"

namespace zhidian::files {
namespace {

using base::ErrorCode;

/// Uploads nobody finished are removed at start after so long.
constexpr std::chrono::hours abandoned_after{24};

tl::unexpected<base::Error> refuse_by_errno(const std::string& path) {
  if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG) return base::refuse(ErrorCode::storage_full, "files.storage_full");
  throw std::runtime_error(fmt::format("{}: {}", path, std::strerror(errno)));
}

/// An open file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

bool sync_folder(const std::string& path) {
  Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return folder.number() >= 0 && ::fsync(folder.number()) == 0;
}

/// Removes the temporary name when nobody needs it any more.
std::shared_ptr<const std::string> removed_at_end(const std::string& path) {
  return {new std::string(path), [](const std::string* name) {
            ::unlink(name->c_str());
            delete name;
          }};
}

class DiskUpload final : public Upload {
 public:
  DiskUpload(std::string path, Descriptor file, std::int64_t limit)
      : path_(std::move(path)), name_(removed_at_end(path_)), file_(std::move(file)), limit_(limit) {}

  base::Result<void> append(std::string_view bytes) override {
    if (size_ + static_cast<std::int64_t>(bytes.size()) > limit_) {
      return base::refuse(ErrorCode::too_large, "files.too_large", {{"limit", std::to_string(limit_)}});
    }
    hash_.add(bytes);
    size_ += static_cast<std::int64_t>(bytes.size());
    while (!bytes.empty()) {
      auto written = ::write(file_.number(), bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return refuse_by_errno(path_);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }

  base::Result<Incoming> finish() override {
    if (::fsync(file_.number()) != 0) return refuse_by_errno(path_);
    Incoming incoming{path_, base::to_hex(hash_.finish()), size_, sniff(path_), 0, name_};
    // Counted here, before any transaction: a hostile document must not hold the database while it is read.
    incoming.pages = count_pages(path_, incoming.media_type).value_or(0);
    return incoming;
  }

 private:
  std::string path_;
  std::shared_ptr<const std::string> name_;
  Descriptor file_;
  std::int64_t limit_, size_ = 0;
  base::Sha256 hash_;
};

bool is_hash(std::string_view text) { return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos; }

class DiskStore final : public Store {
 public:
  DiskStore(std::string folder, base::Random& random) : folder_(std::move(folder)), arriving_(folder_ + "/arriving"), random_(random) {
    std::filesystem::create_directories(arriving_);
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
    remove_abandoned();
  }

  base::Result<std::unique_ptr<Upload>> begin(std::int64_t limit_bytes) override {
    auto path = arriving_ + "/" + base::make_token(random_, 16);
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (file.number() < 0) return refuse_by_errno(path);
    return std::make_unique<DiskUpload>(path, std::move(file), limit_bytes);
  }

  base::Result<void> keep(const Incoming& incoming) override {
    auto path = path_of(incoming.sha256);
    auto folder = std::filesystem::path(path).parent_path().string();
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return refuse_by_errno(folder);
    // The same content under the same name: replacing it changes nothing, also for who reads it now.
    if (::rename(incoming.temporary_path.c_str(), path.c_str()) != 0) {
      if (errno == ENOENT && exists(incoming.sha256)) return {};  // kept before
      return refuse_by_errno(path);
    }
    if (!sync_folder(folder) || !sync_folder(folder_)) return refuse_by_errno(folder);
    return {};
  }

  void discard(const Incoming& incoming) override { ::unlink(incoming.temporary_path.c_str()); }

  std::string path_of(std::string_view sha256) const override {
    if (!is_hash(sha256)) throw std::logic_error("a stored file is named by its SHA-256");
    return fmt::format("{}/{}/{}", folder_, sha256.substr(0, 2), sha256.substr(2));
  }

  bool exists(std::string_view sha256) const override { return is_hash(sha256) && ::access(path_of(sha256).c_str(), R_OK) == 0; }

 private:
  void remove_abandoned() {
    std::error_code ignored;
    auto limit = std::filesystem::file_time_type::clock::now() - abandoned_after;
    for (const auto& entry : std::filesystem::directory_iterator(arriving_, ignored)) {
      if (entry.last_write_time(ignored) < limit) std::filesystem::remove(entry.path(), ignored);
    }
  }

  std::string folder_, arriving_;
  base::Random& random_;
};

}  // namespace

std::unique_ptr<Store> open_disk_store(const std::string& folder, base::Random& random) { return std::make_unique<DiskStore>(folder, random); }

}  // namespace zhidian::files
