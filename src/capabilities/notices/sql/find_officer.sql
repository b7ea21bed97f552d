SELECT 1 AS found FROM grants WHERE account_id = $1 AND authority_id = $2 AND role = 'authority_officer' LIMIT 1
