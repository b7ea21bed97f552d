#pragma once

namespace zhidian::files {

/// From here on the process may only write to what is open and end itself; anything else kills it. False where the
/// kernel does not offer seccomp. Called between fork and the end of a child: system calls only.
bool allow_only_output();

/// From here on, also after exec, sockets, watching other processes, signals to them and changing the names of
/// files are refused. False where the kernel does not offer seccomp.
bool refuse_harmful_calls();

}  // namespace zhidian::files
