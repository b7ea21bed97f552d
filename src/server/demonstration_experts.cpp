#include "server/demonstration_experts.hpp"

#include <array>

namespace zhidian::server {
namespace {

using base::Value;

/// What a demonstration expert knows and where he works or worked; no employer: the applicant.
struct Knowledge {
  const char* field = nullptr;  // beside patents, which everybody knows
  const char* employer = nullptr;
  const char* former_employer = nullptr;
};
constexpr std::array pool{Knowledge{"trademark", "闽江知识产权研究院（演示）"}, Knowledge{"trademark", "榕城大学法学院（演示）"},
                          Knowledge{nullptr, "海丝专利检索中心（演示）", "鼓山仪器研究所（演示）"},
                          Knowledge{"trademark", "三坊品牌服务协会（演示）"}, Knowledge{"other", nullptr}};

void declare(DemonstrationDesk& desk, const http::Principal& expert, Value::Map declaration, base::Instant at) {
  desk.call(&expert, {"declare_relation", {}, Value(std::move(declaration))}, at);
}

}  // namespace

void fill_expert_pool(DemonstrationDesk& desk, const DemonstrationPeople& people, const std::string& applicant_name, base::Instant at) {
  const http::Principal& officer = people.second_city.filing_body;
  for (std::size_t index = 0; index < pool.size(); ++index) {
    const DemonstrationExpert& expert = people.experts.at(index);
    const Knowledge& knowledge = pool[index];
    Value::List fields{"patent"};
    if (knowledge.field) fields.emplace_back(knowledge.field);
    desk.call(&officer,
              {"add_expert",
               {},
               Value::Map{{"authority_id", officer.grants.front().authority_id}, {"login_name", expert.login_name}, {"fields", std::move(fields)}}},
              at);
    declare(desk, expert.principal,
            {{"kind", "employer"}, {"institution_name", knowledge.employer ? knowledge.employer : applicant_name}, {"begins_on", "2021-09-01"}}, at);
    if (knowledge.former_employer) {
      declare(desk, expert.principal,
              {{"kind", "employer"}, {"institution_name", knowledge.former_employer}, {"begins_on", "2012-07-01"}, {"ends_on", "2021-08-31"}}, at);
    }
  }
}

}  // namespace zhidian::server
