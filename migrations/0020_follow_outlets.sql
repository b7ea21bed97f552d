-- Life after the grant: a case may be about a line of the directory, and an authority may open it. The outlet sees such a case once it is told
-- of it (is_submitted); until then it is the authority's own. A line points to the case that made it, so the case names its line without a key.
ALTER TABLE cases ADD COLUMN outlet_id TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN opened_by TEXT NOT NULL DEFAULT 'applicant';
CREATE INDEX cases_by_outlet ON cases(outlet_id, created_at);
DROP VIEW visible_cases;
CREATE VIEW visible_cases AS
  SELECT g.account_id AS account_id, c.id AS case_id, 'applicant' AS relation
    FROM grants g JOIN cases c ON c.organisation_id = g.organisation_id
   WHERE c.is_submitted = 1 OR c.opened_by = 'applicant'
  UNION ALL
  SELECT g.account_id, c.id, CASE WHEN g.authority_id = c.recommender_id THEN 'recommender' WHEN g.authority_id = c.filing_body_id THEN 'filing_body' ELSE 'observer' END
    FROM grants g JOIN authorities a ON a.id = g.authority_id
    JOIN division_closure d ON d.ancestor_code = a.division_code
    JOIN cases c ON c.division_code = d.descendant_code
   WHERE (c.is_submitted = 1 OR c.opened_by <> 'applicant') AND a.level <> 'ministry'
  UNION ALL
  SELECT g.account_id, c.id, 'recommender'
    FROM grants g JOIN authorities a ON a.id = g.authority_id
    JOIN cases c ON c.recommender_id = a.id
   WHERE (c.is_submitted = 1 OR c.opened_by <> 'applicant') AND a.level = 'ministry';
