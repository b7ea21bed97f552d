UPDATE messages SET read_at = $2 WHERE account_id = $1 AND read_at IS NULL
