UPDATE outbox SET state = 'sent', sent_at = $2, last_error = NULL WHERE id = $1 AND state <> 'sent'
