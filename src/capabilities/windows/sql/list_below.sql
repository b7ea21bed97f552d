-- The authorities of level $2 in the divisions of the authority $1.
SELECT a.id, a.name, a.short_name, a.level, a.division_code
  FROM authorities b JOIN division_closure d ON d.ancestor_code = b.division_code JOIN authorities a ON a.division_code = d.descendant_code
 WHERE b.id = $1 AND a.level = $2 AND a.id <> b.id
 ORDER BY a.division_code, a.id
