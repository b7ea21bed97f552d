INSERT INTO experts (id, authority_id, account_id, fields, state, version, created_at) VALUES ($1, $2, $3, $4, 'available', 1, $5)
ON CONFLICT (authority_id, account_id) DO NOTHING
