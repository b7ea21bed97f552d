-- Who may hold a value of a draw of the authority $1: officers of the authorities above and below it, and audit administrators.
SELECT a.id, a.display_name, COALESCE(b.id, 'audit') AS office, COALESCE(b.name, '') AS office_name
  FROM grants g JOIN accounts a ON a.id = g.account_id
  LEFT JOIN authorities b ON b.id = g.authority_id
 WHERE a.state = 'active'
   AND (g.role = 'audit_administrator' OR (g.role IN ('authority_officer', 'recommender_officer') AND EXISTS (
         SELECT 1 FROM authorities o JOIN division_closure d
             ON (d.ancestor_code = o.division_code AND d.descendant_code = b.division_code)
             OR (d.ancestor_code = b.division_code AND d.descendant_code = o.division_code)
          WHERE o.id = $1)))
 ORDER BY office_name, a.display_name, a.id
