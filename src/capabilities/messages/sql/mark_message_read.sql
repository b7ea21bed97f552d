UPDATE messages SET read_at = $3 WHERE account_id = $1 AND id = $2 AND read_at IS NULL
