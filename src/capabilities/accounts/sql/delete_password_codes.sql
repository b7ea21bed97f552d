DELETE FROM password_codes WHERE account_id = $1
