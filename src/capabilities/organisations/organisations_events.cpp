#include "capabilities/organisations/organisations_events.hpp"

namespace zhidian::organisations {

using base::Value;

void append_event(storage::Connection& connection, const RegistryEvent& event, Value content, Value personal, base::Random& random) {
  audit::Event entry =
      audit::make_event(event.subject_kind, event.subject_id, event.version, event.action, event.actor_id, event.at, std::move(content));
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
                    {"legal_person_name", base::text_value(organisation.legal_person_name)},
                    {"legal_person_code", base::text_value(organisation.legal_person_code)},
                    {"state", organisation.state}};
}

Value facts_part(const Organisation& organisation) {
  return Value::Map{{"node_kinds", base::list_value(organisation.node_kinds)},
                    {"banned_until", base::date_value(organisation.banned_until)},
                    {"legal_person_name", base::text_value(organisation.legal_person_name)},
                    {"legal_person_code", base::text_value(organisation.legal_person_code)}};
}

Value personal_part(const Organisation& organisation) {
  return Value::Map{{"principal_name", organisation.principal_name},
                    {"principal_post", organisation.principal_post},
                    {"telephone", organisation.telephone},
                    {"email", organisation.email}};
}

}  // namespace zhidian::organisations
