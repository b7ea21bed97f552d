UPDATE accounts SET totp_secret = $2, last_totp_step = $3, version = version + 1 WHERE id = $1 RETURNING version
