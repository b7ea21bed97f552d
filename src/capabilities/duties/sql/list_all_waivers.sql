-- Unscoped: to be held against the log.
SELECT w.id, w.organisation_id, w.act_id, w.procedure_id, w.period, w.authority_id, a.name AS authority_name, w.reason, w.is_standing, w.version
  FROM duty_waivers w JOIN authorities a ON a.id = w.authority_id
 ORDER BY w.id
