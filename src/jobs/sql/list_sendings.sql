SELECT id, channel, recipient, subject_kind, subject_id, payload, not_before, state, attempts, next_attempt_at, last_error, created_at, sent_at
FROM outbox WHERE subject_kind = $1 AND subject_id = $2 ORDER BY id
