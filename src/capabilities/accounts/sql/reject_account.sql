UPDATE accounts SET state = 'disabled', rejected_reason = $2, version = version + 1 WHERE id = $1 AND state = 'provisional' RETURNING version
