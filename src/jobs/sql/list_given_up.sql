SELECT id, channel, recipient, subject_kind, subject_id, payload, not_before, state, attempts, next_attempt_at, last_error, created_at, sent_at
FROM outbox WHERE state = 'given_up' AND state = $1 AND next_attempt_at >= $2 AND (next_attempt_at > $2 OR id > $3)
ORDER BY next_attempt_at, id LIMIT $4
