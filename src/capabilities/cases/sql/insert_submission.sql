INSERT INTO submissions (case_id, round, content_hash, answers, materials, findings, submitted_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
