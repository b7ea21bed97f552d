#include "files/removal.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace zhidian::files {

void remove_kept(const Store& store, std::string_view sha256) {
  const std::string path = store.path_of(sha256);
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) throw std::runtime_error(fmt::format("{}: {}", path, std::strerror(errno)));
}

}  // namespace zhidian::files
