-- UNION made SQLite build the whole view for every question; with UNION ALL the reader's account and the row's id reach the
-- indexes inside. Readers ask for existence or for relations, so that a row standing twice changes nothing.
DROP VIEW visible_cases;
CREATE VIEW visible_cases AS
  SELECT g.account_id AS account_id, c.id AS case_id, 'applicant' AS relation
    FROM grants g JOIN cases c ON c.organisation_id = g.organisation_id
  UNION ALL
  SELECT g.account_id, c.id, CASE WHEN g.authority_id = c.recommender_id THEN 'recommender' WHEN g.authority_id = c.filing_body_id THEN 'filing_body' ELSE 'observer' END
    FROM grants g JOIN authorities a ON a.id = g.authority_id
    JOIN division_closure d ON d.ancestor_code = a.division_code
    JOIN cases c ON c.division_code = d.descendant_code
   WHERE c.is_submitted = 1;
DROP VIEW visible_organisations;
CREATE VIEW visible_organisations AS
  SELECT g.account_id AS account_id, o.id AS organisation_id, 'member' AS relation
    FROM grants g JOIN organisations o ON o.id = g.organisation_id
  UNION ALL
  SELECT g.account_id, o.id, 'authority'
    FROM grants g JOIN authorities a ON a.id = g.authority_id
    JOIN division_closure d ON d.ancestor_code = a.division_code
    JOIN organisations o ON o.registered_division = d.descendant_code;
