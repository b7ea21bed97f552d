-- Unscoped: to be held against the log.
SELECT s.id, s.organisation_id, o.name AS organisation_name, d.name AS division_name, s.authority_id, a.name AS authority_name, s.request_id, s.kind, s.respect,
       s.on_date, s.content, s.result, s.document, s.sum_fen, s.withdrawn_reason, s.version
  FROM support_records s JOIN organisation_places o ON o.id = s.organisation_id JOIN divisions d ON d.code = o.division_code
  JOIN authorities a ON a.id = s.authority_id
 ORDER BY s.id
