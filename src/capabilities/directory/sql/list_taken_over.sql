-- The lines a list brought in ($1 as the log quotes it) that stand there still, each with the last of what has begun with it: sanction before certificate
-- before case.
SELECT o.id, o.organisation_id, o.name, o.version, (SELECT MAX(b.what) FROM begun_with_outlets b WHERE b.outlet_id = o.id) AS what
  FROM events e JOIN outlets o ON o.id = e.subject_id
 WHERE e.subject_kind = 'outlet' AND e.action = 'take_over' AND e.content LIKE $1
 ORDER BY o.sort_key, o.id
