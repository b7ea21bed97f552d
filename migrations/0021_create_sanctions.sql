-- What was decided against an outlet. An annulled decision stays, with its reason; the ban it carried is over from then on. The name is that of the day.
CREATE TABLE sanctions (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL UNIQUE REFERENCES cases(id), organisation_id TEXT NOT NULL REFERENCES organisations(id),
  organisation_name TEXT NOT NULL, credit_code TEXT NOT NULL,
  outlet_id TEXT NOT NULL, authority_id TEXT NOT NULL REFERENCES authorities(id), act_id TEXT NOT NULL, kind TEXT NOT NULL,
  decision_number TEXT NOT NULL, decided_on TEXT NOT NULL, banned_until TEXT, cites TEXT NOT NULL, annulled_on TEXT, annulled_reason TEXT NOT NULL,
  version BIGINT NOT NULL, created_at TEXT NOT NULL);
CREATE INDEX sanctions_by_organisation ON sanctions(organisation_id, decided_on);
CREATE INDEX sanctions_by_date ON sanctions(decided_on, id);
