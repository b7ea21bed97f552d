#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace zhidian::files {

/// What a child process may use. A document can be made to eat all there is.
struct Limits {
  std::chrono::milliseconds time{10'000};  // wall clock; processor time is limited to the same
  std::size_t memory_bytes = 768u << 20;   // address space of a program; arena of a picture
  std::size_t output_bytes = 24u << 20;
};

struct Outcome {
  bool is_finished = false;  // ended by itself, in time and within the output limit
  int exit_code = -1;
  std::string output;
};

/// Runs a program found on the fixed path /usr/bin:/bin, its output read from a pipe: no inherited descriptors, no
/// network, no file may be written, removed or renamed, no further rights. Threads: safe to call from several.
Outcome run_program(const std::vector<std::string>& arguments, const Limits& limits);

/// Memory of a picture decoder, taken before the last rights are given up. Nothing is given back.
class Arena {
 public:
  Arena(char* bytes, std::size_t size) : bytes_(bytes), size_(size) {}
  void* take(std::size_t count);
  /// A larger piece with the old content; the last piece grows in place.
  void* grow(void* old, std::size_t old_count, std::size_t count);

 private:
  char* bytes_;
  std::size_t size_, used_ = 0;
};

/// Where a confined function writes its output. False once nobody reads any more.
class Output {
 public:
  explicit Output(int descriptor) : descriptor_(descriptor) {}
  bool write(const char* bytes, std::size_t count);

 private:
  int descriptor_;
};

/// Runs `work` in a copy of this process that can do nothing but compute and write to its pipe (seccomp). `work` may
/// use no heap, only the arena; its result is the exit code.
Outcome run_function(const std::function<int(Arena&, Output&)>& work, const Limits& limits);

}  // namespace zhidian::files
