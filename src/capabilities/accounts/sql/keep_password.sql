UPDATE accounts SET password_hash = $2, must_change_password = 0, version = version + 1 WHERE id = $1 RETURNING version
