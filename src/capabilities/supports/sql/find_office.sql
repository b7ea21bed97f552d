-- The narrowest office of the account $1 that has the institution $2 in its scope.
SELECT a.id, a.name
  FROM grants g JOIN authorities a ON a.id = g.authority_id JOIN organisation_places o ON o.id = $2
 WHERE g.account_id = $1 AND g.role IN ('authority_officer', 'recommender_officer')
   AND o.id IN (SELECT v.organisation_id FROM visible_organisations v WHERE v.account_id = $1)
   AND (a.level = 'ministry' OR EXISTS (SELECT 1 FROM division_closure d WHERE d.ancestor_code = a.division_code AND d.descendant_code = o.division_code))
 ORDER BY (SELECT COUNT(*) FROM division_closure x WHERE x.descendant_code = a.division_code) DESC, a.id
 LIMIT 1
