SELECT p.organisation_id FROM legal_persons own JOIN legal_persons p ON p.code = own.code WHERE own.organisation_id = $1 ORDER BY p.organisation_id
