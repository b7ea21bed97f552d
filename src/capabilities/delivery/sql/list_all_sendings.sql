SELECT o.id, o.channel, o.payload, o.state, o.attempts, o.last_error, o.not_before, o.next_attempt_at, o.created_at, o.sent_at, a.login_name
FROM outbox o LEFT JOIN accounts a ON a.id = o.recipient
WHERE ($1 = '' OR o.created_at < $1 OR (o.created_at = $1 AND o.id < $2)) AND ($3 = '' OR o.state = $3)
ORDER BY o.created_at DESC, o.id DESC LIMIT $4
