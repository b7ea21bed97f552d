-- Unscoped: to be held against the log.
SELECT s.id, s.organisation_id, '' AS organisation_name, s.kind, s.on_date, s.title, s.recipients, s.content, s.effect, s.times, s.people, s.withdrawn_reason,
       s.version, 0 AS is_mine
  FROM service_records s
 ORDER BY s.id
