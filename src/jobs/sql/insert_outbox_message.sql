INSERT INTO outbox (id, channel, recipient, subject_kind, subject_id, payload, not_before, state, attempts, next_attempt_at, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', 0, $8, $8)
