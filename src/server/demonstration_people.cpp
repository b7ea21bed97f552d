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

/// Whether a procedure grants a status to whoever applies, at a filing body of a level, on a recommendation of another.
bool is_programme(const rules::Procedure& procedure, std::string_view level, std::string_view recommender) {
  const rules::Body* filing_body = procedure.find_body("filing_body");
  const rules::Body* recommends = procedure.find_body("recommender");
  return procedure.grants && procedure.child_of.empty() && filing_body && filing_body->level == level &&
         (recommends ? recommends->level : "") == recommender;
}

const rules::Procedure* find_programme(const rules::Library& library, std::string_view level, std::string_view recommender) {
  const auto found = std::ranges::find_if(library.procedures, [&](const rules::Procedure& each) { return is_programme(each, level, recommender); });
  return found == library.procedures.end() ? nullptr : &*found;
}

}  // namespace

DemonstratedProcedures find_demonstrated(const rules::Library& library) {
  const DemonstratedProcedures found{find_programme(library, "city", "district"), find_programme(library, "national", "province"),
                                     find_programme(library, "national", "ministry"), find_programme(library, "city", "")};
  if (!found.city) throw std::logic_error("demonstration: no act of a city grants a status on recommendation of its districts");
  return found;
}

namespace {

/// Makes authorities and accounts in one transaction.
class Registrar {
 public:
  Registrar(const NetworkParts& parts, storage::Connection& connection, const std::string& password_hash, base::Instant at)
      : random_(parts.random), connection_(connection), password_hash_(password_hash), at_(at), tree_(divisions::DivisionTree::read(connection)) {}

  const divisions::Division& division(std::string_view code) const { return *tree_.find(code); }
  std::vector<const divisions::Division*> list_children(std::string_view code) const { return tree_.list_children(code, base::civil_date(at_)); }
  std::string authority(const std::string& name, const std::string& short_name, const std::string& level, const std::string& division) {
    return make_authority(connection_, name, short_name, level, division, at_, random_);
  }
  http::Principal officer(const std::string& login_name, const std::string& display_name, const std::string& authority_id,
                          const std::string& role = "authority_officer") {
    return make_account(connection_, {login_name, display_name + "（演示）", role, "", authority_id}, password_hash_, at_, random_);
  }
  http::Principal person(const std::string& login_name, const std::string& display_name, const std::string& role) {
    return make_account(connection_, {login_name, display_name + "（演示）", role, "", ""}, password_hash_, at_, random_);
  }

