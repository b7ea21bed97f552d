#pragma once
#include <functional>
#include <span>
#include <string_view>

#include "audit/records.hpp"

namespace zhidian::server {

/// Records that follow from the log: how they are held against it, and written anew from it.
struct Projection {
  std::string_view name_zh, name_en;
  std::function<std::vector<audit::Finding>(storage::Connection& connection)> compare;
  std::function<audit::Rewritten(storage::Connection& connection)> rewrite;
};
/// Every kind of record the log determines, each after those it points to.
std::span<const Projection> list_projections();

}  // namespace zhidian::server
