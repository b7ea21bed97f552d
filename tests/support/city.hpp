#pragma once
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "capabilities/regulations/regulations.hpp"
#include "support/fresh_database.hpp"

namespace zhidian::support {

/// The YAML files below a folder of the project, named as the program names its embedded ones: regulations/…, calendars/….
inline std::vector<rules::SourceFile> project_sources(const std::string& source_folder, const std::string& part) {
  std::vector<rules::SourceFile> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(source_folder + "/" + part)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".yaml") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    files.push_back({part + "/" + std::filesystem::relative(entry.path(), source_folder + "/" + part).generic_string(), text.str()});
  }
  std::ranges::sort(files, {}, &rules::SourceFile::path);
  return files;
}

/// Ten o'clock in the morning, Asia/Shanghai, of YYYY-MM-DD.
inline base::Instant morning_of(std::string_view date) { return base::start_of(base::parse_date(date).value()) + std::chrono::hours(10); }

/// A database with Shenyang (two districts) and Dalian, their IP authorities with an officer each, and the project's acts.
/// Ids are words: authorities city, heping, shenhe, dalian; officers city_officer, heping_officer, shenhe_officer, dalian_officer.
class City {
 public:
  City(storage::Dialect dialect, const std::string& source_folder)
      : source_folder_(source_folder), database_(dialect, source_folder), random_(base::make_seeded_random(7)) {
    add_division("000000", "", "nation", "全国");
    add_division("210000", "000000", "province", "辽宁省");
    add_division("210100", "210000", "city", "沈阳市");
    add_division("210102", "210100", "county", "和平区");
    add_division("210103", "210100", "county", "沈河区");
    add_division("210200", "210000", "city", "大连市");
    add_authority("city", "沈阳市知识产权局", "city", "210100");
    add_authority("heping", "和平区市场监督管理局（知识产权局）", "district", "210102");
    add_authority("shenhe", "沈河区市场监督管理局（知识产权局）", "district", "210103");
    add_authority("dalian", "大连市知识产权局", "city", "210200");
    add_officer("city_officer", "authority_officer", "city");
    add_officer("heping_officer", "recommender_officer", "heping");
    add_officer("shenhe_officer", "recommender_officer", "shenhe");
    add_officer("dalian_officer", "authority_officer", "dalian");
    registry_ = regulations::load_registry(*database_, project_sources(source_folder, "regulations"), project_sources(source_folder, "calendars"),
                                           morning_of("2024-01-02"));
  }

  storage::Database& database() { return *database_; }
  FreshDatabase& store() { return database_; }
  base::Random& random() { return *random_; }
  const std::shared_ptr<const regulations::Registry>& registry() const { return registry_; }

  /// Runs `work` in a write transaction, committed only where it succeeds, as the dispatcher does.
  template <class Work>
  auto write(Work work) {
    auto transaction = database_->write();
    auto result = work(transaction->connection());
    if (result) transaction->commit();
    return result;
  }
  template <class Work>
  auto read(Work work) {
    auto reader = database_->read();
    return work(reader->connection());
  }

  /// An institution that meets every computed condition, with an account `<id>_staff`.
  void add_institution(const std::string& id, const std::string& name, const std::string& division, const std::string& kind = "university") {
    database_.run(
        "INSERT INTO organisations (id, credit_code, is_code_confirmed, name, sort_key, kind, nature, registered_division, address, principal_name, "
        "principal_post,"
        " headcount, department, telephone, email, website, website_name, wechat, service_recipients, node_kinds, banned_until, state, version, "
        "created_at, updated_at)"
        " VALUES ($1, $1, 1, $2, $1, $3, '', $4, '文化路1号', '负责人甲', '', 30, '', '024-23450000', '', 'https://example.org', '', '', '中小企业', "
        "'[]', NULL,"
        " 'active', 1, $5, $5)",
        {id, name, kind, division, stamp});
    for (const std::string suffix : {"1", "2", "3"}) {
      database_.run(
          "INSERT INTO team_members (id, organisation_id, name, employment, is_principal, post, education, certificates, skills, history, "
          "identity_hash, position,"
          " version, created_at, left_at) VALUES ($1, $2, '人员', 'full_time', 0, '', '', '[]', '[]', '', '', 1, 1, $3, NULL)",
          {id + "_member_" + suffix, id, stamp});
    }
    database_.run(
        "INSERT INTO service_items (id, organisation_id, name, kind, ip_categories, channels, fee, price_note, description, position, version, "
        "created_at)"
        " VALUES ($1, $2, '专利信息咨询', 'consultation', '[\"patent\"]', '[\"online\"]', 'free', '', '', 1, 1, $3)",
        {id + "_item", id, stamp});
    add_account(id + "_staff", "applicant_staff", id, "");
  }
  void add_officer(const std::string& id, const std::string& role, const std::string& authority) { add_account(id, role, "", authority); }
  std::int64_t count_messages(const std::string& account, const std::string& kind) {
    return read([&](storage::Connection& connection) {
      return connection
          .find({"", "SELECT COUNT(*) AS n FROM messages WHERE account_id = $1 AND kind = $2", ""}, {account, kind},
                [](const storage::Row& row) { return row.integer("n"); })
          .value_or(0);
    });
  }

 private:
  void add_division(const std::string& code, const std::string& parent, const std::string& level, const std::string& name) {
    const std::optional<std::string> parent_code = parent.empty() ? std::nullopt : std::optional(parent);
    database_.run("INSERT INTO divisions (code, name, level, parent_code, sort_key, source) VALUES ($1, $2, $3, $4, $1, 'test')",
                  {code, name, level, parent_code});
    database_.run("INSERT INTO division_closure (ancestor_code, descendant_code) VALUES ($1, $1)", {code});
    database_.run(
        "INSERT INTO division_closure (ancestor_code, descendant_code) SELECT ancestor_code, $1 FROM division_closure WHERE descendant_code = $2",
        {code, parent});
  }
  void add_authority(const std::string& id, const std::string& name, const std::string& level, const std::string& division) {
    database_.run(
        "INSERT INTO authorities (id, name, short_name, level, division_code, telephone, address, created_at) VALUES ($1, $2, $2, $3, $4, '024-1', "
        "'', $5)",
        {id, name, level, division, stamp});
  }
  void add_account(const std::string& id, const std::string& role, const std::string& organisation, const std::string& authority) {
    database_.run(
        "INSERT INTO accounts (id, login_name, display_name, password_hash, totp_secret, state, is_demonstration, must_change_password, "
        "last_totp_step, version, created_at)"
        " VALUES ($1, $1, $1, '', NULL, 'active', 0, 0, 0, 1, $2)",
        {id, stamp});
    const auto or_null = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); };
    const auto organisation_id = or_null(organisation), authority_id = or_null(authority);
    database_.run("INSERT INTO grants (id, account_id, role, organisation_id, authority_id, created_at) VALUES ($1, $1, $2, $3, $4, $5)",
                  {id, role, organisation_id, authority_id, stamp});
  }

  static constexpr const char* stamp = "2024-01-02T02:00:00.000Z";
  std::string source_folder_;
  FreshDatabase database_;
  std::unique_ptr<base::Random> random_;
  std::shared_ptr<const regulations::Registry> registry_;
};

}  // namespace zhidian::support
