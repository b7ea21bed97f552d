SELECT c.account_id FROM password_codes c JOIN accounts a ON a.id = c.account_id
WHERE c.code_hash = $1 AND a.login_name = $2 AND a.state <> 'disabled' AND c.used_at IS NULL AND c.expires_at > $3
