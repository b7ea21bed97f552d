SELECT g.authority_id FROM grants g WHERE g.account_id = $1 AND g.authority_id = $2 AND g.role = $3 LIMIT 1
