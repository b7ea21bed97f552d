SELECT id, organisation_id, authority_id, url, format, secret, language, created_at, version FROM webhooks WHERE id = $1
