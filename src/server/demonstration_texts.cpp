#include "server/demonstration_texts.hpp"

#include <fmt/format.h>

#include <array>

#include "base/social_credit_code.hpp"
#include "base/text.hpp"

namespace zhidian::server {
namespace {

struct KindOfInstitution {
  const char* kind;
  const char* nature;
  const char* ending;
  const char* department;
};
constexpr std::array kinds{
    KindOfInstitution{"university", "事业单位", "理工大学", "图书馆知识产权信息服务部"},
    KindOfInstitution{"research_institute", "事业单位", "材料研究所", "科技成果与知识产权处"},
    KindOfInstitution{"intelligence_institution", "事业单位", "科技情报中心", "文献信息部"},
    KindOfInstitution{"industry_organisation", "社会团体", "装备制造行业协会", "会员服务部"},
    KindOfInstitution{"productivity_centre", "事业单位", "生产力促进中心", "园区服务部"},
    KindOfInstitution{"library", "事业单位", "图书馆", "参考咨询部"},
    KindOfInstitution{"museum", "事业单位", "工业博物馆", "公共教育部"},
    KindOfInstitution{"market_service", "企业", "知识产权信息服务有限公司", "公益服务部"},
};
constexpr std::array prefixes{"北辰", "浑河", "东湖岸", "松岭", "蒲河", "棋盘山", "云杉", "晨晖",
                              "远帆", "金桥", "青禾",   "启明", "新烽", "博远",   "瑞泽", "星海"};
constexpr std::array families{"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "高", "罗"};
constexpr std::array given{"思远", "雨桐", "建国", "明哲", "晓燕", "文博", "佳宁", "志强", "慧敏",
                           "子涵", "立新", "海燕", "一鸣", "静怡", "国栋", "若曦", "振华", "秋实"};
constexpr std::array posts{"副研究馆员", "工程师", "高级工程师", "馆员", "知识产权师", "助理研究员"};
constexpr std::array educations{"大学本科，机械工程", "硕士研究生，情报学", "硕士研究生，法学",
                                "博士研究生，材料学", "大学本科，图书馆学", "大学本科，计算机科学"};
constexpr std::array certificates{"专利代理师资格证", "中级知识产权师职称证书", "法律职业资格证", "检索分析培训结业证书"};
constexpr std::array histories{"从事专利文献检索与分析多年，承担企业委托的查新和侵权风险检索",
                               "负责商标查询、注册流程讲解和品牌保护咨询，熟悉类似商品和服务区分",
                               "长期面向师生和小微企业讲授信息检索课程，编写入门讲义", "参与地理标志产品资料整理和保护宣传，联系种植户和加工企业",
                               "负责数据库采购、平台维护和读者培训，统计服务效果并提出改进"};
constexpr std::array sentences{"服务窗口每个工作日开放，来访者可以当面咨询，也可以通过电话和网络预约。",
                               "检索室配有联网终端和打印设备，工作人员现场协助查询专利、商标和地理标志信息。",
                               "对小微企业和个人发明人的基础查询不收费，深度分析按成本收费并事先告知。",
                               "单位建立了接待登记、首问负责、保密和档案管理制度，定期检查执行情况。",
                               "每季度举办一次公开课，内容包括检索入门、权利要求解读和品牌保护。",
                               "与所在园区的企业建立联系名单，按行业推送技术动态和风险提示。",
                               "服务结束后请对象填写评价，低分意见由部门负责人回访并记录改进结果。",
                               "经费列入年度预算，用于数据库使用费、人员培训和公益活动。",
                               "工作人员每年参加业务培训，新进人员由老员工带教三个月。",
                               "已经形成选题、检索、分析、复核、交付的工作流程，报告由两人校核。",
                               "根据区域产业特点，重点收集装备制造、新材料和现代农业方面的文献。",
                               "计划增加线上课程和移动端查询入口，让路途较远的对象也能使用。"};

}  // namespace

int DemonstrationTexts::below(int bound) {
  unsigned char bytes[4];
  random_.fill(bytes, sizeof bytes);
  const std::uint32_t value = static_cast<std::uint32_t>(bytes[0]) | static_cast<std::uint32_t>(bytes[1]) << 8 |
                              static_cast<std::uint32_t>(bytes[2]) << 16 | static_cast<std::uint32_t>(bytes[3]) << 24;
  return static_cast<int>(value % static_cast<std::uint32_t>(bound));
}

DemonstrationTexts::Institution DemonstrationTexts::institution(int number, const std::string& city, const std::string& district) {
  const auto index = static_cast<std::size_t>(number);
  const KindOfInstitution& kind = kinds[index % kinds.size()];
  const std::string prefix = prefixes[(index + index / kinds.size()) % prefixes.size()];
  const std::string numeral = index / (kinds.size() * prefixes.size()) == 0 ? "" : fmt::format("第{}", index / (kinds.size() * prefixes.size()) + 1);
  Institution made;
  made.name = fmt::format("{}{}{}{}（演示）", city, prefix, numeral, kind.ending);
  made.kind = kind.kind;
  made.nature = kind.nature;
  made.department = kind.department;
  made.address = fmt::format("{}市{}示范路{}号", city, district, 1 + below(300));
  if (below(4) != 0) made.website = fmt::format("https://outlet{:03}.example.cn", number);
  if (below(3) != 0) made.wechat = fmt::format("{}知识产权服务", prefix);
  made.recipients = "高校师生、科研人员、中小微企业、个体工商户和社会公众";
  return made;
}

DemonstrationTexts::Person DemonstrationTexts::person() {
  Person made;
  made.name = fmt::format("{}{}", pick(families), pick(given));
  made.post = pick(posts);
  made.education = pick(educations);
  made.certificate = below(2) == 0 ? pick(certificates) : "";
  made.history = paragraph(pick(histories) + std::string("。"), 195);
  return made;
}

std::string DemonstrationTexts::paragraph(const std::string& topic, int words) {
  std::string text = topic;
  std::size_t next = static_cast<std::size_t>(below(static_cast<int>(sentences.size())));
  while (base::count_words(text) + 20 < static_cast<std::size_t>(words)) text += sentences[next++ % sentences.size()];
  return text;
}

std::string DemonstrationTexts::telephone(const std::string& area) { return fmt::format("{}-{:08}", area, 20000000 + below(9999999)); }

std::string DemonstrationTexts::credit_code(const std::string& division, int number) {
  const std::string body = fmt::format("12{}MD{:07}", division, 4000000 + number);
  return body + base::social_credit_check_character(body);
}

}  // namespace zhidian::server
