INSERT INTO calendar_feeds (id, organisation_id, account_id, token_hash, created_at, version) VALUES ($1, $2, $3, $4, $5, 1)
