#include "server/demonstration_people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "capabilities/accounts/accounts.hpp"
#include "capabilities/divisions/divisions.hpp"
#include "capabilities/organisations/organisations.hpp"

namespace zhidian::server {
namespace {

struct NewPerson {
  std::string login_name, display_name, role, organisation_id, authority_id;
};

http::Principal make_account(storage::Connection& connection, const NewPerson& person, const std::string& password_hash, base::Instant at,
                             base::Random& random) {
  const accounts::NewAccount account{person.login_name,      person.display_name, "",       person.role,
                                     person.organisation_id, person.authority_id, "active", true};
  auto id = accounts::create_account(connection, account, password_hash, at, random);
  if (!id) throw std::logic_error(fmt::format("demonstration: account {}: {}", person.login_name, id.error().id));
  http::Principal principal;
  principal.account_id = *id;
  principal.display_name = person.display_name;
  principal.grants.push_back({person.role, person.organisation_id, person.authority_id});
  principal.is_demonstration = principal.is_reauthenticated = true;
  return principal;
}

std::string make_authority(storage::Connection& connection, const std::string& name, const std::string& short_name, const std::string& level,
                           const std::string& division, base::Instant at, base::Random& random) {
  const std::string id = base::make_id(at, random);
  accounts::add_authority(connection, {id, name, short_name, level, division, "024-12330", "演示地址"}, at, random);
  return id;
}

}  // namespace

const rules::Procedure& demonstrated_procedure(const rules::Library& library) {
  const auto found = std::ranges::find_if(library.procedures, [](const rules::Procedure& procedure) {
    const rules::Body* filing_body = procedure.find_body("filing_body");
    return procedure.grants && procedure.window && procedure.child_of.empty() && filing_body && filing_body->level == "city";
  });
  if (found == library.procedures.end()) throw std::logic_error("demonstration: no act of a city grants a status through a window");
  return *found;
}

DemonstrationOfficials make_officials(const NetworkParts& parts, const std::string& password_hash, base::Instant at) {
  const auto transaction = parts.database.write();
  storage::Connection& connection = transaction->connection();
  const divisions::DivisionTree tree = divisions::DivisionTree::read(connection);
  const divisions::Division& city = *tree.find(demonstrated_procedure(parts.library).find_body("filing_body")->division);
  const divisions::Division& province = *tree.find(city.parent_code);
  DemonstrationOfficials made;
  const std::string province_id = make_authority(connection, province.name + "知识产权局", "省局", province.level, province.code, at, parts.random);
  const std::string city_id = make_authority(connection, city.name + "知识产权局", "市局", city.level, city.code, at, parts.random);
  make_account(connection, {"province_officer", "省局经办人（演示）", "authority_officer", "", province_id}, password_hash, at, parts.random);
  made.city = make_account(connection, {"city_officer", "市局经办人（演示）", "authority_officer", "", city_id}, password_hash, at, parts.random);
  make_account(connection, {"city_head", "市局负责人（演示）", "authority_officer", "", city_id}, password_hash, at, parts.random);
  for (const divisions::Division* district : tree.list_children(city.code, base::civil_date(at))) {
    const std::string name = fmt::format("{}{}市场监督管理局（知识产权局）", city.name, district->name);
    const std::string id = make_authority(connection, name, district->name + "局", "district", district->code, at, parts.random);
    made.districts[district->code] =
        make_account(connection, {"officer_" + district->code, district->name + "局经办人（演示）", "recommender_officer", "", id}, password_hash, at,
                     parts.random);
    made.divisions.push_back(district->code);
  }
  make_account(connection, {"expert_01", "评审专家（演示）", "expert", "", ""}, password_hash, at, parts.random);
  make_account(connection, {"rule_editor", "规则编辑（演示）", "rule_editor", "", ""}, password_hash, at, parts.random);
  make_account(connection, {"rule_reviewer", "规则复核（演示）", "rule_editor", "", ""}, password_hash, at, parts.random);
  made.system_administrator =
      make_account(connection, {"system_admin", "系统管理员（演示）", "system_administrator", "", ""}, password_hash, at, parts.random);
  make_account(connection, {"security_admin", "安全管理员（演示）", "security_administrator", "", ""}, password_hash, at, parts.random);
  make_account(connection, {"audit_admin", "审计管理员（演示）", "audit_administrator", "", ""}, password_hash, at, parts.random);
  transaction->commit();
  return made;
}

DemonstrationInstitution make_institution(const NetworkParts& parts, DemonstrationTexts& texts, int number, const std::string& division,
                                          const std::string& district_name, const std::string& password_hash, base::Instant at) {
  const DemonstrationTexts::Institution text = texts.institution(number, district_name);
  const DemonstrationTexts::Person principal = texts.person();
  organisations::Organisation organisation;
  organisation.credit_code = texts.credit_code(division, number);
  organisation.name = text.name;
  organisation.kind = text.kind;
  organisation.nature = text.nature;
  organisation.registered_division = division;
  organisation.address = text.address;
  organisation.principal_name = principal.name;
  organisation.principal_post = "主要负责人";
  organisation.department = text.department;
  organisation.telephone = texts.telephone();
  organisation.email = fmt::format("outlet{:03}@example.cn", number);
  organisation.website = text.website;
  organisation.website_name = text.website.empty() ? "" : "知识产权信息服务平台";
  organisation.wechat = text.wechat;
  organisation.service_recipients = text.recipients;
  organisation.headcount = 30 + texts.below(900);
  organisation.state = "active";

  const auto transaction = parts.database.write();
  storage::Connection& connection = transaction->connection();
  auto id = organisations::insert_organisation(connection, organisation, "", at, parts.random);
  if (!id) throw std::logic_error(fmt::format("demonstration: institution {}: {}", organisation.name, id.error().id));
  DemonstrationInstitution made{number, *id, organisation.name, division, {}};
  made.applicant =
      make_account(connection, {fmt::format("applicant_{:02}", number + 1), texts.person().name + "（演示）", "applicant_staff", *id, ""},
                   password_hash, at, parts.random);
  transaction->commit();
  return made;
}

}  // namespace zhidian::server
