#include "server/demonstration_services.hpp"

#include <array>

namespace zhidian::server {
namespace {

using base::Value;

struct Service {
  int days_before;  // before the demonstration's present
  const char *kind, *title, *recipients, *content, *effect;
  int times, people;  // people below 0: not counted
};
constexpr std::array services{
    Service{4, "consultation", "窗口与电话咨询（演示）", "辖区企业和社会公众", "解答专利申请、商标注册和费用减缴等问题。", "", 18, 21},
    Service{12, "search", "新产品上市前专利检索（演示）", "一家装备制造企业", "检索国内外相关专利并出具检索报告。",
            "企业据此调整了结构设计，避开两件有效专利。", 1, -1},
    Service{25, "training", "专利信息检索入门培训（演示）", "企业研发人员", "现场讲授检索式编写与法律状态查询。", "参训人员能够独立完成查新检索。", 1,
            46},
    Service{60, "publicity", "地理标志进社区（演示）", "社区居民", "展板宣传与现场答疑。", "", 2, 130},
    Service{110, "industry_analysis", "机器人关节专利态势分析（演示）", "产业联盟", "分析近十年申请趋势、主要申请人和技术空白点。",
            "报告供联盟成员选定研发方向。", 1, -1},
    Service{190, "small_enterprises", "中小企业知识产权诊断（演示）", "科技型中小企业", "逐户了解需求，提出布局和风险防范建议。", "", 6, 6},
    Service{270, "consultation", "年度窗口咨询（演示）", "社会公众", "知识产权政策与业务咨询。", "", 40, 52},
    Service{330, "training", "高价值专利培育讲座（演示）", "高校师生", "", "", 1, 85},
};

}  // namespace

void log_services(DemonstrationDesk& desk, const DemonstrationInstitution& institution, base::Date filed_on, base::Instant at) {
  for (const Service& service : services) {
    const base::Date on = base::civil_date(at) - std::chrono::days(service.days_before + institution.number % 3);
    if (on < filed_on) continue;
    desk.call(&institution.applicant,
              {"record_service",
               {{"organisation_id", institution.id}},
               Value::Map{{"kind", service.kind},
                          {"on", base::print_date(on)},
                          {"title", service.title},
                          {"recipients", service.recipients},
                          {"content", service.content},
                          {"effect", service.effect},
                          {"times", service.times},
                          {"people", service.people < 0 ? Value() : Value(service.people)}}},
              at);
  }
}

}  // namespace zhidian::server
