#pragma once
#include <functional>
#include <string_view>

#include "capabilities/ip_records/readers.hpp"

namespace zhidian::fuzz {

/// The collection whose records every input is read as.
const query::Collection& patents();

/// Counts records and requires that each holds UTF-8, or says why it could not be read.
ip_records::TakeRecord checked(std::size_t& count);

/// Reads a text in any encoding by one reader, and once more in small pieces: both see as many records.
void read_in_pieces(std::string_view bytes, const std::function<base::Result<void>(ip_records::Input&, const ip_records::TakeRecord&)>& reader);

}  // namespace zhidian::fuzz
