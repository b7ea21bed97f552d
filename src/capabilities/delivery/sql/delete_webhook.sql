DELETE FROM webhooks WHERE id = $1 RETURNING version
