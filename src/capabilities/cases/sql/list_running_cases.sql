SELECT c.id
  FROM cases c
 WHERE c.organisation_id = $1 AND c.is_final = 0 AND c.is_submitted = 1
 ORDER BY c.id
