-- Institutions registered inside a division that somebody can sign in for.
SELECT o.id
  FROM organisations o JOIN division_closure d ON d.descendant_code = o.registered_division
 WHERE d.ancestor_code = $1 AND EXISTS (SELECT 1 FROM grants g WHERE g.organisation_id = o.id)
 ORDER BY o.id
