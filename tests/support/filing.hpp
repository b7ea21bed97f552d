#pragma once
#include <string>

#include "capabilities/cases/cases.hpp"
#include "capabilities/cases/cases_store.hpp"
#include "support/city.hpp"

namespace zhidian::support {

/// A city whose institutions have applications that the city has to examine: the journey up to there is the cases' own test.
class Filing : public City {
 public:
  Filing(storage::Dialect dialect, const std::string& source_folder)
      : City(dialect, source_folder), files_(files::open_disk_store(folder_.path(), random())), cases_(registry(), *files_, random()) {
    add_institution("alpha", "甲大学", "210102");
    add_institution("beta", "乙科技情报研究所", "210103", "research_institute");
  }

  cases::Service& cases() { return cases_; }
  files::Store& files() { return *files_; }

  /// A submitted and recommended application of the institution, in state `examining`.
  void add_case(const std::string& id, const std::string& organisation, const std::string& division, const std::string& recommender) {
    store().run(
        "INSERT INTO cases (id, number, act_id, act_version, procedure_id, organisation_id, division_code, recommender_id, filing_body_id, state, "
        "holder, round, ordinal,"
        " version, returned_by, is_submitted, is_final, content_hash, opened_on, submitted_on, state_since, created_at, updated_at)"
        " VALUES ($1, $1, 'shenyang_outlet_2024', $6, 'filing', $2, $3, $4, 'city', 'examining', 'filing_body', 1, 1, 1, '', 1, 0, '', '2024-09-01', "
        "'2024-09-02',"
        " '2024-09-10', $5, $5)",
        {id, organisation, division, recommender, "2024-09-01T02:00:00.000Z", registry()->law.find_act("shenyang_outlet_2024")->version});
    write([&](storage::Connection& connection) -> base::Result<void> {
      cases::Submission submission;
      submission.round = 1;
      submission.submitted_at = "2024-09-02T02:00:00.000Z";
      submission.answers = base::Value::Map{
          {"section_1", base::Value::Map{{"service_recipients", "中小企业和高校师生"}, {"principal", "负责人甲"}, {"contact_phone", "13900000000"}}},
          {"section_5", base::Value::Map{{"cases", base::Value::List{base::Value::Map{{"name", "案例一"}}}}}}};
      submission.materials = base::Value::List{};
      submission.findings = base::Value::List{};
      cases::insert_submission(connection, id, submission);
      cases::insert_stored_file(connection, {"", std::string(64, 'a'), 10, "application/pdf"}, morning_of("2024-09-02"));
      cases::StoredMaterial scan;
      scan.id = id + "_decision";
      scan.slot = "decision_scan";
      scan.sha256 = std::string(64, 'a');
      scan.name = "第九部分.pdf";
      scan.party = "filing_body";
      cases::insert_material(connection, id, scan, {"city_officer", {"filing_body"}, morning_of("2024-09-20")});
      return {};
    });
  }
  cases::Case get_case(const std::string& id) {
    return read([&](storage::Connection& connection) { return cases_.find(connection, id).value(); });
  }
  base::Result<cases::Case> perform(const std::string& id, const std::string& action, base::Value input, std::vector<std::string> signs,
                                    std::string_view on) {
    return write([&](storage::Connection& connection) {
      const cases::Case target = cases_.find(connection, id).value();
      return cases_.perform(connection, target, target.version, {action, std::move(input), std::move(signs), "", {}},
                            {"city_officer", {"filing_body"}, morning_of(on)});
    });
  }
  /// Section nine signed by handler and head and sealed: filed.
  base::Result<cases::Case> file(const std::string& id, std::string_view on) {
    return perform(id, "file", base::Value::Map{{"handler_name", "经办人"}, {"head_name", "负责人"}, {"signed_on", on}}, {"handler", "head", "seal"},
                   on);
  }

 private:
  FreshFolder folder_;
  std::unique_ptr<files::Store> files_;
  cases::Service cases_;
};

}  // namespace zhidian::support
