UPDATE accounts SET last_totp_step = $2 WHERE id = $1 AND last_totp_step < $2
