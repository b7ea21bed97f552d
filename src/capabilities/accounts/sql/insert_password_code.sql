INSERT INTO password_codes (code_hash, account_id, expires_at, used_at) VALUES ($1, $2, $3, NULL)
