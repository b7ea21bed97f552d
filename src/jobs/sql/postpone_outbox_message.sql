UPDATE outbox SET not_before = $2, next_attempt_at = $3, attempts = attempts - 1 WHERE id = $1 AND state IN ('waiting', 'failed') AND attempts = $4
