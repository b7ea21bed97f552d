-- The last day an institution is barred from applying under an act: a ban is one of the legal person and binds all its branches.
SELECT MAX(s.banned_until) AS until
  FROM sanctions s JOIN legal_persons p ON p.organisation_id = s.organisation_id JOIN legal_persons own ON own.code = p.code
 WHERE own.organisation_id = $1 AND s.act_id = $2 AND s.annulled_on IS NULL
