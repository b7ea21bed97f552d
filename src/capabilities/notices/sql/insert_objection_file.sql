INSERT INTO objection_files (id, objection_id, sha256, name) VALUES ($1, $2, $3, $4)
