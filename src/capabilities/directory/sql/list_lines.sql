-- All lines an institution has or had for a status.
SELECT o.id, o.source_case_id, o.filed_on, o.state, CASE WHEN EXISTS (SELECT 1 FROM outlet_inclusions i WHERE i.outlet_id = o.id) THEN 1 ELSE 0 END AS is_included
  FROM outlets o
 WHERE o.organisation_id = $1 AND o.status = $2
 ORDER BY o.filed_on, o.id
