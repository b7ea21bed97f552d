-- How many each recommender may recommend in a window; empty: as many as qualify.
ALTER TABLE windows ADD COLUMN quotas TEXT NOT NULL DEFAULT '';
CREATE INDEX cases_by_window ON cases(window_id, recommender_id) WHERE window_id IS NOT NULL;

-- The order in which a recommender puts what it has recommended in a window. What is recommended follows from the cases; only the order is kept.
CREATE TABLE recommendation_orders (
  id TEXT PRIMARY KEY, window_id TEXT NOT NULL REFERENCES windows(id), authority_id TEXT NOT NULL REFERENCES authorities(id), version BIGINT NOT NULL,
  created_at TEXT NOT NULL, UNIQUE (window_id, authority_id));
CREATE TABLE recommendation_ranks (
  case_id TEXT PRIMARY KEY REFERENCES cases(id), order_id TEXT NOT NULL REFERENCES recommendation_orders(id), position BIGINT NOT NULL,
  UNIQUE (order_id, position));
CREATE VIEW case_ranks AS SELECT case_id, position FROM recommendation_ranks;
-- Submitted cases of a window; carries no scope: whoever reads it has asked for a window and its recommender by right.
CREATE VIEW window_cases AS
  SELECT c.id AS case_id, c.number, c.act_id, c.act_version, c.procedure_id, c.window_id, c.recommender_id, c.state, c.holder, c.is_final,
         o.name AS organisation_name
    FROM cases c JOIN organisations o ON o.id = c.organisation_id
   WHERE c.is_submitted = 1;

-- What waits for an office: cases that have not ended, by the party that holds them.
CREATE INDEX cases_held_by_filing_body ON cases(filing_body_id, holder, state_since) WHERE is_final = 0;
CREATE INDEX cases_held_by_recommender ON cases(recommender_id, holder, state_since) WHERE is_final = 0;
CREATE VIEW held_cases AS
  SELECT g.account_id, c.id AS case_id
    FROM grants g JOIN cases c ON c.organisation_id = g.organisation_id
   WHERE c.holder = 'applicant' AND c.is_final = 0 AND (c.is_submitted = 1 OR c.opened_by = 'applicant')
  UNION ALL
  SELECT g.account_id, c.id
    FROM grants g JOIN cases c ON c.recommender_id = g.authority_id
   WHERE c.holder = 'recommender' AND c.is_final = 0 AND (c.is_submitted = 1 OR c.opened_by <> 'applicant')
  UNION ALL
  SELECT g.account_id, c.id
    FROM grants g JOIN cases c ON c.filing_body_id = g.authority_id
   WHERE c.holder = 'filing_body' AND c.is_final = 0 AND (c.is_submitted = 1 OR c.opened_by <> 'applicant');
-- Objections to be decided, for the officers of the filing body of the case objected to.
CREATE VIEW waiting_objections AS
  SELECT g.account_id, o.id AS objection_id, k.number, k.act_id, k.act_version, k.procedure_id, t.organisation_id, t.division_code, t.filing_body_id,
         k.state, k.state_since, k.version, k.window_id
    FROM objections o JOIN cases k ON k.id = o.case_id JOIN cases t ON t.id = o.target_case_id
    JOIN grants g ON g.authority_id = t.filing_body_id AND g.role = 'authority_officer'
   WHERE o.state = 'open';
-- Registrations to be confirmed, for the officers who may confirm them.
CREATE VIEW waiting_registrations AS
  SELECT m.account_id, a.id AS registration_id, o.id AS organisation_id, o.registered_division AS division_code, m.authority_id, a.created_at, a.version
    FROM grants m JOIN authorities b ON b.id = m.authority_id AND b.level <> 'ministry'
    JOIN division_closure d ON d.ancestor_code = b.division_code
    JOIN organisations o ON o.registered_division = d.descendant_code
    JOIN grants g ON g.organisation_id = o.id JOIN accounts a ON a.id = g.account_id
   WHERE m.role = 'recommender_officer' AND a.state = 'provisional';
CREATE INDEX objections_open ON objections(received_at) WHERE state = 'open';
CREATE INDEX accounts_provisional ON accounts(created_at) WHERE state = 'provisional';

-- What authorities did for an outlet. closed_as: withdrawn (recorded by mistake), or empty. The sum is in fen. Earlier versions stay in the log.
CREATE TABLE support_records (
  id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL REFERENCES organisations(id), authority_id TEXT NOT NULL REFERENCES authorities(id),
  request_id TEXT NOT NULL, kind TEXT NOT NULL, respect TEXT NOT NULL, on_date TEXT NOT NULL, content TEXT NOT NULL, result TEXT NOT NULL,
  document TEXT NOT NULL, sum_fen BIGINT, withdrawn_reason TEXT NOT NULL, version BIGINT NOT NULL, created_at TEXT NOT NULL);
CREATE INDEX support_records_by_organisation ON support_records(organisation_id, on_date, id);
CREATE INDEX support_records_by_day ON support_records(on_date, id);
-- What an outlet asked for. state: open, answered (with a record), declined, withdrawn.
CREATE TABLE support_requests (
  id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL REFERENCES organisations(id), authority_id TEXT NOT NULL REFERENCES authorities(id),
  kind TEXT NOT NULL, respect TEXT NOT NULL, content TEXT NOT NULL, asked_on TEXT NOT NULL, state TEXT NOT NULL, answer TEXT NOT NULL, closed_on TEXT,
  version BIGINT NOT NULL, created_at TEXT NOT NULL);
CREATE INDEX support_requests_by_organisation ON support_requests(organisation_id, asked_on, id);
CREATE INDEX support_requests_open ON support_requests(authority_id, asked_on) WHERE state = 'open';
-- Name and place of an institution; carries no scope: whoever reads it joins visible_organisations.
CREATE VIEW organisation_places AS SELECT id, name, sort_key, registered_division AS division_code FROM organisations;
-- What outlets asked an authority for, for its officers.
CREATE VIEW waiting_support_requests AS
  SELECT g.account_id, r.id AS request_id, r.organisation_id, o.registered_division AS division_code, r.authority_id, r.asked_on, r.version
    FROM support_requests r JOIN organisations o ON o.id = r.organisation_id
    JOIN grants g ON g.authority_id = r.authority_id AND g.role IN ('authority_officer', 'recommender_officer')
   WHERE r.state = 'open';
-- What has begun with an institution keeps it from being taken back.
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
  UNION ALL SELECT organisation_id FROM support_requests;
