UPDATE delivery_settings SET pending_address = $2, code_digest = $3, code_sent_at = $4, code_until = $5, version = version + 1 WHERE account_id = $1
