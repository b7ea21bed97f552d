#pragma once
#include <map>
#include <string>
#include <vector>

#include "capabilities/cases/cases.hpp"
#include "server/demonstration_desk.hpp"
#include "server/demonstration_network.hpp"
#include "server/demonstration_texts.hpp"

namespace zhidian::server {

/// What has been done and what was refused, by word.
struct Tally {
  std::map<std::string, std::int64_t> done, refused;
  /// Refusals and answers no story expects, each with its day: findings about the program.
  std::vector<std::string> surprises;
  void add(const Tally& other);
};

/// Handles cases as the people of a simulated province do: by the services the routes call, inside the scope of whoever acts, with every paper and
/// signature an action asks for.
class Office {
 public:
  Office(const NetworkParts& parts, cases::Service& cases, Tally& tally);

  /// What an action is done with, where it is not what anybody would enter.
  struct Doing {
    base::Value input = base::Value(base::Value::Map{});
    std::string term_length = {};
    std::string outcome = "met";  // of what is judged
    bool may_be_refused = false;  // the story expects a refusal, which is only counted
  };
  using Answers = std::map<std::string, base::Value::Map>;  // by section

  base::Result<cases::Case> open(const http::Principal& who, const cases::Opening& opening, bool may_be_refused, base::Instant at);
  /// Answers every section the applicant is asked: what is given, what stands there, else something invented; `all` the optional fields too.
  void write(const http::Principal& who, const std::string& case_id, const Answers& given, bool all, base::Instant at);
  /// Puts a paper into every required slot of the party.
  void attach_required(const http::Principal& who, const std::string& case_id, std::string_view party, base::Instant at);
  void attach(const http::Principal& who, const std::string& case_id, const std::string& slot, base::Instant at);
  bool perform(const http::Principal& who, const std::string& case_id, const std::string& action, const Doing& doing, base::Instant at);
  bool perform(const http::Principal& who, const std::string& case_id, const std::string& action, base::Instant at) {
    return perform(who, case_id, action, Doing{}, at);
  }
  /// A route, as anybody uses it; null where it was refused.
  base::Value ask(const http::Principal* who, const DemonstrationDesk::Request& request, bool may_be_refused, base::Instant at);
  /// Uploads the one paper to a route.
  base::Value upload(const http::Principal* who, const DemonstrationDesk::Request& request, base::Instant at);

  cases::Case find(const std::string& case_id) const;
  /// The last day of a running term.
  base::Date last_day(const std::string& case_id, std::string_view term) const;
  void surprise(std::string what, base::Instant at);
  void count(const std::string& word) { ++tally_.done[word]; }
  DemonstrationDesk& desk() { return desk_; }
  DemonstrationTexts& texts() { return texts_; }

 private:
  void refuse(const std::string& what, const base::Error& error, bool may_be_refused, base::Instant at);
  void count(const rules::Action& action);
  base::Value input_of(const rules::Action& action, const base::Value& given, base::Instant at);
  cases::ActionRequest request_of(const rules::Action& action, const Doing& doing, base::Instant at);

  const NetworkParts& parts_;
  cases::Service& cases_;
  Tally& tally_;
  DemonstrationDesk desk_;
  DemonstrationTexts texts_;
  std::string paper_bytes_;
  files::Incoming paper_;
};

}  // namespace zhidian::server
