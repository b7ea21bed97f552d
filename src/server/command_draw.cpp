#include <fmt/format.h>

#include "capabilities/reviews/draw.hpp"
#include "server/commands.hpp"
#include "server/sources.hpp"

namespace zhidian::server {
namespace {

base::Value finding_value(const reviews::DrawFinding& finding) {
  return base::Value::Map{
      {"kind", finding.kind}, {"path", finding.path}, {"text", base::Value::Map{{"zh", finding.text_zh}, {"en", finding.text_en}}}};
}

/// One line an attempt: who could sit, what became of it.
void print_attempts(const base::Value& document) {
  for (const base::Value& attempt : document.at("attempts").as_list()) {
    const base::Value& pool = attempt.at("pool");
    fmt::print("第 {} 次：名单 {} 人，可参加 {} 人，应抽 {} 人，结局 {}\n", attempt.integer_or("number", 0), pool.at("members").as_list().size(),
               reviews::list_eligible(pool).size(), pool.integer_or("panel_size", 0), attempt.text_or("outcome"));
    for (const base::Value& id : attempt.at("panel").as_list()) fmt::print("  {}\n", id.as_text());
  }
}

}  // namespace

int draw_replay(const std::string& file, bool json) {
  const auto document = base::parse_json(read_file(file));
  const auto findings = reviews::replay_draw(document ? *document : base::Value());
  if (json) {
    base::Value::List list;
    for (const reviews::DrawFinding& finding : findings) list.push_back(finding_value(finding));
    fmt::print("{}\n", base::print_json(base::Value::Map{{"findings", std::move(list)}}));
  } else if (findings.empty()) {
    print_attempts(*document);
    fmt::print("抽取记录完好：名单、承诺、数值、次序和评审组，重新计算的结果都相同。\n");
  } else {
    for (const reviews::DrawFinding& finding : findings) {
      fmt::print("✕ [{}] {}\n    {}\n    {}\n", finding.kind, finding.path, finding.text_zh, finding.text_en);
    }
  }
  return findings.empty() ? Exit::done : Exit::finding;
}

}  // namespace zhidian::server
