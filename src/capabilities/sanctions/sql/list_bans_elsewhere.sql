-- Bans of the legal person that run under other acts, and under any act those of an institution whose name this one's begins with: perhaps its branch,
-- which does not say so. The reader has found the case of the institution in a scope. $1 institution, $2 act,
-- $3 today, $4 its name.
SELECT s.id, s.case_id, s.organisation_id, s.outlet_id, s.authority_id, s.act_id, s.kind, s.decision_number, s.decided_on, s.banned_until, s.cites,
       s.annulled_on, s.annulled_reason, s.version, s.organisation_name, s.credit_code, s.ground, s.is_public, a.name AS authority_name
  FROM sanctions s JOIN authorities a ON a.id = s.authority_id JOIN legal_persons p ON p.organisation_id = s.organisation_id
  JOIN legal_persons own ON own.organisation_id = $1
 WHERE s.annulled_on IS NULL AND s.banned_until >= $3
   AND ((p.code = own.code AND s.act_id <> $2) OR (p.code <> own.code AND substr($4, 1, length(s.organisation_name)) = s.organisation_name))
 ORDER BY s.decided_on DESC, s.id DESC
