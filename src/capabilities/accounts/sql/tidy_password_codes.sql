DELETE FROM password_codes WHERE expires_at <= $1
