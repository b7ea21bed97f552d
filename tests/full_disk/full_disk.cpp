// A disk that can be filled and freed: while a file `full` stands beside the folder ZHIDIAN_FULL_DISK names, what is written below the folder finds
// no space, as the system says it.
#include <dlfcn.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

/// Whether a write to this descriptor finds no space now.
bool is_full(int descriptor) {
  static const char* const folder = std::getenv("ZHIDIAN_FULL_DISK");
  if (!folder || access((std::string(folder) + "/../full").c_str(), F_OK) != 0) return false;
  std::array<char, 4096> path{};
  const ssize_t length = readlink(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), path.data(), path.size());
  return length > 0 && std::string_view(path.data(), static_cast<std::size_t>(length)).starts_with(folder);
}

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

/// Calls what would have been called, unless there is no space.
template <class Function, class... Arguments>
auto unless_full(const char* name, int descriptor, Arguments... arguments) {
  static Function* const function = real<Function>(name);
  using Answer = decltype(function(descriptor, arguments...));
  if (!is_full(descriptor)) return function(descriptor, arguments...);
  errno = ENOSPC;
  return Answer{-1};
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t size) {
  return unless_full<ssize_t(int, const void*, size_t)>("write", descriptor, bytes, size);
}
ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t at) {
  return unless_full<ssize_t(int, const void*, size_t, off64_t)>("pwrite64", descriptor, bytes, size, at);
}

}  // extern "C"
