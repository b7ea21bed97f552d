SELECT o.id, o.channel, o.payload, o.state, o.attempts, o.last_error, o.not_before, o.next_attempt_at, o.created_at, o.sent_at, '' AS login_name
FROM outbox o WHERE (o.recipient = $1 OR o.recipient IN (SELECT id FROM visible_webhooks WHERE reader_id = $1))
  AND ($2 = '' OR o.created_at < $2 OR (o.created_at = $2 AND o.id < $3))
ORDER BY o.created_at DESC, o.id DESC LIMIT $4
