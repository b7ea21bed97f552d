SELECT w.id, w.organisation_id, w.act_id, w.procedure_id, w.period, w.authority_id, a.name AS authority_name, w.reason, w.is_standing, w.version
  FROM duty_waivers w JOIN authorities a ON a.id = w.authority_id
 WHERE w.id = $2 AND w.organisation_id IN (SELECT v.organisation_id FROM visible_organisations v WHERE v.account_id = $1)
