#pragma once
#include "files/files.hpp"

namespace zhidian::files {

/// Takes a kept file from the disk; one that is gone already is no fault. The caller's transaction has made sure that no row names it.
void remove_kept(const Store& store, std::string_view sha256);

}  // namespace zhidian::files
