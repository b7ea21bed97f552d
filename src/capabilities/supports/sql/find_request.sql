SELECT r.id, r.organisation_id, o.name AS organisation_name, r.authority_id, a.name AS authority_name, r.kind, r.respect, r.content, r.asked_on, r.state,
       r.answer, r.closed_on, r.version
  FROM support_requests r JOIN organisation_places o ON o.id = r.organisation_id JOIN authorities a ON a.id = r.authority_id
 WHERE r.id = $2 AND r.organisation_id IN (SELECT v.organisation_id FROM visible_organisations v WHERE v.account_id = $1)
