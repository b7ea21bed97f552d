#pragma once
#include <map>
#include <string>
#include <vector>

#include "server/demonstration_desk.hpp"
#include "server/demonstration_people.hpp"
#include "server/demonstration_stories.hpp"

namespace zhidian::server {

struct DemonstrationCase {
  DemonstrationInstitution institution;
  const Story* story = nullptr;
  std::string recommender_id;  // where several could recommend
  std::string id;              // case
  std::string notice_id;       // once on notice
  std::string receipt;         // of the objection
  std::int64_t version = 0;
};

/// Takes the steps of the stories, each as the person who would.
class DemonstrationCases {
 public:
  DemonstrationCases(const NetworkParts& parts, const DemonstrationOfficials& officials, const rules::Procedure& procedure);
  void open_window(const StoryWindow& window, base::Instant at);
  void draft(DemonstrationCase& subject, base::Instant at);
  void submit(DemonstrationCase& subject, base::Instant at);
  void give_back(DemonstrationCase& subject, base::Instant at);
  void resubmit(DemonstrationCase& subject, base::Instant at);
  void recommend(DemonstrationCase& subject, base::Instant at);
  void decline(DemonstrationCase& subject, base::Instant at);
  void publish(const std::vector<DemonstrationCase*>& subjects, base::Instant at);
  void object(DemonstrationCase& subject, base::Instant at);
  void decide_objection(DemonstrationCase& subject, base::Instant at);
  void refuse(DemonstrationCase& subject, base::Instant at);
  void file(DemonstrationCase& subject, base::Instant at);
  void withdraw(DemonstrationCase& subject, base::Instant at);
  void lapse(DemonstrationCase& subject, base::Instant at);
  /// An action of the filing body with input only.
  void simple(DemonstrationCase& subject, const std::string& action, base::Value input, base::Instant at);

 private:
  void act(DemonstrationCase& subject, const http::Principal& who, const std::string& action, base::Value body, base::Instant at);
  void upload(DemonstrationCase& subject, const http::Principal& who, const std::string& slot, const std::string& bytes, const std::string& name,
              base::Instant at);
  void write_sections(DemonstrationCase& subject, base::Instant at);
  static base::Value signed_input(const rules::Action& action, const std::map<std::string, std::string>& texts, base::Instant at);
  const http::Principal& recommender_of(const DemonstrationCase& subject) const;
  const std::string& paper(const std::string& title);

  const DemonstrationOfficials& officials_;
  DemonstrationDesk desk_;
  DemonstrationTexts texts_;
  const rules::Procedure* procedure_ = nullptr;
  const rules::Form* form_ = nullptr;
  std::map<std::string, std::string> papers_;
};

}  // namespace zhidian::server
