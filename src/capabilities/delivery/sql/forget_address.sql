UPDATE delivery_settings SET address = '', confirmed_at = NULL, pending_address = '', code_digest = '', version = version + 1 WHERE account_id = $1
