SELECT e.sequence, o.id AS outlet_id, e.action, e.on_date, e.leaf_hash, e.content, o.filed_on, o.valid_until, o.source_case_id
  FROM outlets o JOIN events e ON e.subject_kind = 'outlet' AND e.subject_id = o.id
 WHERE o.organisation_id = $1 AND o.status = $2
 ORDER BY e.sequence
