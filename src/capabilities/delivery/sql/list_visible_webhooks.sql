SELECT id, organisation_id, authority_id, url, format, secret, language, created_at, version FROM visible_webhooks WHERE reader_id = $1 ORDER BY created_at, id
