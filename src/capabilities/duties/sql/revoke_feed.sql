UPDATE calendar_feeds SET revoked_at = $3, version = version + 1 WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL
RETURNING id, organisation_id, account_id, created_at, version
