#include "files/confined.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>

#include "files/test_documents.hpp"
#include "support/fresh_folder.hpp"

namespace zhidian::files {
namespace {

Limits quick() {
  Limits limits;
  limits.time = std::chrono::seconds(20);  // generous: what is expected to end ends by itself
  return limits;
}

Outcome shell(const std::string& script, const Limits& limits = quick()) { return run_program({"bash", "-c", script}, limits); }

TEST(Confined, GivesBackOutputAndExitCode) {
  auto outcome = shell("echo out; echo error >&2; exit 7");
  EXPECT_TRUE(outcome.is_finished);
  EXPECT_EQ(outcome.exit_code, 7);
  EXPECT_EQ(outcome.output, "out\n");
}

TEST(Confined, AnAbsentProgramIsNoAnswer) { EXPECT_FALSE(run_program({"no_such_program_anywhere"}, quick()).is_finished); }

TEST(Confined, EndsWhatTakesTooLongOrWritesTooMuch) {
  Limits limits = quick();
  limits.time = std::chrono::milliseconds(300);
  EXPECT_FALSE(shell("sleep 60", limits).is_finished);
  EXPECT_FALSE(shell("exec 1>&-; sleep 60", limits).is_finished) << "it closed its output and went on";
  EXPECT_FALSE(shell("while :; do :; done", limits).is_finished);
  limits = quick();
  limits.output_bytes = 100'000;
  EXPECT_FALSE(run_program({"yes"}, limits).is_finished);
}

TEST(Confined, WritesRemovesAndRenamesNoFile) {
  support::FreshFolder folder;
  auto path = folder.write("precious", "content");
  auto other = folder.file("other");
  EXPECT_NE(shell("echo more > " + other).exit_code, 0);
  EXPECT_EQ(read_all(other), "");
  EXPECT_NE(shell("rm -f " + path).exit_code, 0);
  EXPECT_NE(shell("mv " + path + " " + other + "2").exit_code, 0);
  EXPECT_NE(shell("mkdir " + folder.file("new")).exit_code, 0);
  EXPECT_EQ(read_all(path), "content");
}

TEST(Confined, ReachesNoNetworkAndNoOtherProcess) {
  EXPECT_NE(shell("exec 9<>/dev/tcp/127.0.0.1/9").exit_code, 0);
  auto outcome =
      run_program({"/usr/bin/python3", "-I", "-S", "-c", "import socket\ntry: socket.socket()\nexcept PermissionError: print('refused')"}, quick());
  EXPECT_EQ(outcome.output, "refused\n");
  EXPECT_NE(shell("kill -0 " + std::to_string(getpid())).exit_code, 0);
}

TEST(Confined, InheritsNothing) {
  setenv("ZHIDIAN_SECRET", "secret", 1);
  int first = open("/dev/null", O_RDONLY);
  int open_here = fcntl(first, F_DUPFD, 57);  // without O_CLOEXEC
  EXPECT_EQ(shell("echo -n $ZHIDIAN_SECRET").output, "");
  EXPECT_EQ(shell("cd /proc/self/fd && echo *").output.find(" " + std::to_string(open_here)), std::string::npos);
  EXPECT_EQ(shell("ulimit -c; grep -c 'NoNewPrivs:.1' /proc/self/status").output, "0\n1\n");
  close(first);
  close(open_here);
  unsetenv("ZHIDIAN_SECRET");
}

TEST(Confined, HasOnlySoMuchMemory) {
  Limits limits = quick();
  limits.memory_bytes = 200u << 20;
  const auto take = [&](const char* program) { return run_program({"/usr/bin/python3", "-I", "-S", "-c", program}, limits); };
  EXPECT_EQ(take("x = bytearray(100 << 20); print('had it')").output, "had it\n");
  auto outcome = take("x = bytearray(300 << 20); print('had it')");
  EXPECT_EQ(outcome.output, "");
  EXPECT_NE(outcome.exit_code, 0);
}

TEST(Confined, AFunctionMayOnlyComputeAndWrite) {
  auto outcome = run_function(
      [](Arena& arena, Output& output) {
        auto* text = static_cast<char*>(arena.take(3));
        text[0] = 'a', text[1] = 'b', text[2] = 'c';
        return output.write(text, 3) ? 5 : 6;
      },
      quick());
  EXPECT_TRUE(outcome.is_finished);
  EXPECT_EQ(outcome.exit_code, 5);
  EXPECT_EQ(outcome.output, "abc");
  EXPECT_FALSE(run_function([](Arena&, Output&) { return open("/etc/passwd", O_RDONLY) >= 0 ? 0 : 1; }, quick()).is_finished);
  EXPECT_FALSE(run_function([](Arena&, Output&) { return getppid() > 0 ? 0 : 1; }, quick()).is_finished);
  Limits limits = quick();
  limits.time = std::chrono::milliseconds(200);
  EXPECT_FALSE(run_function(
                   [](Arena&, Output&) {
                     for (std::atomic<int> turn = 0; turn >= 0;) turn = 1;
                     return 0;
                   },
                   limits)
                   .is_finished);
}

TEST(Arena, GivesAlignedPiecesUntilItIsUsedUp) {
  std::vector<char> bytes(160);
  Arena arena(bytes.data(), bytes.size());
  auto* first = static_cast<char*>(arena.take(10));
  ASSERT_TRUE(first);
  auto* grown = static_cast<char*>(arena.grow(first, 10, 40));
  EXPECT_EQ(grown, first) << "the last piece grows in place";
  grown[39] = 'x';
  auto* second = static_cast<char*>(arena.take(16));
  EXPECT_EQ(second - first, 48);
  auto* moved = static_cast<char*>(arena.grow(grown, 40, 60));
  ASSERT_TRUE(moved);
  EXPECT_NE(moved, grown);
  EXPECT_EQ(moved[39], 'x');
  EXPECT_FALSE(arena.take(100));
  EXPECT_FALSE(arena.take(~std::size_t{0}));
}

}  // namespace
}  // namespace zhidian::files
