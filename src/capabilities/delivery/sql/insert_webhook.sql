INSERT INTO webhooks (id, organisation_id, authority_id, url, format, secret, language, created_by, created_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1) ON CONFLICT DO NOTHING
