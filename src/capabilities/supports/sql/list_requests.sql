-- Newest first. $1 reader, $2 institution and $3 state or empty, $4 last day and $5 last id of the page before, $6 limit.
SELECT r.id, r.organisation_id, o.name AS organisation_name, r.authority_id, a.name AS authority_name, r.kind, r.respect, r.content, r.asked_on, r.state,
       r.answer, r.closed_on, r.version
  FROM support_requests r JOIN organisation_places o ON o.id = r.organisation_id JOIN authorities a ON a.id = r.authority_id
 WHERE r.organisation_id IN (SELECT v.organisation_id FROM visible_organisations v WHERE v.account_id = $1)
   AND ($2 = '' OR r.organisation_id = $2) AND ($3 = '' OR r.state = $3)
   AND ($5 = '' OR r.asked_on < $4 OR (r.asked_on = $4 AND r.id < $5))
 ORDER BY r.asked_on DESC, r.id DESC
 LIMIT $6
