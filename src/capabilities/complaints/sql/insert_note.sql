INSERT INTO complaint_notes (id, complaint_id, author_id, body, noted_at) VALUES ($1, $2, $3, $4, $5)
