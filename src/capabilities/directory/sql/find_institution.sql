-- The institution with the code $1, and whether it stands in the division $2 or below.
SELECT o.id, o.name, o.registered_division,
       CASE WHEN EXISTS (SELECT 1 FROM division_closure c WHERE c.descendant_code = o.registered_division AND c.ancestor_code = $2) THEN 1 ELSE 0 END AS is_inside
  FROM organisations o
 WHERE o.credit_code = $1
