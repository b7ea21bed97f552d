#pragma once
#include <cstddef>
#include <cstdint>

/// One input of any bytes; it ends the process where something does not hold. The entry libFuzzer and AFL++ look for.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace zhidian::fuzz {

/// Ends the process with what did not hold.
void require(bool holds, const char* what);

}  // namespace zhidian::fuzz
