-- A yearly report is a case for one year; several years may run side by side.
ALTER TABLE cases ADD COLUMN period TEXT NOT NULL DEFAULT '';
DROP INDEX cases_running;
CREATE UNIQUE INDEX cases_running ON cases(organisation_id, act_id, procedure_id, period) WHERE is_final = 0 AND parent_case_id IS NULL;

-- What is owed is computed; these say of what. They carry no scope: whoever reads them joins visible_organisations or visible_cases.
CREATE VIEW held_lines AS
  SELECT o.id AS outlet_id, o.organisation_id, i.name AS organisation_name, o.act_id, o.status, o.filed_on, o.valid_until, o.ended_on, o.state,
         o.is_taken_over, o.created_at, o.version, c.procedure_id AS granted_by
    FROM outlets o JOIN organisations i ON i.id = o.organisation_id LEFT JOIN cases c ON c.id = o.source_case_id;
CREATE VIEW case_courses AS
  SELECT c.id AS case_id, c.number, c.act_id, c.act_version, c.procedure_id, c.organisation_id, i.name AS organisation_name, c.outlet_id, c.period, c.state,
         c.holder, c.state_since, c.submitted_on, c.version, c.is_final
    FROM cases c LEFT JOIN organisations i ON i.id = c.organisation_id;
CREATE VIEW case_term_days AS
  SELECT case_id, term_id, starts_on, last_day, is_running, account FROM case_terms;

-- A calendar address is a secret of its own; only its hash is kept.
CREATE TABLE calendar_feeds (
  id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL REFERENCES organisations(id), account_id TEXT NOT NULL REFERENCES accounts(id),
  token_hash TEXT NOT NULL UNIQUE, created_at TEXT NOT NULL, revoked_at TEXT, version BIGINT NOT NULL);
CREATE INDEX calendar_feeds_by_organisation ON calendar_feeds(organisation_id, created_at);

-- How far the daily round has come, and what it has reminded of: each step once.
CREATE TABLE duty_rounds (name TEXT PRIMARY KEY, day TEXT NOT NULL, after_id TEXT NOT NULL, is_done BIGINT NOT NULL);
CREATE TABLE duty_reminders (
  organisation_id TEXT NOT NULL, act_id TEXT NOT NULL, subject TEXT NOT NULL, due_on TEXT NOT NULL, step TEXT NOT NULL, reminded_at TEXT NOT NULL,
  PRIMARY KEY (organisation_id, act_id, subject, due_on, step));
