UPDATE sessions SET reauthenticated_at = $2 WHERE token_hash = $1
