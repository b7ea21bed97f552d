SELECT id, login_name, display_name, password_hash, totp_secret, state, is_demonstration, must_change_password, last_totp_step, version, rejected_reason
FROM accounts WHERE login_name = $1
