SELECT id, channel, recipient, subject_kind, subject_id, payload, not_before, state, attempts, next_attempt_at, last_error, created_at, sent_at
FROM outbox WHERE state IN ('waiting', 'failed') AND channel = $1 AND not_before <= $2 AND next_attempt_at <= $3
ORDER BY next_attempt_at, id LIMIT $4
