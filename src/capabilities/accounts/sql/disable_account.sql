UPDATE accounts SET state = 'disabled', version = version + 1 WHERE id = $1 AND state <> 'disabled' RETURNING version
