DELETE FROM sessions WHERE account_id = $1 AND expires_at <= $2
