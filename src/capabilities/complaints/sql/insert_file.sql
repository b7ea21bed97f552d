INSERT INTO complaint_files (id, complaint_id, sha256, name) VALUES ($1, $2, $3, $4)
