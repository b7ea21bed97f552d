#include <fmt/format.h>
#include <magic.h>

#include <memory>
#include <stdexcept>

#include "files/files.hpp"

namespace zhidian::files {
namespace {

struct CloseMagic {
  void operator()(magic_set* cookie) const { magic_close(cookie); }
};

constexpr std::string_view unknown = "application/octet-stream";

}  // namespace

std::string sniff(const std::string& path) {
  // A cookie may not be shared between threads; loading the compiled table maps it and takes about a millisecond.
  std::unique_ptr<magic_set, CloseMagic> cookie(magic_open(MAGIC_MIME_TYPE | MAGIC_ERROR | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR));
  if (!cookie || magic_load(cookie.get(), nullptr) != 0) {
    throw std::runtime_error(fmt::format("libmagic: {}", cookie ? magic_error(cookie.get()) : "out of memory"));
  }
  const char* type = magic_file(cookie.get(), path.c_str());
  std::string found(type ? std::string_view(type) : unknown);
  if (found.find('/') == std::string::npos) return std::string(unknown);
  // The table's newer name for a Windows program; one name for all versions.
  if (found == "application/vnd.microsoft.portable-executable") return "application/x-dosexec";
  return found;
}

}  // namespace zhidian::files
