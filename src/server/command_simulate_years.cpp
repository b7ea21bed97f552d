#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <iterator>

#include "audit/log.hpp"
#include "server/commands.hpp"
#include "server/projections.hpp"
#include "server/years.hpp"

namespace zhidian::server {
namespace {

std::int64_t number_of(const std::map<std::string, std::int64_t>& counts, const std::string& word) {
  const auto found = counts.find(word);
  return found == counts.end() ? 0 : found->second;
}

/// One line a year, on standard error.
void tell_year(int year, const Tally& tally, std::size_t standing, double seconds) {
  std::int64_t refused = 0;
  for (const auto& [reason, number] : tally.refused) refused += number;
  fmt::print(stderr, "{}: 案件 {}，备案 {}，不予 {}，延续 {}，终止 {}，在册 {}，被系统拒绝 {}（{:.1f} 秒）\n", year, number_of(tally.done, "opened"),
             number_of(tally.done, "filed"), number_of(tally.done, "refused"), number_of(tally.done, "renewed"), number_of(tally.done, "ended"),
             standing, refused, seconds);
  for (const auto& [reason, number] : tally.refused) fmt::print(stderr, "      {} × {}\n", number, reason);
}

struct Line {
  const char *word, *zh;
};
constexpr Line lines[] = {{"institutions", "登记单位"},
                          {"windows", "申报批次"},
                          {"opened", "立案"},
                          {"actions", "办理步骤"},
                          {"submitted", "提交申报"},
                          {"returned", "退回补正"},
                          {"recommended", "同意推荐"},
                          {"reviews", "专家评审"},
                          {"notices", "公示"},
                          {"objections", "异议"},
                          {"filed", "准予备案（认定）"},
                          {"refused", "不予备案、推荐等"},
                          {"reported", "按时年度总结"},
                          {"reported_late", "逾期年度总结"},
                          {"never_reported", "未报年度总结"},
                          {"changes", "变更报备"},
                          {"staff_changes", "人员变动"},
                          {"rectifications", "限期整改"},
                          {"rectified", "整改合格"},
                          {"inquiries", "违规查处"},
                          {"revoked", "撤销"},
                          {"annulled", "撤销决定被撤销"},
                          {"left", "自愿终止"},
                          {"nodes", "体系节点登记"},
                          {"nodes_undone", "节点登记更正"},
                          {"cancelled", "因节点身份取消"},
                          {"restored", "恢复"},
                          {"reexaminations", "期满复审"},
                          {"renewed", "延续"},
                          {"terms_over", "期满未续"},
                          {"ended", "终止合计"}};

void print_counts(const Tally& all) {
  for (const Line& line : lines) fmt::print("{:>8}  {}（{}）\n", number_of(all.done, line.word), line.zh, line.word);
  for (const auto& [reason, number] : all.refused) fmt::print("{:>8}  被系统拒绝（refused）：{}\n", number, reason);
}

/// What `audit verify` would find.
std::vector<audit::Finding> verify(storage::Connection& connection, const audit::SigningKey& key) {
  std::vector<audit::Finding> findings = audit::verify(connection, {}, key.public_key_hex());
  for (const Projection& projection : list_projections()) std::ranges::move(projection.compare(connection), std::back_inserter(findings));
  return findings;
}

bool holds_files(const std::string& folder) { return std::filesystem::exists(folder) && !std::filesystem::is_empty(folder); }

int refuse_filled(const std::string& place) {
  fmt::print(stderr, "{} 中已有内容；模拟只在空的数据目录和空的数据库中进行，请换一个。\n", place);
  return Exit::finding;
}

int conclude(storage::Connection& connection, const audit::SigningKey& key, const Tally& all) {
  print_counts(all);
  const std::vector<audit::Finding> findings = verify(connection, key);
  for (const audit::Finding& finding : findings) fmt::print("✕ [{}] {} {}\n", finding.kind, finding.text_zh, finding.text_en);
  for (const std::string& surprise : all.surprises) fmt::print("✕ {}\n", surprise);
  const audit::Head head = audit::get_head(connection);
  fmt::print("日志 {} 条，根 {}\n", head.size, head.root);
  return findings.empty() && all.surprises.empty() ? Exit::done : Exit::finding;
}

}  // namespace

int simulate_years(const YearsOptions& options) {
  if (holds_files(options.place.data)) return refuse_filled(options.place.data);
  Store store(options.place);
  if (!store_is_empty(*store.database)) return refuse_filled(options.place.url());
  auto grouped = std::make_unique<GroupedDatabase>(std::move(store.database));
  GroupedDatabase& database = *grouped;
  store.database = std::move(grouped);
  const auto seeded = base::make_seeded_random(static_cast<std::uint64_t>(options.seed));
  Application application(store, *seeded, {.is_demonstration = true});
  Years years(store, application, database, *seeded, options.outlets);
  Tally all;
  for (int year = first_simulated_year; year < first_simulated_year + options.years; ++year) {
    const auto begun = std::chrono::steady_clock::now();
    const Tally tally = years.live(year);
    tell_year(year, tally, years.count_standing(), std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
    all.add(tally);
  }
  for (std::string& stuck : years.list_stuck()) all.surprises.push_back(std::move(stuck));
  application.present_demonstration(base::start_of(base::Date(std::chrono::year(first_simulated_year + options.years) / 1 / 1)) +
                                    std::chrono::hours(9));
  database.flush();
  return conclude(database.read()->connection(), store.key, all);
}

}  // namespace zhidian::server
