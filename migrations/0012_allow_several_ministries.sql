-- A competent ministry has no division of its own: several stand beside the national office, each with what it is asked to recommend
-- and nothing else. SQLite cannot drop the old rule, so the table is written anew there: rows keep their ids, references are checked
-- at commit.
DROP VIEW visible_cases;
DROP VIEW visible_organisations;
DROP VIEW visible_accounts;
-- only postgresql
ALTER TABLE authorities DROP CONSTRAINT authorities_level_division_code_key;
-- only sqlite
PRAGMA defer_foreign_keys = ON;
-- only sqlite
CREATE TABLE kept_authorities AS SELECT id, name, short_name, level, division_code, telephone, address, created_at FROM authorities;
-- only sqlite
DROP TABLE authorities;
-- only sqlite
CREATE TABLE authorities (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, short_name TEXT NOT NULL, level TEXT NOT NULL,
  division_code TEXT NOT NULL REFERENCES divisions(code), telephone TEXT, address TEXT, created_at TEXT NOT NULL);
-- only sqlite
INSERT INTO authorities (id, name, short_name, level, division_code, telephone, address, created_at)
  SELECT id, name, short_name, level, division_code, telephone, address, created_at FROM kept_authorities;
-- only sqlite
DROP TABLE kept_authorities;
CREATE UNIQUE INDEX authorities_one_per_division ON authorities(level, division_code) WHERE level <> 'ministry';
CREATE VIEW visible_cases AS
  SELECT g.account_id AS account_id, c.id AS case_id, 'applicant' AS relation
    FROM grants g JOIN cases c ON c.organisation_id = g.organisation_id
  UNION ALL
  SELECT g.account_id, c.id, CASE WHEN g.authority_id = c.recommender_id THEN 'recommender' WHEN g.authority_id = c.filing_body_id THEN 'filing_body' ELSE 'observer' END
    FROM grants g JOIN authorities a ON a.id = g.authority_id
    JOIN division_closure d ON d.ancestor_code = a.division_code
    JOIN cases c ON c.division_code = d.descendant_code
   WHERE c.is_submitted = 1 AND a.level <> 'ministry'
  UNION ALL
  SELECT g.account_id, c.id, 'recommender'
    FROM grants g JOIN authorities a ON a.id = g.authority_id
    JOIN cases c ON c.recommender_id = a.id
   WHERE c.is_submitted = 1 AND a.level = 'ministry';
CREATE VIEW visible_organisations AS
  SELECT g.account_id AS account_id, o.id AS organisation_id, 'member' AS relation
    FROM grants g JOIN organisations o ON o.id = g.organisation_id
  UNION ALL
  SELECT g.account_id, o.id, 'authority'
    FROM grants g JOIN authorities a ON a.id = g.authority_id
    JOIN division_closure d ON d.ancestor_code = a.division_code
    JOIN organisations o ON o.registered_division = d.descendant_code
   WHERE a.level <> 'ministry'
  UNION ALL
  SELECT g.account_id, o.id, 'recommender'
    FROM grants g JOIN authorities a ON a.id = g.authority_id
    JOIN cases c ON c.recommender_id = a.id
    JOIN organisations o ON o.id = c.organisation_id
   WHERE c.is_submitted = 1 AND a.level = 'ministry';
CREATE VIEW visible_accounts AS
  SELECT m.account_id AS viewer_id, g.account_id AS account_id, 'colleague' AS relation
    FROM grants m JOIN grants g ON g.organisation_id = m.organisation_id
  UNION
  SELECT m.account_id, g.account_id, 'colleague'
    FROM grants m JOIN grants g ON g.authority_id = m.authority_id
  UNION
  SELECT m.account_id, a.id, 'administrator'
    FROM grants m CROSS JOIN accounts a WHERE m.role IN ('system_administrator', 'security_administrator')
  UNION
  SELECT m.account_id, g.account_id, 'recommender'
    FROM grants m JOIN authorities b ON b.id = m.authority_id
    JOIN division_closure d ON d.ancestor_code = b.division_code
    JOIN organisations o ON o.registered_division = d.descendant_code
    JOIN grants g ON g.organisation_id = o.id
   WHERE m.role = 'recommender_officer' AND b.level <> 'ministry';
