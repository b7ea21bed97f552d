-- Bans that run under other acts; the reader has found the case of the institution in a scope. $1 institution, $2 act, $3 today.
SELECT s.id, s.case_id, s.organisation_id, s.outlet_id, s.authority_id, s.act_id, s.kind, s.decision_number, s.decided_on, s.banned_until, s.cites,
       s.annulled_on, s.annulled_reason, s.version, s.organisation_name, s.credit_code, s.ground, s.is_public, a.name AS authority_name
  FROM sanctions s JOIN authorities a ON a.id = s.authority_id
 WHERE s.organisation_id = $1 AND s.act_id <> $2 AND s.annulled_on IS NULL AND s.banned_until >= $3
 ORDER BY s.decided_on DESC, s.id DESC
