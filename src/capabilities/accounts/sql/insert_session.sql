INSERT INTO sessions (token_hash, account_id, created_at, expires_at, last_seen_at, reauthenticated_at) VALUES ($1, $2, $3, $4, $3, $3)
