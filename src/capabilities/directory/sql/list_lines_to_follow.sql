-- The lines of an institution that stand or are suspended, and those it had by inclusion; with what happened to each last.
SELECT o.id, o.act_id, o.status, o.state, o.division_code, o.filed_on, o.valid_until, o.listed_until, o.renewal, o.ended_on, o.version, i.source_id, e.action AS last_action,
       CASE WHEN i.source_id IS NULL OR EXISTS (SELECT 1 FROM outlets h WHERE h.id = i.source_id) THEN 1 ELSE 0 END AS has_source
  FROM outlets o LEFT JOIN outlet_inclusions i ON i.outlet_id = o.id
  LEFT JOIN events e ON e.subject_kind = 'outlet' AND e.subject_id = o.id AND e.ordinal = o.version
 WHERE o.organisation_id = $1 AND (o.state <> 'ended' OR i.source_id IS NOT NULL)
 ORDER BY o.filed_on, o.id
