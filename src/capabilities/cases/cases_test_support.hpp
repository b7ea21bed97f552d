#pragma once
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "capabilities/accounts/accounts.hpp"
#include "capabilities/cases/cases_dossier.hpp"
#include "capabilities/cases/cases_http.hpp"
#include "capabilities/cases/cases_store.hpp"
#include "support/fresh_database.hpp"

namespace zhidian::cases {

inline const std::string test_act = "shenyang_outlet_2024";

/// For unit tests only: what a request brings.
struct Ask {
  std::map<std::string, std::string, std::less<>> path;
  base::Value body = {};
  std::optional<std::string> if_match = std::nullopt;
  std::map<std::string, std::string, std::less<>> query = {};
  std::string upload = {}, upload_name = {};
};

/// For unit tests only: stands in for the capabilities that answer questions about a case.
struct WorldObserver : Observer {
  base::Result<void> on_action(storage::Connection&, const Performed& performed) override {
    actions.push_back(performed.action.id);
    if (refuses == performed.action.id) return base::refuse(base::ErrorCode::conflict, "cases.stale");
    return {};
  }
  Objections count_objections(storage::Connection&, std::string_view) override { return {open_objections, sustained_objections, {}}; }
  std::optional<std::string> find_notice(storage::Connection&, std::string_view) override { return std::nullopt; }
  std::vector<std::string> list_statuses(storage::Connection&, std::string_view, base::Date) override { return statuses; }
  std::vector<std::string> actions, statuses;
  std::string refuses;
  int open_objections = 0, sustained_objections = 0;
};

/// For unit tests only: Shenyang with two districts, two institutions and an open window, over the real acts and migrations.
class World {
 public:
  using Operation = base::Result<http::Response> (Handlers::*)(http::Call&);

  explicit World(storage::Dialect dialect = storage::Dialect::sqlite)
      : database(dialect, ZHIDIAN_SOURCE_DIR),
        random(base::make_seeded_random(7)),
        folder(std::filesystem::temp_directory_path() / ("cases_" + base::make_token(*base::make_system_random(), 8))),
        files(files::open_disk_store(folder.string(), *random)) {
    at("2024-09-10", 10);
    registry = regulations::load_registry(*database, read_folder("regulations"), read_folder("calendars"), now);
    service = std::make_unique<Service>(registry, *files, *random);
    service->add_observer(observer);
    handlers = std::make_unique<Handlers>(*service);
    change([&](storage::Connection& connection) { settle(connection); });
  }
  ~World() {
    files.reset();
    std::filesystem::remove_all(folder);
  }

  void at(std::string_view date, int hour) { now = base::start_of(*base::parse_date(date)) + std::chrono::hours(hour); }

  template <class Change>
  void change(Change change_it) {
    const auto transaction = database->write();
    change_it(transaction->connection());
    transaction->commit();
  }
  void execute(const std::string& sql) {
    change([&](storage::Connection& connection) { connection.execute(storage::Statement{"test", sql, ""}); });
  }

  /// A request by a signed-in person: committed where it succeeds, rolled back where it is refused.
  base::Result<http::Response> ask(const std::string& login, Operation operation, const Ask& ask) {
    const auto transaction = database->write();
    http::Call call;
    call.path = ask.path;
    call.query = ask.query;
    call.body = ask.body;
    call.if_match = ask.if_match;
    call.principal = &principals.at(login);
    call.connection = &transaction->connection();
    call.business_now = call.system_now = call.arrived_business = now;
    call.random = random.get();
    if (!ask.upload.empty()) {
      auto upload = files->begin(1 << 25);
      (void)(*upload)->append(ask.upload);
      call.upload = *(*upload)->finish();
      call.upload_name = ask.upload_name;
    }
    auto response = ((*handlers).*operation)(call);
    if (response) transaction->commit();
    return response;
  }

  Case find(const std::string& id) {
    const auto reader = database->read();
    return *service->find(reader->connection(), id);
  }
  /// The JSON of the case page.
  base::Value page(const std::string& login, const std::string& id) {
    auto response = ask(login, &Handlers::get_case, {{{"case_id", id}}});
    return response ? std::get<base::Value>(response->body) : base::Value();
  }

