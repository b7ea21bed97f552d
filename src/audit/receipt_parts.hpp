#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/value.hpp"
#include "rules/engine.hpp"

/// What making and verifying a receipt share.
namespace zhidian::audit {

inline constexpr std::string_view receipt_kind = "zhidian_receipt_1";

/// A short digest of each part (text, number, empty list) of a statement by its dotted path: they say where an alteration is, the
/// signed hash that there is one.
base::Value digests_of(const base::Value& statement);
/// What the signature covers.
std::string signed_receipt_text(std::string_view sha256);
/// The situation a receipt's inputs tell of; empty where a part is missing.
std::optional<rules::Situation> situation_of(const base::Value& inputs);
/// Each condition the action asks about, with its result and articles.
base::Value conditions_value(const rules::Procedure& procedure, const rules::Action& action, const rules::Situation& situation);

}  // namespace zhidian::audit
