#pragma once
#include <string>
#include <string_view>

namespace zhidian::storage {

/// A file that appears under its name only when it is complete and on disk; readable by its owner only.
/// Errors: Failure{storage_full} on a full disk, Failure{broken} otherwise, also where the name is taken.
class DurableFile {
 public:
  explicit DurableFile(const std::string& path);
  DurableFile(const DurableFile&) = delete;
  DurableFile& operator=(const DurableFile&) = delete;
  ~DurableFile();

  /// An empty file that others may fill instead of write().
  const std::string& partial_path() const { return partial_path_; }
  void write(std::string_view bytes);
  void finish();

 private:
  void flush();

  std::string path_, partial_path_, buffer_;
  int descriptor_ = -1;
};

}  // namespace zhidian::storage
