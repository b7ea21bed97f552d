#include "files/confined.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "files/system_call_filter.hpp"

namespace zhidian::files {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int cannot_start = 126;

void set_limit(__rlimit_resource resource, rlim_t value) {
  rlimit limit{value, value};
  ::setrlimit(resource, &limit);
}

// Everything from here to the end of the child runs between fork and exec of a threaded program: system calls only.

[[noreturn]] void end_child(int code) {
  for (;;) ::syscall(SYS_exit_group, code);
}

/// Gives up what every child gives up: descriptors but the pipe, core dumps, further rights, life after the server.
void give_up_common(int output, const Limits& limits) {
  ::setpgid(0, 0);
  int nothing = ::open("/dev/null", O_RDWR);
  ::dup2(nothing, 0);
  ::dup2(nothing, 2);
  ::dup2(output, 1);
  if (::syscall(SYS_close_range, 3u, ~0u, 0u) != 0) {
    for (int descriptor = 3; descriptor < 65536; ++descriptor) ::close(descriptor);
  }
  auto seconds = static_cast<rlim_t>(limits.time.count() / 1000 + 1);
  set_limit(RLIMIT_CPU, seconds);
  set_limit(RLIMIT_FSIZE, 0);
  set_limit(RLIMIT_CORE, 0);
  set_limit(RLIMIT_NOFILE, 64);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) end_child(cannot_start);
}

[[noreturn]] void become_program(int output, char* const* arguments, const Limits& limits) {
  give_up_common(output, limits);
  set_limit(RLIMIT_AS, limits.memory_bytes);
  if (!refuse_harmful_calls()) end_child(cannot_start);
  char path[] = "PATH=/usr/bin:/bin", locale[] = "LC_ALL=C.UTF-8", home[] = "HOME=/nonexistent";
  char* environment[] = {path, locale, home, nullptr};
  ::execvpe(arguments[0], arguments, environment);
  end_child(cannot_start);
}

[[noreturn]] void become_function(int output, const std::function<int(Arena&, Output&)>& work, const Limits& limits) {
  give_up_common(output, limits);
  void* memory = ::mmap(nullptr, limits.memory_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED || !allow_only_output()) end_child(cannot_start);
  Arena arena(static_cast<char*>(memory), limits.memory_bytes);
  Output out(1);
  end_child(work(arena, out));
}

// The parent's side.

/// Reads until the child closes its end. False where it took too long or wrote too much.
bool read_all(int descriptor, const Limits& limits, std::string& output) {
  auto end = Clock::now() + limits.time;
  char buffer[65536];
  for (;;) {
    auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    pollfd waited{descriptor, POLLIN, 0};
    if (left <= 0) return false;
    int ready = ::poll(&waited, 1, static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    auto count = ::read(descriptor, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return count == 0;
    output.append(buffer, static_cast<std::size_t>(count));
    if (output.size() > limits.output_bytes) return false;
  }
}

/// Waits for the end of a child that closed its output; kills it where it will not end.
bool wait_for_end(pid_t child, bool is_wanted, const Limits& limits, int& status) {
  auto end = Clock::now() + (is_wanted ? limits.time : std::chrono::milliseconds(0));
  for (;;) {
    pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return is_wanted;
    if (ended < 0 && errno != EINTR) return false;
    if (Clock::now() >= end) break;
    ::poll(nullptr, 0, 2);
  }
  ::kill(-child, SIGKILL);
  ::kill(child, SIGKILL);  // it may not have made its own group yet
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  return false;
}

template <class Become>
Outcome run_child(const Limits& limits, const Become& become) {
  Outcome outcome;
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return outcome;
  pid_t child = ::fork();
  if (child == 0) become(ends[1]);
  ::close(ends[1]);
  if (child > 0) {
    bool is_read = read_all(ends[0], limits, outcome.output);
    int status = 0;
    outcome.is_finished = wait_for_end(child, is_read, limits, status) && WIFEXITED(status);
    if (WIFEXITED(status)) outcome.exit_code = WEXITSTATUS(status);
  }
  ::close(ends[0]);
  if (outcome.exit_code == cannot_start) outcome.is_finished = false;
  return outcome;
}

}  // namespace

Outcome run_program(const std::vector<std::string>& arguments, const Limits& limits) {
  std::vector<char*> pointers;
  for (const auto& argument : arguments) pointers.push_back(const_cast<char*>(argument.c_str()));
  pointers.push_back(nullptr);
  return run_child(limits, [&](int output) { become_program(output, pointers.data(), limits); });
}

Outcome run_function(const std::function<int(Arena&, Output&)>& work, const Limits& limits) {
  return run_child(limits, [&](int output) { become_function(output, work, limits); });
}

void* Arena::take(std::size_t count) {
  auto rounded = (count + 15) & ~std::size_t{15};
  if (rounded < count || rounded > size_ - used_) return nullptr;
  void* piece = bytes_ + used_;
  used_ += rounded;
  return piece;
}

void* Arena::grow(void* old, std::size_t old_count, std::size_t count) {
  auto rounded = (old_count + 15) & ~std::size_t{15};
  bool is_last = old && static_cast<char*>(old) + rounded == bytes_ + used_;
  if (is_last && count >= old_count) {
    used_ -= rounded;
    if (take(count)) return old;
    used_ += rounded;
    return nullptr;
  }
  void* piece = take(count);
  if (piece && old) std::memcpy(piece, old, old_count < count ? old_count : count);
  return piece;
}

bool Output::write(const char* bytes, std::size_t count) {
  while (count > 0) {
    auto written = ::write(descriptor_, bytes, count);
    if (written <= 0) return false;
    bytes += written;
    count -= static_cast<std::size_t>(written);
  }
  return true;
}

}  // namespace zhidian::files
