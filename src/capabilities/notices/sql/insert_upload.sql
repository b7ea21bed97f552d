INSERT INTO objection_uploads (id, sha256, name, created_at, used_at, remove_at) VALUES ($1, $2, $3, $4, NULL, $5)