 private:
  base::Random& random_;
  storage::Connection& connection_;
  const std::string& password_hash_;
  base::Instant at_;
  divisions::DivisionTree tree_;
};

/// The city the demonstration lives through, its province and its districts.
DemonstrationOfficials make_city(Registrar& registrar, const rules::Procedure& procedure, http::Principal& province_officer) {
  DemonstrationOfficials made;
  const divisions::Division& city = registrar.division(procedure.find_body("filing_body")->division);
  const divisions::Division& province = registrar.division(city.parent_code);
  const std::string province_id = registrar.authority(province.name + "知识产权局", "省局", province.level, province.code);
  const std::string city_id = registrar.authority(city.name + "知识产权局", "市局", city.level, city.code);
  province_officer = registrar.officer("province_officer", "省局经办人", province_id);
  made.filing_body = registrar.officer("city_officer", "市局经办人", city_id);
  made.head = registrar.officer("city_head", "市局负责人", city_id);
  for (const divisions::Division* district : registrar.list_children(city.code)) {
    const std::string name = fmt::format("{}{}市场监督管理局（知识产权局）", city.name, district->name);
    const std::string id = registrar.authority(name, district->name + "局", "district", district->code);
    made.recommenders[district->code] = registrar.officer("officer_" + district->code, district->name + "局经办人", id, "recommender_officer");
    made.divisions.push_back(district->code);
  }
  return made;
}

/// The national office, the ministries, whose names are invented, and the province that collects what their outlets report.
void make_nation(Registrar& registrar, const http::Principal& province_officer, DemonstrationPeople& made) {
  const divisions::Division& country = registrar.division("000000");
  const std::string office = registrar.authority("国家知识产权局", "国家局", "national", country.code);
  made.national.filing_body = registrar.officer("national_officer", "国家局经办人", office);
  made.national.head = registrar.officer("national_head", "国家局负责人", office);
  made.by_ministry.filing_body = made.national.filing_body;
  made.by_ministry.head = made.national.head;
  made.province_officer = province_officer;
  for (const char* division : national_seats) made.national.recommenders[division] = province_officer;
  made.ministry_id = registrar.authority("产业发展主管部门（演示）", "产业主管部门", "ministry", country.code);
  made.by_ministry.recommenders[ministry_seat] = registrar.officer("ministry_officer", "行业主管部门经办人", made.ministry_id, "recommender_officer");
  const std::string other = registrar.authority("文化教育主管部门（演示）", "文教主管部门", "ministry", country.code);
  registrar.officer("ministry_officer_2", "另一行业主管部门经办人", other, "recommender_officer");
  const divisions::Division& seat = registrar.division(ministry_province);
  registrar.officer("beijing_officer", seat.name + "局经办人", registrar.authority(seat.name + "知识产权局", "省局", seat.level, seat.code));
}

/// A second city with an act of its own, and its province.
DemonstrationOfficials make_second_city(Registrar& registrar, const rules::Procedure& procedure, http::Principal& province_officer) {
  DemonstrationOfficials made;
  const divisions::Division& city = registrar.division(procedure.find_body("filing_body")->division);
  const divisions::Division& province = registrar.division(city.parent_code);
  province_officer = registrar.officer("second_province_officer", province.name + "局经办人",
                                       registrar.authority(province.name + "知识产权局", "省局", province.level, province.code));
  const std::string city_id = registrar.authority(city.name + "市场监督管理局（知识产权局）", city.name + "局", city.level, city.code);
  made.filing_body = registrar.officer("fuzhou_officer", city.name + "局经办人", city_id);
  made.head = registrar.officer("fuzhou_head", city.name + "局负责人", city_id);
  for (const divisions::Division* district : registrar.list_children(city.code)) made.divisions.push_back(district->code);
  return made;
}

}  // namespace
DemonstrationPeople make_people(const NetworkParts& parts, const DemonstratedProcedures& procedures, const std::string& password_hash,
                                base::Instant at) {
  const auto transaction = parts.database.write();
  Registrar registrar(parts, transaction->connection(), password_hash, at);
  DemonstrationPeople made;
  http::Principal province_officer;
  made.city = make_city(registrar, *procedures.city, province_officer);
  if (procedures.national) make_nation(registrar, province_officer, made);
  if (procedures.second_city) made.second_city = make_second_city(registrar, *procedures.second_city, made.second_province_officer);
  for (const char* number : {"01", "02", "03", "04", "05", "06"}) {
    const std::string login_name = fmt::format("expert_{}", number);
    made.experts.push_back({login_name, registrar.person(login_name, fmt::format("评审专家{}", number), "expert")});
  }
  registrar.person("rule_editor", "规则编辑", "rule_editor");
  registrar.person("rule_reviewer", "规则复核", "rule_editor");
  registrar.person("system_admin", "系统管理员", "system_administrator");
  registrar.person("security_admin", "安全管理员", "security_administrator");
  registrar.person("audit_admin", "审计管理员", "audit_administrator");
  transaction->commit();
  return made;
}

void name_seat(DemonstrationSeat& seat, const divisions::DivisionTree& tree) {
  const divisions::Division& division = *tree.find(seat.division);
  constexpr std::size_t last_character = 3;  // 市, in UTF-8
  seat.city = tree.find(division.parent_code)->name;
  seat.city.erase(seat.city.size() - last_character);
  seat.division_name = division.name;
}

DemonstrationInstitution make_institution(const NetworkParts& parts, DemonstrationTexts& texts, const DemonstrationSeat& seat,
                                          const std::string& password_hash, base::Instant at) {
  const DemonstrationTexts::Institution text = texts.institution(seat.number, seat.city, seat.division_name);
  const DemonstrationTexts::Person principal = texts.person();
  organisations::Organisation organisation;
  organisation.credit_code = texts.credit_code(seat.division, seat.number);
  organisation.name = text.name;
  organisation.kind = text.kind;
  organisation.nature = text.nature;
  organisation.registered_division = seat.division;
  organisation.address = text.address;
  organisation.principal_name = principal.name;
  organisation.principal_post = "主要负责人";
  organisation.department = text.department;
  organisation.telephone = texts.telephone(seat.area);
  organisation.email = fmt::format("outlet{:03}@example.cn", seat.number);
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
  DemonstrationInstitution made{seat.number, *id, organisation.name, seat.division, {}};
  made.applicant =
      make_account(connection, {seat.login_name, texts.person().name + "（演示）", "applicant_staff", *id, ""}, password_hash, at, parts.random);
  transaction->commit();
  return made;
}

}  // namespace zhidian::server
