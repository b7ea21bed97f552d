-- A yearly report nobody has to hand in, by an officer's word. Taken back, it is owed again.
CREATE TABLE duty_waivers (
  id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL REFERENCES organisations(id), act_id TEXT NOT NULL, procedure_id TEXT NOT NULL, period TEXT NOT NULL,
  authority_id TEXT NOT NULL REFERENCES authorities(id), reason TEXT NOT NULL, is_standing BIGINT NOT NULL, version BIGINT NOT NULL, created_at TEXT NOT NULL);
CREATE UNIQUE INDEX duty_waivers_once ON duty_waivers(organisation_id, act_id, procedure_id, period) WHERE is_standing = 1;
