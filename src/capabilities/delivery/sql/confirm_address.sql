UPDATE delivery_settings SET address = pending_address, confirmed_at = $2, pending_address = '', code_digest = '', version = version + 1 WHERE account_id = $1
