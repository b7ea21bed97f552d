INSERT INTO accounts (id, login_name, display_name, password_hash, totp_secret, state, is_demonstration, must_change_password, last_totp_step, version, created_at)
VALUES ($1, $2, $3, $4, NULL, $5, $6, $8, 0, 1, $7)
ON CONFLICT (login_name) DO NOTHING
