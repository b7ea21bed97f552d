INSERT INTO messages (id, account_id, subject_kind, subject_id, kind, params, link, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
