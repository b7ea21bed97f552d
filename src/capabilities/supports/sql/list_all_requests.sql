-- Unscoped: to be held against the log.
SELECT r.id, r.organisation_id, o.name AS organisation_name, r.authority_id, a.name AS authority_name, r.kind, r.respect, r.content, r.asked_on, r.state,
       r.answer, r.closed_on, r.version
  FROM support_requests r JOIN organisation_places o ON o.id = r.organisation_id JOIN authorities a ON a.id = r.authority_id
 ORDER BY r.id
