SELECT c.id, c.number
  FROM cases c
 WHERE c.organisation_id = $1 AND c.act_id = $2 AND $3 LIKE '%|' || c.procedure_id || '|%' AND c.is_final = 0 AND c.parent_case_id IS NULL AND c.period = $4
