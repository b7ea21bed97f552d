-- The division $1, whether it lies in $2, and whether it is divided further.
SELECT d.name,
       CASE WHEN EXISTS (SELECT 1 FROM division_closure c WHERE c.descendant_code = d.code AND c.ancestor_code = $2) THEN 1 ELSE 0 END AS is_inside,
       CASE WHEN EXISTS (SELECT 1 FROM divisions b WHERE b.parent_code = d.code) THEN 1 ELSE 0 END AS is_divided
  FROM divisions d
 WHERE d.code = $1
