SELECT count(*) AS unread FROM messages WHERE account_id = $1 AND read_at IS NULL
