UPDATE outbox SET attempts = attempts + 1, next_attempt_at = $2 WHERE id = $1 AND state IN ('waiting', 'failed') AND attempts = $3
