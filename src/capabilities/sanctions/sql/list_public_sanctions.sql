-- What the public is told of: while the ban lasts and unless it was annulled. $1 today, $2 last date and $3 last id of the page before, $4 limit.
SELECT s.id, s.case_id, s.organisation_id, s.outlet_id, s.authority_id, s.act_id, s.kind, s.decision_number, s.decided_on, s.banned_until, s.cites,
       s.annulled_on, s.annulled_reason, s.version, s.organisation_name, s.credit_code, s.ground, s.is_public, a.name AS authority_name
  FROM sanctions s JOIN authorities a ON a.id = s.authority_id
 WHERE s.is_public = 1 AND s.annulled_on IS NULL AND s.banned_until >= $1
   AND ($3 = '' OR s.decided_on < $2 OR (s.decided_on = $2 AND s.id < $3))
 ORDER BY s.decided_on DESC, s.id DESC
 LIMIT $4
