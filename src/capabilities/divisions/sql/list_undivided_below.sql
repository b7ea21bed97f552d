-- The divisions below $1 that are divided no further, with the name of what they lie in.
SELECT d.code, d.name, p.name AS parent_name
  FROM division_closure c JOIN divisions d ON d.code = c.descendant_code
  LEFT JOIN divisions p ON p.code = d.parent_code
 WHERE c.ancestor_code = $1 AND NOT EXISTS (SELECT 1 FROM divisions b WHERE b.parent_code = d.code)
 ORDER BY d.code
