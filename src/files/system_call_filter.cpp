#include "files/system_call_filter.hpp"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace zhidian::files {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
#else
#error "the system call filter knows x86_64 and aarch64"
#endif

constexpr std::size_t most = 64;

/// A filter that does `listed` for the calls in the list and `otherwise` for the rest. On the stack: no heap here.
bool install(std::initializer_list<long> calls, std::uint32_t listed, std::uint32_t otherwise) {
  sock_filter lines[most];
  unsigned short count = 0;
  auto add = [&](std::uint16_t code, std::uint8_t yes, std::uint8_t no, std::uint32_t value) { lines[count++] = {code, yes, no, value}; };
  add(BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, arch));
  add(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, architecture);
  add(BPF_RET | BPF_K, 0, 0, SECCOMP_RET_KILL_PROCESS);
  add(BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, nr));
  for (long call : calls) {
    if (count + 3u > most) return false;
    add(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, static_cast<std::uint32_t>(call));
    add(BPF_RET | BPF_K, 0, 0, listed);
  }
  add(BPF_RET | BPF_K, 0, 0, otherwise);
  sock_fprog program{count, lines};
  return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

}  // namespace

bool allow_only_output() { return install({SYS_write, SYS_exit, SYS_exit_group, SYS_rt_sigreturn}, SECCOMP_RET_ALLOW, SECCOMP_RET_KILL_PROCESS); }

bool refuse_harmful_calls() {
  return install({SYS_socket,
                  SYS_socketpair,
                  SYS_ptrace,
                  SYS_process_vm_readv,
                  SYS_process_vm_writev,
                  SYS_kill,
                  SYS_tkill,
                  SYS_tgkill,
                  SYS_unlinkat,
                  SYS_renameat,
                  SYS_renameat2,
                  SYS_mkdirat,
                  SYS_linkat,
                  SYS_symlinkat,
                  SYS_fchmodat,
                  SYS_fchownat,
                  SYS_truncate,
#if defined(__x86_64__)
                  SYS_unlink,
                  SYS_rename,
                  SYS_rmdir,
                  SYS_mkdir,
                  SYS_link,
                  SYS_symlink,
                  SYS_chmod,
                  SYS_chown
#endif
                 },
                 SECCOMP_RET_ERRNO | EPERM, SECCOMP_RET_ALLOW);
}

}  // namespace zhidian::files