  std::string start(const std::string& login = "applicant", const std::string& organisation = "organisation_one") {
    auto response = ask(login, &Handlers::create_case,
                        {{}, base::Value::Map{{"act_id", test_act}, {"procedure_id", "filing"}, {"organisation_id", ids.at(organisation)}}});
    return response ? std::get<base::Value>(response->body).text_or("id") : "refused: " + response.error().id;
  }
  base::Result<http::Response> save(const std::string& id, const std::string& section, base::Value answers, const std::string& version) {
    return ask("applicant", &Handlers::save_draft,
               {{{"case_id", id}, {"section_id", section}}, base::Value::Map{{"answers", std::move(answers)}}, version});
  }
  base::Result<http::Response> upload(const std::string& login, const std::string& id, const std::string& slot, const std::string& bytes = test_pdf(),
                                      const std::string& name = "扫描件.pdf") {
    return ask(login, &Handlers::add_material, {{{"case_id", id}}, {}, std::nullopt, {{"slot", slot}}, bytes, name});
  }
  base::Result<http::Response> act(const std::string& login, const std::string& id, const std::string& action, base::Value body = base::Value::Map{},
                                   std::string version = {}) {
    if (version.empty()) version = "v" + std::to_string(find(id).version);
    return ask(login, &Handlers::perform_action, {{{"case_id", id}, {"action_id", action}}, std::move(body), version});
  }

  /// Fills every required field of the applicant's sections.
  void fill(const std::string& id) {
    const rules::Form& form = *service->form_of(find(id));
    for (const rules::Section& section : form.sections) {
      if (section.filled_by != applicant || section.fields.empty()) continue;
      std::optional<StoredDraft> stored;
      change([&](storage::Connection& connection) { stored = find_draft(connection, id, section.id); });
      base::Value answers = fill_fields(section.fields, stored ? stored->answers : base::Value());
      const auto saved = save(id, section.id, std::move(answers), "v" + std::to_string(stored ? stored->version : 0));
      if (!saved)
        throw std::runtime_error(section.id + ": " + saved.error().id + (saved.error().details.empty() ? "" : " " + saved.error().details[0].field));
    }
  }
  void upload_all(const std::string& id) {
    for (const char* slot : {"signed_form", "licence", "working_rules", "two_year_report", "staff_evidence"}) {
      if (const auto made = upload("applicant", id, slot); !made) throw std::runtime_error(std::string(slot) + ": " + made.error().id);
    }
  }
  std::string ready() {
    const std::string id = start();
    fill(id);
    upload_all(id);
    return id;
  }
  std::string submitted() {
    const std::string id = ready();
    if (const auto done = act("applicant", id, "submit"); !done) throw std::runtime_error("submit: " + explain(done.error()));
    return id;
  }
  base::Result<http::Response> recommend(const std::string& id, const std::string& login = "district") {
    if (const auto made = upload(login, id, "recommendation_scan"); !made) return made;
    return act(login, id, "recommend", recommendation());
  }
  static base::Value recommendation() {
    base::Value::List judgements;
    for (const char* condition : {"knows_the_law", "working_rules", "facilities", "databases_and_tools", "social_influence"}) {
      judgements.push_back(base::Value::Map{{"condition", condition}, {"outcome", "met"}, {"remark", "已现场核实"}});
    }
    return base::Value::Map{{"input", base::Value::Map{{"opinion", "材料属实，同意推荐。"}, {"head_name", "负责人甲"}, {"signed_on", "2024-09-20"}}},
                            {"judgements", std::move(judgements)},
                            {"signed", base::Value::List{"head", "seal", "cover_seal"}}};
  }
  static base::Value decision() {
    return base::Value::Map{{"input", base::Value::Map{{"handler_name", "经办人乙"}, {"head_name", "负责人丙"}, {"signed_on", "2024-10-09"}}},
                            {"signed", base::Value::List{"handler", "head", "seal"}}};
  }
  static base::Value return_items() {
    return base::Value::Map{
        {"input", base::Value::Map{{"items", base::Value::List{base::Value::Map{{"at", "section_2.basis"}, {"remark", "请补充经费情况"}}}}}}};
  }
  /// As notices does it: part of another capability's act.
  base::Result<Case> publish(const std::string& id) {
    const auto transaction = database->write();
    const Case target = *service->find(transaction->connection(), id);
    ActionRequest request;
    request.action = "publish";
    auto after = service->perform(transaction->connection(), target, target.version, request, {ids.at("city"), {"filing_body"}, now, true});
    if (after) transaction->commit();
    return after;
  }
  std::vector<audit::Finding> replay() {
    const auto reader = database->read();
    return compare_with_log(reader->connection());
  }
  static std::string explain(const base::Error& error) {
    std::string text = error.id;
    for (const base::ErrorDetail& detail : error.details)
      text += " [" + detail.condition + " " + detail.field + " " + detail.id + detail.message_en + "]";
    return text;
  }
  static std::string test_pdf() {
    return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
           "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
  }

