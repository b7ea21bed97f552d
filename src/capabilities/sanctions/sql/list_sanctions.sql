-- $1 reader, $2 one institution or empty, $3 last date and $4 last id of the page before, $5 limit. Newest first.
SELECT s.id, s.case_id, s.organisation_id, s.outlet_id, s.authority_id, s.act_id, s.kind, s.decision_number, s.decided_on, s.banned_until, s.cites,
       s.annulled_on, s.annulled_reason, s.version, s.organisation_name, s.credit_code, s.ground, s.is_public, a.name AS authority_name
  FROM sanctions s JOIN authorities a ON a.id = s.authority_id
 WHERE s.organisation_id IN (SELECT v.organisation_id FROM visible_organisations v WHERE v.account_id = $1)
   AND ($2 = '' OR s.organisation_id = $2)
   AND ($4 = '' OR s.decided_on < $3 OR (s.decided_on = $3 AND s.id < $4))
 ORDER BY s.decided_on DESC, s.id DESC
 LIMIT $5
