SELECT id, organisation_id, authority_id, url, format, secret, language, created_at, version FROM visible_webhooks WHERE id = $1 AND reader_id = $2
