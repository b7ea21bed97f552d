INSERT INTO phrases (id, authority_id, action, text, created_at) VALUES ($1, $2, $3, $4, $5)
