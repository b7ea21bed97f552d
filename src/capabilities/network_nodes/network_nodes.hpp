#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "audit/records.hpp"
#include "capabilities/cases/cases.hpp"
#include "capabilities/directory/directory.hpp"
#include "capabilities/organisations/organisations.hpp"

namespace zhidian::network_nodes {

/// What an officer recorded of an institution. entry: node (name: its kind), lift (name: a condition of the act that it is let pass),
/// recommendation (name: the status it is recommended for). closed_as: ended, undone, revoked, withdrawn, or empty while it stands.
struct Entry {
  std::string id, entry, organisation_id, act_id, name, authority_id, authority_name, document, reason, closed_as, closed_reason;
  base::Date on{};
  std::optional<base::Date> closed_on{};
  std::int64_t version = 1;
};

/// What came of it: lines that ended or came back, and lines whose filing body was told.
struct Outcome {
  Entry entry;
  std::vector<directory::HeldLine> lines, flagged;
};

/// Who records, for which institution, when.
struct Hand {
  std::string account_id;
  organisations::Organisation organisation;
  base::Instant at;
};

/// An institution was determined to be a node. Statuses the acts say end with it end on that day, without a ban (C15); where an act only says that
/// such an institution needs no filing, the body that filed it is told (C13).
/// Errors: network_nodes.unknown_kind, network_nodes.day_to_come (invalid), network_nodes.wrong_level (forbidden), network_nodes.recorded_already
/// (conflict).
struct Determined {
  std::string kind, document;
  base::Date on{};
};
base::Result<Outcome> record_node(storage::Connection& connection, const regulations::Registry& registry, const Hand& hand,
                                  const Determined& determined, base::Random& random);

/// Statuses an institution keeps although the act says that such a node needs no filing (C13).
std::vector<directory::HeldLine> list_flagged(storage::Connection& connection, const regulations::Registry& registry,
                                              const std::string& organisation_id, const std::string& kind);

/// The filing body lets an exempt institution apply under an act (C12). Errors: network_nodes.nothing_to_lift (conflict),
/// network_nodes.not_filing_body (forbidden), network_nodes.recorded_already (conflict).
base::Result<Entry> lift_exemption(storage::Connection& connection, const regulations::Registry& registry, const Hand& hand,
                                   const std::string& act_id, const std::string& reason, base::Random& random);

/// The filing body recommends an outlet for a status further up. Errors: network_nodes.not_recommendable, network_nodes.holds_already,
/// network_nodes.recorded_already (conflict), network_nodes.not_filing_body (forbidden).
struct Recommended {
  std::string status, document, reason;
};
base::Result<Entry> recommend(storage::Connection& connection, const regulations::Registry& registry, const Hand& hand,
                              const Recommended& recommended, base::Random& random);

/// Errors: network_nodes.not_your_entry (forbidden), network_nodes.closed_already, network_nodes.cannot_close_so (conflict),
/// network_nodes.bad_end (invalid), network_nodes.stale.
struct Closing {
  std::string as, reason;
  std::optional<base::Date> on{};
  std::int64_t expected_version = 0;
};
base::Result<Outcome> close_entry(storage::Connection& connection, const regulations::Registry& registry, const Hand& hand, const Entry& entry,
                                  const Closing& closing, base::Random& random);

/// A condition that stops the institution from applying under an act.
struct Exemption {
  const rules::Procedure* procedure = nullptr;
  const rules::Condition* condition = nullptr;
  std::vector<std::string> kinds;
  bool is_lifted = false, may_lift = false;
};
std::vector<Exemption> list_exemptions(storage::Connection& connection, const regulations::Registry& registry, const Hand& hand);
/// Kinds of nodes the account may record of the institution.
std::vector<std::string> list_recordable(storage::Connection& connection, const regulations::Registry& registry, const Hand& hand);
/// Statuses the account may recommend the institution for.
std::vector<std::string> list_recommendable(storage::Connection& connection, const regulations::Registry& registry, const Hand& hand);

/// In the reader's scope.
std::optional<Entry> find_visible_entry(storage::Connection& connection, std::string_view account_id, std::string_view id);
std::vector<Entry> list_entries(storage::Connection& connection, std::string_view account_id, std::string_view organisation_id);
/// Public: who is a node now.
struct Node {
  std::string id, kind, organisation_name, sort_key, division_code, division_name, document, authority_name;
  base::Date determined_on{};
};
struct Filter {
  std::string kind, division;
  http::Page page;
};
std::vector<Node> list_nodes(storage::Connection& connection, const Filter& filter);
/// By kind, in the division and below; everywhere where it is empty.
std::map<std::string, std::int64_t, std::less<>> count_nodes(storage::Connection& connection, std::string_view division);
/// Public, schema NetworkLevel of openapi.yaml: of each level how many institutions are nodes, and how many hold which status today.
base::Value::List overview_value(storage::Connection& connection, const regulations::Registry& registry, const std::string& division,
                                 base::Date today);

/// Answers which conditions an institution is let pass.
class Observer : public cases::Observer {
 public:
  base::Result<void> on_action(storage::Connection&, const cases::Performed&) override { return {}; }
  std::vector<std::string> list_lifted(storage::Connection& connection, std::string_view organisation_id, std::string_view act_id) override;
};

/// Schemas of openapi.yaml.
base::Value to_value(const Entry& entry, const regulations::Registry& registry);
base::Value to_value(const Node& node);
base::Value to_value(const Exemption& exemption);
base::Value to_value(const rules::NodeKind& kind, const regulations::Registry& registry);
base::Value lines_value(const std::vector<directory::HeldLine>& lines, const regulations::Registry& registry);

/// Entries as their events tell them.
extern const audit::RecordKind records_in_log;

}  // namespace zhidian::network_nodes
