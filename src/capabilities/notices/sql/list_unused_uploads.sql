SELECT id, sha256, name FROM objection_uploads WHERE used_at IS NULL AND remove_at <= $1 ORDER BY remove_at, id LIMIT $2
