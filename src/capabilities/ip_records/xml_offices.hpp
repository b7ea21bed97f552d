#pragma once
#include <optional>

#include "capabilities/ip_records/xml_element.hpp"
#include "query/collection.hpp"

namespace zhidian::ip_records {

/// Whether an element of this name is one record of a known format.
bool is_record_element(std::string_view name);
/// What is never searched and may be long: descriptions, drawings, sequences.
bool is_passed_element(std::string_view name);

/// The record an element holds. Source: the formats of CNIPA (V2.2.1, and cn-patent-document), USPTO (grants and applications from 2001) and EPO OPS,
/// with their legal events.
query::Document read_record(const Element& record);

}  // namespace zhidian::ip_records
