SELECT id, kind, params, link, created_at, read_at FROM messages
WHERE account_id = $1 AND ($2 = '' OR created_at < $2 OR (created_at = $2 AND id < $3)) AND ($4 = 0 OR read_at IS NULL)
ORDER BY created_at DESC, id DESC LIMIT $5
