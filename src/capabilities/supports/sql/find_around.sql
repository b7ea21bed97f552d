-- Whether the institution $2 lies in the divisions of the authority $1, which is no ministry.
SELECT a.id
  FROM authorities a JOIN division_closure d ON d.ancestor_code = a.division_code JOIN organisation_places o ON o.division_code = d.descendant_code
 WHERE a.id = $1 AND o.id = $2 AND a.level <> 'ministry'
