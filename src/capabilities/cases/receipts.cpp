#include "capabilities/cases/receipts.hpp"

#include "audit/receipt.hpp"
#include "capabilities/cases/sql.hpp"

namespace zhidian::cases {

namespace sql = zhidian::sql::cases;

std::string keep_receipt(const Step& step, const regulations::Registry& registry) {
  const Case& target = step.after;
  const rules::Act* act = registry.find_act(target.act_id, target.act_version);
  if (!act) return {};
  const base::Value statement =
      audit::make_receipt({target.id, target.number, target.ordinal, *act, step.procedure, step.action, step.doer.parties, step.dossier.situation,
                           target.state, step.term_length, step.term_starts, step.due, step.calendar->version()});
  std::string hash = audit::hash_receipt(statement);
  step.connection.execute(sql::insert_receipt, {target.id, target.ordinal, hash, base::print_json(statement)});
  return hash;
}

std::optional<base::Value> find_receipt(storage::Connection& connection, std::string_view case_id, std::int64_t ordinal) {
  auto statement = connection.find(sql::find_receipt, {case_id, ordinal}, [](const storage::Row& row) { return row.text("statement"); });
  auto value = statement ? base::parse_json(*statement) : base::Result<base::Value>();
  return statement && value ? std::optional(std::move(*value)) : std::nullopt;
}

}  // namespace zhidian::cases
