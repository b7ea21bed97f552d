-- The lines of an institution whose last event is their end, told with the words $2; those of their own before those included.
SELECT o.id, o.act_id, o.status, CASE WHEN i.source_id IS NULL THEN 0 ELSE 1 END AS is_included
  FROM outlets o JOIN events e ON e.subject_kind = 'outlet' AND e.subject_id = o.id AND e.ordinal = o.version
  LEFT JOIN outlet_inclusions i ON i.outlet_id = o.id
 WHERE o.organisation_id = $1 AND o.state = 'ended' AND e.content LIKE $2
 ORDER BY CASE WHEN i.source_id IS NULL THEN 0 ELSE 1 END, o.filed_on, o.id