  support::FreshDatabase database;
  std::unique_ptr<base::Random> random;
  std::filesystem::path folder;
  std::unique_ptr<files::Store> files;
  base::Instant now;
  std::shared_ptr<const regulations::Registry> registry;
  WorldObserver observer;
  std::unique_ptr<Service> service;
  std::unique_ptr<Handlers> handlers;
  std::map<std::string, http::Principal> principals;
  std::map<std::string, std::string> ids;

 private:
  static std::vector<rules::SourceFile> read_folder(const std::string& name) {
    std::vector<rules::SourceFile> sources;
    const std::filesystem::path root(ZHIDIAN_SOURCE_DIR);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / name)) {
      if (entry.path().extension() != ".yaml") continue;
      std::ostringstream text;
      text << std::ifstream(entry.path()).rdbuf();
      sources.push_back({std::filesystem::relative(entry.path(), root).string(), text.str()});
    }
    std::sort(sources.begin(), sources.end(), [](const auto& left, const auto& right) { return left.path < right.path; });
    return sources;
  }

  static base::Value fill_field(const rules::Field& field, const base::Value& present) {
    if (field.type == "list") {
      base::Value::List items = present.is_list() ? present.as_list() : base::Value::List();
      while (items.size() < static_cast<std::size_t>(std::max<std::int64_t>(field.at_least, 1))) items.emplace_back(base::Value::Map{});
      for (base::Value& item : items) item = fill_fields(field.item, item);
      return items;
    }
    if (!present.is_null()) return present;
    if (field.type == "integer") return std::max<std::int64_t>(field.at_least, 1);
    if (field.type == "phone") return "024-22510000";
    if (field.type == "choice") return field.options.front().first;
    return "测试填写的内容。";
  }
  static base::Value fill_fields(const std::vector<rules::Field>& fields, const base::Value& present) {
    base::Value::Map answers;
    for (const rules::Field& field : fields) {
      if (field.required || !present.at(field.id).is_null()) answers[field.id] = fill_field(field, present.at(field.id));
    }
    return answers;
  }

  void add_division(storage::Connection& connection, const std::string& code, const std::string& name, const std::string& level,
                    const std::vector<std::string>& ancestors) {
    const storage::Statement division{
        "test", "INSERT INTO divisions (code, name, level, parent_code, sort_key, source) VALUES ($1, $2, $3, $4, $1, 'test')", ""};
    const storage::Statement pair{"test", "INSERT INTO division_closure (ancestor_code, descendant_code) VALUES ($1, $2)", ""};
    connection.execute(division, {code, name, level, ancestors.empty() ? std::optional<std::string>() : std::optional(ancestors.front())});
    connection.execute(pair, {code, code});
    for (const std::string& ancestor : ancestors) connection.execute(pair, {ancestor, code});
  }
  void add_authority(storage::Connection& connection, const std::string& key, const std::string& name, const std::string& level,
                     const std::string& division) {
    ids[key] = base::make_id(now, *random);
    accounts::insert_authority(connection, {ids[key], name, name, level, division, "", ""}, now);
  }
  void add_organisation(storage::Connection& connection, const std::string& key, const std::string& name, const std::string& division,
                        int full_time) {
    const storage::Statement statement{"test",
                                       "INSERT INTO organisations (id, credit_code, is_code_confirmed, name, sort_key, kind, nature, "
                                       "registered_division, address, principal_name, principal_post, "
                                       "headcount, department, telephone, email, website, website_name, wechat, service_recipients, node_kinds, "
                                       "state, version, created_at, updated_at) "
                                       "VALUES ($1, $1, 0, $2, $1, 'university', '事业单位', $3, '沈阳市某路1号', '王某', '院长', 120, '信息服务部', "
                                       "'024-22510001', '', '', '', '', '中小企业', '[]', "
                                       "'active', 1, '', '')",
                                       ""};
    ids[key] = base::make_id(now, *random);
    connection.execute(statement, {ids[key], name, division});
    for (int person = 0; person < full_time; ++person) add_person(connection, ids[key], "full_time");
    add_person(connection, ids[key], "part_time");
    const storage::Statement item{
        "test",
        "INSERT INTO service_items (id, organisation_id, name, kind, ip_categories, channels, fee, price_note, description, position, version, "
        "created_at) VALUES ($1, $2, '专利检索', 'search', '[\"patent\"]', '[\"offline\"]', 'free', '', '', 1, 1, '')",
        ""};
    connection.execute(item, {base::make_id(now, *random), ids[key]});
  }
  void add_person(storage::Connection& connection, const std::string& organisation_id, const std::string& employment) {
    const storage::Statement statement{
        "test",
        "INSERT INTO team_members (id, organisation_id, name, employment, is_principal, post, education, certificates, skills, history, "
        "identity_hash, position, version, created_at) VALUES ($1, $2, '李某', $3, 0, '馆员', '硕士', '[]', '[]', '从事检索服务。', '', 1, 1, '')",
        ""};
    connection.execute(statement, {base::make_id(now, *random), organisation_id, employment});
  }
  void add_person_with_account(storage::Connection& connection, const std::string& login, const std::string& role, const std::string& organisation,
                               const std::string& authority, const std::string& state = "active") {
    accounts::NewAccount account;
    account.login_name = login;
    account.display_name = "测试" + login;
    account.role = role;
    account.organisation_id = organisation.empty() ? "" : ids.at(organisation);
    account.authority_id = authority.empty() ? "" : ids.at(authority);
    account.state = state;
    const auto id = accounts::create_account(connection, account, "", now, *random);
    if (!id) throw std::runtime_error(login + ": " + id.error().id);
    principals[login] = {*id, "session", account.display_name, {{role, account.organisation_id, account.authority_id}}, false, true};
    ids["account_" + login] = *id;
  }
  void settle(storage::Connection& connection) {
    add_division(connection, "210000", "辽宁省", "province", {});
    add_division(connection, "210100", "沈阳市", "city", {"210000"});
    add_division(connection, "210102", "和平区", "county", {"210100", "210000"});
    add_division(connection, "210103", "沈河区", "county", {"210100", "210000"});
    add_authority(connection, "province", "辽宁省知识产权局", "province", "210000");
    add_authority(connection, "city", "沈阳市知识产权局", "city", "210100");
    add_authority(connection, "heping", "和平区市场监督管理局", "district", "210102");
    add_authority(connection, "shenhe", "沈河区市场监督管理局", "district", "210103");
    add_organisation(connection, "organisation_one", "东北测试大学图书馆", "210102", 3);
    add_organisation(connection, "organisation_two", "沈河测试服务中心", "210103", 3);
    add_person_with_account(connection, "applicant", "applicant_staff", "organisation_one", "");
    add_person_with_account(connection, "stranger", "applicant_staff", "organisation_two", "");
    add_person_with_account(connection, "newcomer", "applicant_staff", "organisation_one", "", "provisional");
    add_person_with_account(connection, "district", "recommender_officer", "", "heping");
    add_person_with_account(connection, "other_district", "recommender_officer", "", "shenhe");
    add_person_with_account(connection, "city_officer", "authority_officer", "", "city");
    add_person_with_account(connection, "province_officer", "authority_officer", "", "province");
    const storage::Statement window{
        "test",
        "INSERT INTO windows (id, act_id, procedure_id, authority_id, year, serial, title, body, opens_on, closes_on, reason, version, created_at) "
        "VALUES ($1, $2, 'filing', $3, 2024, 1, '2024年度申报', '', '2024-09-01', '2024-09-20', '', 1, '')",
        ""};
    ids["window"] = base::make_id(now, *random);
    connection.execute(window, {ids["window"], test_act, ids["city"]});
  }
};

}  // namespace zhidian::cases
