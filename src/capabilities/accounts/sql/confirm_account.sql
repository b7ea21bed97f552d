UPDATE accounts SET state = 'active', version = version + 1 WHERE id = $1 AND state = 'provisional' RETURNING version
