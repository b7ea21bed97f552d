-- $1 the last sequence number seen, $2 one day only or empty, $3 limit.
SELECT e.sequence, e.id, e.subject_kind, e.subject_id, e.action, e.on_date, e.at, e.act_version, e.leaf_hash, e.content
  FROM events e
 WHERE e.subject_kind IN ('outlet', 'notice') AND e.sequence > $1 AND ($2 = '' OR e.on_date = $2)
 ORDER BY e.sequence
 LIMIT $3
