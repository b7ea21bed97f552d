#include <fmt/format.h>

#include "server/commands.hpp"
#include "server/projections.hpp"
#include "server/store.hpp"

namespace zhidian::server {
namespace {

void print_findings(std::string_view mark, const std::vector<audit::Finding>& findings) {
  for (const audit::Finding& finding : findings) fmt::print("{} {}\n    {}\n", mark, finding.text_zh, finding.text_en);
}

/// One kind of record: what parted from the log, what was written anew, and what still parts from it.
std::size_t rebuild(storage::Connection& connection, const Projection& projection) {
  const std::vector<audit::Finding> before = projection.compare(connection);
  const audit::Rewritten counted = projection.rewrite(connection);
  fmt::print("{}（{}）：{} 条一致，{} 条与日志不符。\n", projection.name_zh, projection.name_en, counted.equal, counted.rewritten);
  print_findings("  →", before);
  const std::vector<audit::Finding> left = projection.compare(connection);
  print_findings("  ✕ 不能由日志重算：", left);
  return left.size();
}

}  // namespace

int rebuild(const Place& place) {
  Store store(place);
  const auto transaction = store.database->write();
  storage::Connection& connection = transaction->connection();
  if (const auto damage = audit::verify(connection, {}, store.key.public_key_hex()); !damage.empty()) {
    print_findings("✕", damage);
    fmt::print("日志本身未通过核验，不作重算。请先用备份恢复。\n");
    return Exit::finding;
  }
  std::size_t left = 0;
  for (const Projection& projection : list_projections()) left += rebuild(connection, projection);
  transaction->commit();
  fmt::print("日志只存散列值或者可以删除的内容不在重算之列：申报材料、评分表和评审纪要的原文，个人信息，证书文件。\n");
  if (left > 0) fmt::print("仍有 {} 处与日志不一致，请用备份恢复。\n", left);
  return left == 0 ? Exit::done : Exit::finding;
}

}  // namespace zhidian::server
