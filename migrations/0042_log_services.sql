-- What outlets did for people. Earlier versions stay in the log; a withdrawn record is no longer counted.
CREATE TABLE service_records (
  id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL REFERENCES organisations(id), kind TEXT NOT NULL, on_date TEXT NOT NULL, title TEXT NOT NULL,
  recipients TEXT NOT NULL, content TEXT NOT NULL, effect TEXT NOT NULL, times BIGINT NOT NULL, people BIGINT, withdrawn_reason TEXT NOT NULL,
  version BIGINT NOT NULL, created_at TEXT NOT NULL);
CREATE INDEX service_records_by_organisation ON service_records(organisation_id, on_date, id);
CREATE INDEX service_records_by_day ON service_records(on_date, id);

-- An institution that recorded a service cannot be rejected as never having been there.
DROP VIEW begun_with_institutions;
CREATE VIEW begun_with_institutions AS
  SELECT organisation_id FROM grants
  UNION ALL SELECT organisation_id FROM team_members
  UNION ALL SELECT organisation_id FROM service_items
  UNION ALL SELECT organisation_id FROM webhooks
  UNION ALL SELECT organisation_id FROM cases
  UNION ALL SELECT organisation_id FROM outlets
  UNION ALL SELECT organisation_id FROM certificates
  UNION ALL SELECT organisation_id FROM sanctions
  UNION ALL SELECT organisation_id FROM network_entries
  UNION ALL SELECT organisation_id FROM support_records
  UNION ALL SELECT organisation_id FROM support_requests
  UNION ALL SELECT organisation_id FROM service_records;
