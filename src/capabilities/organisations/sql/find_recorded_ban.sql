SELECT MAX(o.banned_until) AS until
  FROM legal_persons own JOIN legal_persons p ON p.code = own.code JOIN organisations o ON o.id = p.organisation_id
 WHERE own.organisation_id = $1
