#include "capabilities/organisations/organisations_events.hpp"

namespace zhidian::organisations {

using base::Value;

void append_event(storage::Connection& connection, const RegistryEvent& event, Value content, Value personal, base::Random& random) {
  audit::Event entry;
  entry.subject_kind = event.subject_kind;
  entry.subject_id = event.subject_id;
  entry.ordinal = event.version;
  entry.action = event.action;
  entry.actor_kind = event.actor_id.empty() ? "system" : "account";
  entry.actor_id = event.actor_id;
  entry.on = base::civil_date(event.at);
  entry.at = event.at;
  entry.content = std::move(content);
  entry.personal = std::move(personal);
  audit::append(connection, entry, random);
}

Value public_part(const Organisation& organisation) {
  return Value::Map{{"credit_code", organisation.credit_code},
                    {"is_code_confirmed", organisation.is_code_confirmed},
                    {"name", organisation.name},
                    {"kind", organisation.kind},
                    {"nature", organisation.nature},
                    {"registered_division", organisation.registered_division},
                    {"address", organisation.address},
                    {"headcount", organisation.headcount},
                    {"department", organisation.department},
                    {"website", organisation.website},
                    {"website_name", organisation.website_name},
                    {"wechat", organisation.wechat},
                    {"service_recipients", organisation.service_recipients},
                    {"state", organisation.state}};
}

Value personal_part(const Organisation& organisation) {
  return Value::Map{{"principal_name", organisation.principal_name},
                    {"principal_post", organisation.principal_post},
                    {"telephone", organisation.telephone},
                    {"email", organisation.email}};
}

}  // namespace zhidian::organisations
