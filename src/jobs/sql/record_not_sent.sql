UPDATE outbox SET state = $2, last_error = $3, next_attempt_at = $4 WHERE id = $1 AND state IN ('waiting', 'failed') AND attempts = $5
