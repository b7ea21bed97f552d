#pragma once
#include "query/sets.hpp"
#include "query/terms.hpp"

namespace zhidian::query {

/// Reads field syntax: `题名=钢筋 AND 申请人=(海安 OR 南通) NOT IPC=E01B3/32`. A plain box text is the same with no field.
///
/// From loose to tight: OR, AND (also unwritten), NOT, NEAR/n and BEFORE/n, `field=`. Names of fields and operators in
/// Chinese or English, any case and width; docs/manual/query.md tells all. The query is normalised, and everything where
/// the text is blank. `#1` alone stands for a set: what comes of it holds no reference, only what it means. Time is linear in the text.
/// Errors (each with begin, end, at and text): those of Terms and lex, query.missing_value, query.missing_field, query.missing_operand,
/// query.empty_group, query.unknown_set, query.no_sets, query.unclosed_bracket, query.stray_bracket, query.too_deep, query.too_many_terms,
/// query.too_long_terms.
base::Result<Parsed> parse(const Collection& collection, std::string_view text, const Sets& sets = {});

}  // namespace zhidian::query
