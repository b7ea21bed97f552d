-- A line of the directory that follows another one: its holder never applied for it.
CREATE TABLE outlet_inclusions (outlet_id TEXT PRIMARY KEY REFERENCES outlets(id), source_id TEXT NOT NULL);
CREATE INDEX outlet_inclusions_by_source ON outlet_inclusions(source_id);
-- A filing of its own steps back while such a line stands for it: it is not shown on these days, and goes on afterwards.
CREATE TABLE outlet_suspensions (
  outlet_id TEXT NOT NULL REFERENCES outlets(id), from_on TEXT NOT NULL, until_on TEXT, by_outlet_id TEXT NOT NULL, position BIGINT NOT NULL,
  PRIMARY KEY (outlet_id, position));
CREATE INDEX outlets_by_institution ON outlets(organisation_id, status);
-- Cities call their status alike: an institution may hold one of each.
DROP INDEX outlets_one_line;
CREATE UNIQUE INDEX outlets_one_line ON outlets(organisation_id, act_id, status) WHERE state = 'valid';

-- What officers record about the place of an institution in the public service network. entry: node (name: its kind), lift (a condition of an act that
-- the institution is let pass), recommendation (a status of an act, for which it is recommended). closed_as: ended, undone, revoked, withdrawn.
CREATE TABLE network_entries (
  id TEXT PRIMARY KEY, entry TEXT NOT NULL, organisation_id TEXT NOT NULL REFERENCES organisations(id), act_id TEXT NOT NULL, name TEXT NOT NULL,
  authority_id TEXT NOT NULL REFERENCES authorities(id), on_date TEXT NOT NULL, document TEXT NOT NULL, reason TEXT NOT NULL,
  closed_as TEXT NOT NULL, closed_on TEXT, closed_reason TEXT NOT NULL, version BIGINT NOT NULL, created_at TEXT NOT NULL);
CREATE UNIQUE INDEX network_entries_once ON network_entries(organisation_id, entry, act_id, name) WHERE closed_on IS NULL;
CREATE INDEX network_entries_by_name ON network_entries(entry, name, organisation_id);
-- The places institutions have in the network now; public.
CREATE VIEW standing_nodes AS
  SELECT n.id AS node_id, n.organisation_id, n.name AS kind, n.on_date AS determined_on, n.document, a.name AS authority_name,
         o.name AS organisation_name, o.sort_key, o.registered_division AS division_code, d.name AS division_name
    FROM network_entries n JOIN organisations o ON o.id = n.organisation_id JOIN divisions d ON d.code = o.registered_division
    JOIN authorities a ON a.id = n.authority_id
   WHERE n.entry = 'node' AND n.closed_on IS NULL AND o.state <> 'rejected';

-- What something has begun with stays, and so does the line it follows.
DROP VIEW begun_with_outlets;
CREATE VIEW begun_with_outlets AS
  SELECT outlet_id, 'case' AS what FROM cases WHERE outlet_id <> ''
  UNION ALL SELECT outlet_id, 'certificate' FROM certificates
  UNION ALL SELECT outlet_id, 'sanction' FROM sanctions
  UNION ALL SELECT i.source_id, 'case' FROM cases c JOIN outlet_inclusions i ON i.outlet_id = c.outlet_id
  UNION ALL SELECT i.source_id, 'sanction' FROM sanctions s JOIN outlet_inclusions i ON i.outlet_id = s.outlet_id;
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
  UNION ALL SELECT organisation_id FROM network_entries;
-- Of a line by inclusion nobody is asked here for what was due before it came.
DROP VIEW held_lines;
CREATE VIEW held_lines AS
  SELECT o.id AS outlet_id, o.organisation_id, i.name AS organisation_name, o.act_id, o.status, o.filed_on, o.valid_until, o.listed_until, o.renewal,
         o.ended_on, o.state, CASE WHEN o.is_taken_over = 1 OR n.source_id IS NOT NULL THEN 1 ELSE 0 END AS is_taken_over, o.created_at, o.version,
         c.procedure_id AS granted_by, c.recommender_id, CASE WHEN n.source_id IS NULL THEN 0 ELSE 1 END AS is_included
    FROM outlets o JOIN organisations i ON i.id = o.organisation_id LEFT JOIN cases c ON c.id = o.source_case_id
    LEFT JOIN outlet_inclusions n ON n.outlet_id = o.id;
