-- The claim comes first: a second process with the same key waits here for the first one's outcome.
INSERT INTO idempotency_keys(principal, key, route, body_hash, status, headers, body, created_at)
VALUES ($1, $2, $3, $4, 0, '', '', $5)
ON CONFLICT DO NOTHING
