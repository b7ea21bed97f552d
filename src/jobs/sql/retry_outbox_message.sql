UPDATE outbox SET state = 'waiting', attempts = 0, next_attempt_at = created_at WHERE id = $1 AND state IN ('failed', 'given_up')
